/** Owns the stage of a pass whose first shots go: who was put there by hand, or was moved, stands as those shots leave them. */
import type { Element, Pass, Shot } from "../project/model.ts";
import { type BlockedFigure, type StageFigure, stageLimits } from "../project/stage.ts";
import { blockPass } from "./block-pass.ts";
import { rounded } from "./divide-blocking.ts";
import type { BlockedShot, Stance } from "./scene.ts";
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
  // Whoever has no place on the stage is not seen in every shot, and so is placed where it comes next.
  const placed = new Set(figures?.flatMap(({ id, at }) => (at ? id : [])));
  const trackOf = (id: string, at: number) => blocked[point + at]?.figures.find(({ cast }) => cast.id === id);
  const arriving = shots.map((): Arriving[] => []);
  for (const id of [...moved].filter((each) => !placed.has(each))) {
    const own = (at: number) => new Map(Object.entries(shots[at]?.blocking?.figures ?? {})).get(id);
    const comes = shots.findIndex((_, at) => own(at) !== undefined || trackOf(id, at) !== undefined);
    const track = trackOf(id, comes);
    const stance = track ? kept(track.start) : left(id);
    // A place by hand would leave nothing of the way that the words say.
    const goes = track && own(comes)?.at === undefined && own(comes)?.path === undefined && pathLength(track.path) > 0;
    if (stance)
      arriving[comes]?.push({ id, begins: { ...stance, ...(goes ? { path: track.path.slice(1).map(spotOf) } : {}) } });
  }
  return {
    ...(stage ? { stage: { ...stage, ...(figures ? { figures } : {}) } } : {}),
    shots: shots.map((shot, at) => beginning(shot, arriving[at] ?? [])),
  };
}

interface Arriving {
  readonly id: string;
  readonly begins: BlockedFigure;
}

/** How the last of the shots in which it is seen leaves a figure; undefined where none shows it. */
function leftBy(shots: readonly BlockedShot[], id: string): Stance | undefined {
  const end = shots.flatMap(({ figures }) => figures.filter(({ cast }) => cast.id === id)).at(-1)?.end;
  return end && kept(end);
}

function kept({ at, facing, pose }: Stance): Stance {
  return { at: placeable(at), facing: rounded(facing, 360), pose };
}

function beginning(shot: Shot, figures: readonly Arriving[]): Shot {
  if (figures.length === 0) return shot;
  const own = new Map(Object.entries(shot.blocking?.figures ?? {}));
  for (const { id, begins } of figures) {
    const by = own.get(id);
    if (by || own.size < stageLimits.figures) own.set(id, { ...begins, ...by });
  }
  return { ...shot, blocking: { ...shot.blocking, figures: Object.fromEntries(own) } };
}
