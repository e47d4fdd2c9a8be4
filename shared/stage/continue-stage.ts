/** Owns the stage of a pass whose first shots go: who was put there by hand, or was moved, stands as those shots leave them. */
import type { Element, Pass, Shot } from "../project/model.ts";
import { type StageFigure, stageLimits } from "../project/stage.ts";
import { blockPass } from "./block-pass.ts";
import { rounded } from "./divide-blocking.ts";
import type { BlockedShot, FigureTrack, Stance } from "./scene.ts";
import { placeable } from "./snap.ts";
import { pathLength } from "./vectors.ts";

/** What the shots from `point` on are when they are a pass of their own. All that follows the words goes on following them. */
export function continuedAfter(
  pass: Pass,
  elements: readonly Element[],
  ratio: number,
  point: number,
): Pick<Pass, "stage" | "shots"> {
  const { stage } = pass;
  const [before, shots] = [pass.shots.slice(0, point), pass.shots.slice(point)];
  const moved = new Set(before.flatMap(({ blocking }) => Object.keys(blocking?.figures ?? {})));
  if (!stage?.figures && moved.size === 0) return { ...(stage ? { stage } : {}), shots };
  const blocked = blockPass(pass, elements, ratio);
  const left = (id: string) => leftBy(blocked.slice(0, point), id);
  const figures = stage?.figures?.map((figure): StageFigure => {
    const stance = figure.at && left(figure.id);
    return stance ? { ...figure, ...stance } : figure;
  });
  // Whoever has no place on the stage is not seen in every shot, and so is placed where it is seen next.
  const placed = new Set(figures?.flatMap(({ id, at }) => (at ? id : [])));
  const waiting = new Set([...moved].filter((id) => !placed.has(id)));
  const coming = blocked.slice(point).map((shot) => shot.figures.filter(({ cast }) => waiting.delete(cast.id)));
  return {
    ...(stage ? { stage: { ...stage, ...(figures ? { figures } : {}) } } : {}),
    shots: shots.map((shot, at) => beginning(shot, coming[at] ?? [])),
  };
}

/** How the last of the shots in which it is seen leaves a figure; undefined where none shows it. */
function leftBy(shots: readonly BlockedShot[], id: string): Stance | undefined {
  const end = shots.flatMap(({ figures }) => figures.filter(({ cast }) => cast.id === id)).at(-1)?.end;
  return end && kept(end);
}

function kept({ at, facing, pose }: Stance): Stance {
  return { at: placeable(at), facing: rounded(facing, 360), pose };
}

/** The shot with these figures beginning it, by hand, as they begin it. */
function beginning(shot: Shot, figures: readonly FigureTrack[]): Shot {
  if (figures.length === 0) return shot;
  const own = new Map(Object.entries(shot.blocking?.figures ?? {}));
  for (const { cast, start, path } of figures) {
    const by = own.get(cast.id);
    if (!by && own.size >= stageLimits.figures) continue;
    // A place by hand would leave nothing of the way that the words say.
    const goes = !by?.at && pathLength(path) > 0;
    own.set(cast.id, { ...kept(start), ...(goes ? { path: path.slice(1).map(placeable) } : {}), ...by });
  }
  return { ...shot, blocking: { ...shot.blocking, figures: Object.fromEntries(own) } };
}
