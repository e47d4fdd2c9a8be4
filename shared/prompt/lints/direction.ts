/** Owns noticing that a subject changes its side of the screen at a cut: what it faces or where it goes, against the shot before. */
import { type Advice, advice, goingVerbs, rangeOf, type ShotContext } from "./advice.ts";

type Side = "left" | "right";

/** `runs left`, `looks to the right`, `exits screen left`, `from left to right`; a left hand is no direction. */
const said = new RegExp(
  "(?:\\bfrom\\s+(?:screen\\s+|the\\s+)?(?:left|right)\\s+to\\s+(?:screen\\s+|the\\s+)?(left|right)|" +
    `\\b(?:${goingVerbs}|looks?|looking|faces|facing|heads|heading|exits|turns|moves|moving|glances|stares|points)\\s+` +
    "(?:off\\s+|to\\s+|toward\\s+|towards\\s+)?(?:(?:the|screen|frame|camera)\\s+){0,2}(left|right))" +
    "(?![-\\s]*(?:hand|arm|eye|foot|leg|shoulder|side|lane|of\\b|-?wing))\\b",
  "diu",
);
const goes = new RegExp(`\\b(?:${goingVerbs})\\b`, "iu");

export function lintDirection(shots: readonly ShotContext[]): Advice[] {
  return shots.flatMap((now, index) => {
    const before = shots[index - 1];
    const [subject] = now.called;
    if (!before || subject === undefined || before.called[0] !== subject) return [];
    // A cut that shows itself may cross the line.
    if (!["cut", "hard-cut"].includes(now.shot.transition ?? "cut")) return [];
    const match = said.exec(now.action);
    const here = sideOf(match);
    const there = sideOf(said.exec(before.action));
    const message = (way: string, old: string) => `@${subject} goes ${way} here, but ${old} in the shot before.`;
    const next = "Keep one direction across a cut, or show the turn.";
    if (match && here && there && here !== there) {
      const place = `${now.path}.${now.field}`;
      return [advice("advice.screen-direction", place, message(here, there), next, { range: rangeOf(match) })];
    }
    const [follows, followed] = [followingSide(now), followingSide(before)];
    if (here || there || !follows || !followed || follows === followed) return [];
    const place = `${now.path}.camera`;
    return [advice("advice.screen-direction", place, message(follows, followed), next)];
  });
}

function sideOf(match: RegExpExecArray | null): Side | null {
  return ((match?.[1] ?? match?.[2])?.toLowerCase() as Side | undefined) ?? null;
}

/** The side to which the camera follows somebody who goes; null when nobody goes or the camera does not follow. */
function followingSide({ shot, action, free }: ShotContext): Side | null {
  if (free || !goes.test(action)) return null;
  switch (shot.camera?.move) {
    case "truck-left":
    case "pan-left":
      return "left";
    case "truck-right":
    case "pan-right":
      return "right";
    default:
      return null;
  }
}
