/** Owns blocking the shots of a pass: from their words, and over that what the user set by hand. Where a shot ends the next one begins. */
import type { Element, Pass } from "../project/model.ts";
import { castOf, namedIn } from "./cast.ts";
import { firstStance, trackOf } from "./figure-track.ts";
import { placeCamera } from "./place-camera.ts";
import type { BlockedShot, FigureTrack, Stance } from "./scene.ts";
import { propsOf } from "./set.ts";

const light = { bearing: -140, elevation: 48 } as const;

/** How each shot of the pass is blocked, in their order. `ratio`: the frame's width over its height. */
export function blockPass(pass: Pass, elements: readonly Element[], ratio: number): readonly BlockedShot[] {
  const cast = castOf(pass, elements);
  const own = new Map((pass.stage?.figures ?? []).map((figure) => [figure.id, figure]));
  const spoken = cast.filter(({ id }) => !own.get(id)?.off);
  const stances = new Map(spoken.map((each, index) => [each.id, firstStance(index, spoken.length)]));
  for (const { id, at, facing, pose } of own.values()) {
    const stance = stances.get(id);
    if (stance) stances.set(id, { at: at ?? stance.at, facing: facing ?? stance.facing, pose: pose ?? stance.pose });
  }
  return pass.shots.map((shot): BlockedShot => {
    const named = namedIn(shot, elements).filter((id) => stances.has(id));
    const tracks = spoken.map(
      (each): FigureTrack => trackOf(each, stances.get(each.id) as Stance, shot.blocking?.figures?.[each.id]),
    );
    for (const {
      cast: { id },
      end,
    } of tracks)
      stances.set(id, end);
    const isSeen = ({ cast: { id } }: FigureTrack) =>
      shot.blocking?.figures?.[id]?.seen ??
      (named.includes(id) || own.get(id)?.at !== undefined || shot.blocking?.figures?.[id] !== undefined);
    const placed = placeCamera(shot, tracks, named, ratio);
    return {
      figures: tracks.filter((track) => isSeen(track) && track.cast.id !== placed.through),
      props: propsOf(pass, shot),
      camera: placed.camera,
      light: pass.stage?.light ?? light,
      ...(pass.stage?.floor ? { floor: pass.stage.floor } : {}),
      isOutside: !/^\s*INT\b/i.test(pass.heading ?? ""),
    };
  });
}

const shapes = new WeakMap<
  Pass,
  { readonly elements: readonly Element[]; readonly ratio: number; readonly shots: readonly BlockedShot[] }
>();

/** The same, kept while neither the pass nor the elements change. */
export function blockedPass(pass: Pass, elements: readonly Element[], ratio: number): readonly BlockedShot[] {
  const known = shapes.get(pass);
  if (known?.elements === elements && known.ratio === ratio) return known.shots;
  const shots = blockPass(pass, elements, ratio);
  shapes.set(pass, { elements, ratio, shots });
  return shots;
}
