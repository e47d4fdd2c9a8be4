/** Owns what the camera palette offers, how it is found by a few letters, and the edit that each entry is. */
import fuzzysort from "fuzzysort";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Camera, Shot } from "../../../shared/project/model.ts";
import {
  type CameraMove,
  cameraAngles,
  cameraMoves,
  shotSizes,
  type Transition,
  transitions,
} from "../../../shared/project/vocabulary.ts";
import { describeMove } from "../../../shared/prompt/pacing.ts";
import { angleWords, sizeWords, transitionWords } from "../../../shared/prompt/vocabulary.ts";
import { angleLabels, transitionLabels } from "../commands/camera-labels.ts";
import { labelMove } from "../commands/camera-moves.ts";

export type EntryGroup = "Size" | "Angle" | "Move" | "Lens" | "Transition" | "Speed";

/** One thing that a shot's camera can be given. */
export interface CameraEntry {
  readonly id: string;
  readonly group: EntryGroup;
  readonly label: string;
  /** What else it is called in the field, for those who type that. */
  readonly aliases: string;
  readonly camera?: Partial<Camera>;
  readonly transition?: Transition;
  readonly slowMotion?: boolean;
}

const moveAliases: Partial<Record<CameraMove, string>> = {
  static: "locked off tripod still",
  "push-in": "dolly in track in",
  "pull-out": "dolly out pull back",
  "truck-left": "dolly left track left crab",
  "truck-right": "dolly right track right crab",
  "pedestal-up": "boom up rise",
  "pedestal-down": "boom down sink",
  "crane-up": "jib up",
  "crane-down": "jib down",
  "orbit-left": "arc left",
  "orbit-right": "arc right",
  "rack-focus": "pull focus",
  handheld: "shaky",
  steadicam: "follow gimbal",
  fpv: "drone",
};

const lenses = ["18mm", "24mm", "35mm", "50mm", "85mm", "135mm", "macro"];
const lensAliases: Readonly<Record<string, string>> = {
  "18mm": "wide angle",
  "50mm": "normal",
  "135mm": "telephoto long",
};

export const cameraEntries: readonly CameraEntry[] = [
  ...shotSizes.map(
    (size): CameraEntry => ({
      ...{ id: `size-${size}`, group: "Size", label: sizeWords[size], aliases: size },
      camera: { size },
    }),
  ),
  ...cameraAngles.map(
    (angle): CameraEntry => ({
      ...{
        id: `angle-${angle}`,
        group: "Angle",
        label: ["low", "high", "dutch"].includes(angle) ? `${angleLabels[angle]} angle` : angleLabels[angle],
        aliases: angle === "dutch" ? "canted tilted" : "",
      },
      camera: { angle },
    }),
  ),
  ...cameraMoves.map(
    (move): CameraEntry => ({
      ...{ id: `move-${move}`, group: "Move", label: labelMove(move), aliases: moveAliases[move] ?? "" },
      camera: { move },
    }),
  ),
  ...lenses.map(
    (lens): CameraEntry => ({
      ...{
        id: `lens-${lens}`,
        group: "Lens",
        label: lens === "macro" ? "Macro" : lens,
        aliases: lensAliases[lens] ?? "",
      },
      camera: { lens },
    }),
  ),
  ...transitions.map(
    (transition): CameraEntry => ({
      ...{ id: `transition-${transition}`, group: "Transition", aliases: "" },
      label: transition === "whip" ? "Whip transition" : transitionLabels[transition],
      transition,
    }),
  ),
  { id: "speed-normal", group: "Speed", label: "Normal speed", aliases: "", slowMotion: false },
  { id: "speed-slow", group: "Speed", label: "Slow motion", aliases: "overcrank slowmo", slowMotion: true },
];

/** The entries that fit what was typed, the best first; all of them in their groups with nothing typed. */
export function findCameraEntries(typed: string): readonly CameraEntry[] {
  const letters = typed.trim();
  if (letters === "") return cameraEntries;
  return fuzzysort.go(letters, cameraEntries, { keys: ["label", "aliases"], threshold: 0.3 }).map(({ obj }) => obj);
}

/** What the prompt says of it, in this shot; empty where it says nothing. */
export function wordsOf({ camera, transition, slowMotion }: CameraEntry, shot: Shot): string {
  if (transition) return transitionWords[transition];
  if (slowMotion !== undefined) return slowMotion ? "slow motion" : "";
  if (camera?.size) return sizeWords[camera.size];
  if (camera?.angle) return angleWords[camera.angle];
  if (camera?.lens) return `${camera.lens} lens`;
  return describeMove({ ...shot.camera, ...camera });
}

/** Whether the shot has it already. */
export function isCurrent({ camera, transition, slowMotion }: CameraEntry, shot: Shot): boolean {
  if (transition) return (shot.transition ?? "cut") === transition;
  if (slowMotion !== undefined) return (shot.slowMotion ?? false) === slowMotion;
  return Object.entries(camera ?? {}).every(([key, value]) => shot.camera?.[key as keyof Camera] === value);
}

/** Gives the entry to the shot, in one step. */
export function editOf({ camera, transition, slowMotion }: CameraEntry, shot: Shot): Edit {
  if (transition)
    return { type: "shot.describe", shotId: shot.id, fields: { transition: transition === "cut" ? null : transition } };
  if (slowMotion !== undefined)
    return { type: "shot.describe", shotId: shot.id, fields: { slowMotion: slowMotion || null } };
  return { type: "shot.describe", shotId: shot.id, fields: { camera: { ...shot.camera, ...camera } } };
}

/** What of a camera says how its move goes. */
export type Pace = Pick<Camera, "strength" | "easing" | "hold">;

/** The camera with this pace; what a move does by itself is left unsaid. */
export function withPace(camera: Camera | undefined, { strength, easing, hold }: Pace): Camera {
  const { strength: _strength, easing: _easing, hold: _hold, ...rest } = camera ?? {};
  return {
    ...rest,
    ...(strength === undefined || strength === 100 ? {} : { strength }),
    ...(easing === undefined ? {} : { easing }),
    ...(hold === undefined || (hold.start === 0 && hold.end === 0) ? {} : { hold }),
  };
}
