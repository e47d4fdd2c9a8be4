/** Owns how a camera move is said with its pacing: its words, how far it goes, how softly it starts and stops, and how long it holds still. */
import type { Camera } from "../project/model.ts";
import type { CameraMove } from "../project/vocabulary.ts";
import { moveWords } from "./vocabulary.ts";

/**
 * The words of the move as the prompt has them, in the order in which they are seen: stillness, the move, its reach, its speed, stillness.
 * Settings near those of the move itself say nothing. Empty without a move; a locked-off camera has no pacing.
 */
export function describeMove({ move, strength, easing, hold }: Camera): string {
  if (move === undefined) return "";
  if (move === "static") return moveWords.static;
  return [
    holdWords(hold?.start, "after a still beat", "after a long still beat"),
    moveWords[move],
    strengthWords(move, strength),
    easingWords(easing),
    holdWords(hold?.end, "coming to rest for a beat", "coming to rest for a long beat"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** What is more or less, where it is not the movement of the camera. */
const extents: Partial<Record<CameraMove, string>> = {
  "zoom-in": "zoom",
  "zoom-out": "zoom",
  "rack-focus": "focus shift",
  handheld: "shake",
};

function strengthWords(move: CameraMove, strength = 100): string {
  const what = extents[move] ?? "movement";
  if (strength <= 35) return `barely noticeable ${what}`;
  if (strength <= 75) return `subtle ${what}`;
  if (strength < 125) return "";
  return strength < 165 ? `pronounced ${what}` : `very strong ${what}`;
}

function easingWords(easing: number | undefined): string {
  if (easing === undefined) return "";
  if (easing <= 20) return "at an even speed";
  if (easing < 60) return "";
  return easing < 85 ? "easing in and out" : "starting and stopping very softly";
}

/** `percent` of the shot; under a twentieth is no beat. */
function holdWords(percent = 0, beat: string, longBeat: string): string {
  if (percent < 5) return "";
  return percent < 20 ? beat : longBeat;
}
