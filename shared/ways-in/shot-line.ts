/** Owns the words in capitals by which a script directs: how near a shot is, from where, and how it comes after the one before. */
import type { Camera } from "../project/model.ts";
import type { Transition } from "../project/vocabulary.ts";

export interface ShotLine {
  readonly camera: Camera;
  /** What is seen, without the words of direction; may be empty. */
  readonly rest: string;
}

const tags: readonly (readonly [words: RegExp, camera: Camera])[] = [
  [/^(?:EXTREME CLOSE[- ]?(?:UP|SHOT)|E\.?C\.?U\.?|X\.?C\.?U\.?)(?![\p{L}\p{N}])/u, { size: "ECU" }],
  [/^MEDIUM CLOSE[- ]?(?:UP|SHOT)?(?![\p{L}\p{N}])/u, { size: "MCU" }],
  [
    /^(?:CLOSE[- ]?(?:UP|ON|SHOT|ANGLE)|CLOSER(?: ON)?|CLOSE(?=\s*[:–—-])|C\.U\.|CU(?=\s*[:–—-]| ON))(?![\p{L}\p{N}])/u,
    { size: "CU" },
  ],
  [/^(?:EXTREME(?:LY)? (?:WIDE|LONG)(?: SHOT)?|AERIAL(?: SHOT| VIEW)?|E\.?W\.?S\.?)(?![\p{L}\p{N}])/u, { size: "EWS" }],
  [
    /^(?:ESTABLISHING(?: SHOT)?|WIDER?(?: SHOT| ANGLE| VIEW| ON)|WIDER?(?=\s*[:–—-])|W\.S\.)(?![\p{L}\p{N}])/u,
    { size: "WS" },
  ],
  [/^MEDIUM (?:LONG|WIDE)(?: SHOT)?(?![\p{L}\p{N}])/u, { size: "MLS" }],
  [/^(?:FULL|LONG) SHOT(?![\p{L}\p{N}])/u, { size: "LS" }],
  [/^MEDIUM(?: SHOT| ON)?(?=\s*[:–—-]| SHOT| ON)(?: SHOT| ON)?/u, { size: "MS" }],
  [/^TWO[- ]SHOT(?![\p{L}\p{N}])/u, { size: "two-shot" }],
  [/^(?:OVER[- ]THE[- ]SHOULDER|OVER [\p{Lu}'’ ]{1,30} SHOULDER|O\.?T\.?S\.?)(?![\p{L}\p{N}])/u, { size: "OTS" }],
  [/^(?:[\p{Lu}'’ ]{1,30}['’]S? )?(?:P\.?O\.?V\.?|POINT OF VIEW)(?![\p{L}\p{N}])/u, { size: "POV" }],
  [/^INSERT(?: SHOT)?(?![\p{L}\p{N}])/u, { size: "insert" }],
  [/^(?:LOW[- ]ANGLE)(?![\p{L}\p{N}])/u, { angle: "low" }],
  [/^(?:HIGH[- ]ANGLE)(?![\p{L}\p{N}])/u, { angle: "high" }],
  [/^(?:OVERHEAD(?: SHOT)?|BIRD['’]?S[- ]EYE(?: VIEW)?|TOP SHOT)(?![\p{L}\p{N}])/u, { angle: "overhead" }],
  [/^DUTCH(?: ANGLE| TILT)?(?![\p{L}\p{N}])/u, { angle: "dutch" }],
  [/^PUSH(?:ING)? IN(?![\p{L}\p{N}])/u, { move: "push-in" }],
  [/^PULL(?:ING)? (?:BACK|OUT)(?![\p{L}\p{N}])/u, { move: "pull-out" }],
  [/^(?:TRACKING(?: SHOT)?|STEADICAM(?: SHOT)?)(?![\p{L}\p{N}])/u, { move: "steadicam" }],
  [/^(?:ANGLE|NEW ANGLE|ANOTHER ANGLE)(?: ON)?(?![\p{L}\p{N}])/u, { size: "MS" }],
];

/** What a paragraph directs by its first words in capitals; null for one that directs nothing. */
export function readShotLine(text: string): ShotLine | null {
  const words = text.trimStart();
  for (const [tag, camera] of tags) {
    const found = tag.exec(words.slice(0, 80));
    if (!found) continue;
    const behind = words.slice(found[0].length);
    return { camera, rest: behind.replace(/^(?:\s+(?:ON|OF)(?=[\s:]))?\s*(?:[:–—-]+\s*|\.\s+|,\s*)?/, "").trim() };
  }
  return null;
}

const ways: readonly (readonly [words: RegExp, transition: Transition])[] = [
  [/match/i, "match-cut"],
  [/jump/i, "jump-cut"],
  [/smash|hard|shock/i, "hard-cut"],
  [/dissolve|cross-?\s?fade|mix to|morph/i, "dissolve"],
  [/whip|swish|flash pan/i, "whip"],
  [/fade|iris|from black/i, "fade-in"],
];

/** How the next shot comes in after such a line. */
export function readTransition(text: string): Transition {
  return ways.find(([words]) => words.test(text))?.[1] ?? "cut";
}
