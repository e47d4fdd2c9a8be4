/** Owns the words for where a shot of a take begins: which kind of cut, who says so, how surely, and how far that can be moved; and for what makes a shot fit its plan. */
import type { BoundaryCut } from "../../../shared/conform/cuts.ts";
import type { ConformedShot } from "../../../shared/takes/conform-report.ts";
import type { ShotTake, ShotTakeCut } from "../../../shared/takes/take-shots.ts";

const kinds: Readonly<Record<BoundaryCut["kind"], string>> = {
  hard: "Hard cut",
  dissolve: "Dissolve",
  fade: "Fade",
  whip: "Whip pan",
  none: "No cut",
};

/** From here on a measured cut is claimed: 99 of 100 are right. */
export const claimedConfidence = 0.8;

/** `Hard cut, measured, 97% sure`; `No cut found: both shots run on in one`. */
export function sayCut(cut: ShotTakeCut): string {
  if (cut.by === "user") return "Set by you";
  if (cut.by === "planned") return "As planned: not measured yet";
  const sure = `${Math.round(cut.confidence * 100)}% sure`;
  if (cut.kind === "none") return `No cut found, ${sure}: both shots run on in one`;
  const long = cut.to > cut.from ? ` of ${cut.to - cut.from + 1} frames` : "";
  return `${kinds[cut.kind]}${long}, measured, ${sure}`;
}

/** `frame 97, 1 frame later than planned`. */
export function sayCutPlace(frame: number, plannedFrame: number): string {
  const off = Math.abs(frame - plannedFrame);
  if (off === 0) return `frame ${frame}, as planned`;
  return `frame ${frame}, ${off} ${off === 1 ? "frame" : "frames"} ${frame > plannedFrame ? "later" : "earlier"} than planned`;
}

/** What is to be done about a shot that came back longer or shorter. */
export function sayRemedy({ remedy, planned, returned, difference }: ConformedShot): string {
  const frames = (count: number) => `${count} ${count === 1 ? "frame" : "frames"}`;
  switch (remedy) {
    case "none":
      return "Fits";
    case "handle":
      return `Keep ${frames(difference)} as handle`;
    case "trim":
      return `Trim ${frames(difference)}`;
    case "hold":
      return `Hold the last frame for ${frames(-difference)}`;
    case "retime":
      return `Retime to ${Math.round((returned / planned) * 100)}% speed, or cut it shorter`;
    case "missing":
      return "No frames: generate the shot again";
  }
}

/** Between which frames a shot may begin: its neighbors keep a frame, where they have one. */
export function roomOf(shots: readonly ShotTake[], index: number, frames: number): [number, number] {
  const before = shots[index - 1]?.inFrame ?? 0;
  const after = shots[index + 1]?.inFrame ?? frames;
  const least = Math.min(frames - 1, before + 1);
  return [least, Math.max(least, after - 1)];
}
