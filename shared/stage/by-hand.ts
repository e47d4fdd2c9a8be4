/** Owns telling what of a shot's blocking was set by hand, and giving it back to the words. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { BlockedCamera, Blocking, Stage } from "../project/stage.ts";
import { blockPass } from "./block-pass.ts";
import { castOf } from "./cast.ts";
import { withFigure, withProp, withSeenProp, withStageFigure } from "./change-blocking.ts";
import type { SceneProp } from "./scene.ts";
import type { ShotInPass } from "./set-ups.ts";

/** Fields of the camera, and figures by their ids. */
export interface SetByHand {
  readonly camera: readonly (keyof BlockedCamera)[];
  readonly figures: readonly string[];
}

/** What a pass's stage and some of its shots' blocking become; null for nothing left. */
export interface StageChange {
  readonly stage: Stage | null;
  readonly shots: readonly { readonly shotId: string; readonly blocking: Blocking | null }[];
}

/** In the first shot, what was set on the pass's stage counts as well, but for figures that only hands put there. */
export function setByHand(pass: Pass, index: number, elements: readonly Element[]): SetByHand {
  const { camera, figures } = pass.shots[index]?.blocking ?? {};
  const spoken = index === 0 ? spokenOf(pass, elements) : new Set<string>();
  const onStage = (pass.stage?.figures ?? []).filter(
    (figure) => spoken.has(figure.id) && !figure.off && (figure.at ?? figure.facing ?? figure.pose) !== undefined,
  );
  return {
    camera: Object.keys(camera ?? {}) as (keyof BlockedCamera)[],
    figures: [...new Set([...Object.keys(figures ?? {}), ...onStage.map(({ id }) => id)])],
  };
}

/** Whom the words of the shots name. */
function spokenOf({ shots }: Pass, elements: readonly Element[]): ReadonlySet<string> {
  return new Set(castOf({ shots }, elements).map(({ id }) => id));
}

/** The shot as its words have it: its camera and these figures, absent: all of them. */
export function backToWords(pass: Pass, index: number, elements: readonly Element[], figure?: string): StageChange {
  const { id: shotId, blocking } = pass.shots[index] as Shot;
  const ids = setByHand(pass, index, elements).figures.filter((id) => figure === undefined || id === figure);
  const spoken = spokenOf(pass, elements);
  let stage = pass.stage ?? null;
  if (index === 0) {
    for (const id of ids) {
      if (spoken.has(id) && pass.stage?.figures?.some((each) => each.id === id))
        stage = withoutBareFigure(
          withStageFigure(stage ?? undefined, id, { at: undefined, facing: undefined, pose: undefined }),
          id,
        );
    }
  }
  const left = figure === undefined ? null : withFigure(blocking, figure, null);
  return { stage, shots: [{ shotId, blocking: left }] };
}

/** A figure of which nothing but its name is said is on the stage by the words alone. */
function withoutBareFigure(stage: Stage | null, id: string): Stage | null {
  const figure = stage?.figures?.find((each) => each.id === id);
  return figure && Object.keys(figure).length === 1 ? withStageFigure(stage ?? undefined, id, null) : stage;
}

/** The pass without a figure: what was set of it by hand goes, and one that the words name goes off the stage. */
export function withoutFigure(pass: Pass, elements: readonly Element[], id: string): StageChange {
  const isSpoken = spokenOf(pass, elements).has(id);
  return {
    stage: withStageFigure(withStageFigure(pass.stage, id, null) ?? undefined, id, isSpoken ? { off: true } : null),
    shots: pass.shots.flatMap(({ id: shotId, blocking }) =>
      blocking?.figures?.[id] ? [{ shotId, blocking: withFigure(blocking, id, null) }] : [],
    ),
  };
}

/** The pass's stage without a prop: what was set of it by hand goes, and one that the words put there goes off the stage. */
export function withoutProp({ pass, elements, ratio }: Omit<ShotInPass, "index">, prop: SceneProp): Stage | null {
  const bare = withProp(pass.stage, prop.id, null);
  const { stage: _, ...rest } = pass;
  const shots = blockPass({ ...rest, ...(bare ? { stage: bare } : {}) }, elements, ratio);
  const isSpoken = shots.some(({ props }) => props.some(({ id }) => id === prop.id));
  return isSpoken ? withSeenProp(pass.stage, prop, { off: true }) : bare;
}
