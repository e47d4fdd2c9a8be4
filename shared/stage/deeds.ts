/** Owns reading from an action what figures do: how they hold themselves, where they go, whom they turn to. */
import type { BlockingPose } from "../project/vocabulary.ts";
import type { ReadShot } from "./cast.ts";

export type Going = "on" | "in" | "out" | "to" | "after" | "away";

/** What one verb says. */
export type Deed = {
  /** The ids of those who do it. */
  readonly who: readonly string[];
  /** Whom they do it to; null for nobody. */
  readonly to: string | null;
  /** What follows the verb, up to the end of its sentence. */
  readonly rest: string;
} & (
  | { readonly does: "pose"; readonly pose: BlockingPose; readonly from?: BlockingPose }
  | { readonly does: "go"; readonly going: Going; readonly metersPerSecond: number }
  | { readonly does: "turn"; readonly later: boolean }
  | { readonly does: "talk" }
);

type Told = Deed extends infer Each ? (Each extends Deed ? Omit<Each, "who" | "to" | "rest"> : never) : never;

const walk = 1.4;
const run = 4;
const go = (going: Going, metersPerSecond = walk): Told => ({ does: "go", going, metersPerSecond });
const hold = (pose: BlockingPose, from?: BlockingPose): Told => ({ does: "pose", pose, ...(from ? { from } : {}) });

/** The first that fits counts; each is tried where a word begins. */
const verbs: readonly (readonly [string, Told])[] = [
  ["(?:sit(?:s|ting)?|sat) (?:back )?down|takes? (?:a|her|his|their) seat", hold("sitting", "standing")],
  ["(?:stand(?:s|ing)?|get(?:s|ting)?) (?:back )?up|ris(?:es?|ing) (?:from|to)", hold("standing", "sitting")],
  ["stands?(?! (?:out|for|by me|still for))|standing", hold("standing")],
  ["sit(?:s|ting)?|sat|seated|perch(?:es|ed)|driv(?:es?|ing)|rid(?:es?|ing)", hold("sitting")],
  ["kneel(?:s|ing)? down|drops? to (?:her|his|their) knees?|crouch(?:es)? down", hold("kneeling", "standing")],
  ["kneel(?:s|ing)?|knelt|crouch(?:es|ing|ed)?|squat(?:s|ting)?", hold("kneeling")],
  ["(?:lie|lay)s? down|collaps(?:es?|ing)|falls? (?:down|to the (?:floor|ground))|faints?", hold("lying", "standing")],
  ["lies|lying|lay|sleep(?:s|ing)?|asleep|unconscious", hold("lying")],
  ["points?(?! of)|pointing", hold("pointing")],
  ["hold(?:s|ing)?|carr(?:y|ies|ying)|aim(?:s|ing)?|grips?|clutch(?:es|ing)?|lifts?|raises?", hold("holding")],
  ["turn(?:s|ing)? (?:away|(?:her|his|their) back)", hold("back-turned", "standing")],
  ["(?:with )?(?:her |his |their )?backs? (?:turned|to (?:the )?(?:camera|us))|from behind", hold("back-turned")],
  ["turn(?:s|ing)?(?: (?:around|back|round))?", { does: "turn", later: true }],
  ["look(?:s|ing)?|fac(?:es|ing)|watch(?:es|ing)?|star(?:es|ing)|glanc(?:es|ing)", { does: "turn", later: false }],
  [
    "talk(?:s|ing)?|speak(?:s|ing)?|argu(?:es?|ing)|embrac(?:es?|ing)|kiss(?:es|ing)?|hugs?|fights?|greets?|answers?|whispers?|shouts?|tells?|asks?",
    { does: "talk" },
  ],
  ["enter(?:s|ing)?|(?:comes?|walks?|steps?|bursts?) (?:in\\b(?!to view)|inside|into|through)", go("in")],
  ["(?:runs?|rush(?:es)?|storms?|dash(?:es)?) (?:in\\b|inside|into)", go("in", run)],
  ["leav(?:es?|ing)|exit(?:s|ing)?|(?:walks?|goes|steps?) (?:out|off|away)", go("out")],
  ["flee(?:s|ing)?|escap(?:es?|ing)|(?:runs?|storms?|rush(?:es)?) (?:out|off|away)", go("out", run)],
  ["chas(?:es?|ing)|pursu(?:es?|ing)|(?:runs?|rush(?:es)?|sprints?) after", go("after", run)],
  ["follow(?:s|ing)|(?:walks?) (?:after|behind)", go("after")],
  ["approach(?:es|ing)?|comes? (?:up |over )?to|joins?", go("to")],
  ["backs? away|retreats?", go("away", 0.8)],
  [
    "walk(?:s|ing)?|stroll(?:s|ing)?|march(?:es|ing)?|wander(?:s|ing)?|strid(?:es?|ing)|cross(?:es|ing)?|pac(?:es|ing)|goes|steps?|moves",
    go("on"),
  ],
  [
    "run(?:s|ning)?|sprint(?:s|ing)?|rac(?:es|ing)|rush(?:es|ing)?|dash(?:es|ing)?|charg(?:es|ing)|gallop(?:s|ing)?|jogs?|hurr(?:y|ies)",
    go("on", run),
  ],
  ["crawl(?:s|ing)?|limps?|stumbl(?:es|ing)|shuffl(?:es|ing)", go("on", 0.7)],
];
const told = new RegExp(
  `(?<![\\p{L}\\p{N}@_’'-])(?:${verbs.map(([words], index) => `(?<v${index}>${words})`).join("|")})(?![\\p{L}\\p{N}_-])`,
  "giu",
);
/** What stands before a thing, such as `the run`, and before what is no deed of a figure, such as `the camera follows`. */
const noDeed = /\b(?:an?|the|his|her|its|their|this|that|camera|lens|we|to)\s+$/i;

/** What the words of one shot say, in their order. */
export function deedsIn(action: string, { mentions, named }: Pick<ReadShot, "mentions" | "named">): readonly Deed[] {
  const doers = mentions.filter(({ from }) => !isObject(action, from));
  return verbsIn(action).flatMap(({ what, at, end }): Deed[] => {
    if (isOfAThing(action, at, mentions)) return [];
    const stop = /[.!?;]/.exec(action.slice(end))?.index ?? action.length;
    const who = doersOf(action, at, mentions, doers) ?? named.slice(0, 1);
    const to = mentions.find(
      ({ from, ids }) => from >= end && from < end + stop && !ids.every((id) => who.includes(id)),
    );
    return who.length === 0
      ? []
      : [{ ...what, who, to: to?.ids[0] ?? null, rest: action.slice(end, end + stop) } as Deed];
  });
}

interface Verb {
  readonly what: Told;
  readonly at: number;
  readonly end: number;
}

const known = new Map<string, readonly Verb[]>();
/** Texts are typed letter by letter: what is kept must not grow with them. */
const knownMax = 1000;

function verbsIn(action: string): readonly Verb[] {
  const before = known.get(action);
  if (before) return before;
  const found = [...action.matchAll(told)].flatMap((match): Verb[] => {
    const at = match.index;
    const groups = match.groups ?? {};
    const what = verbs[verbs.findIndex((_, each) => groups[`v${each}`] !== undefined)]?.[1];
    if (!what || noDeed.test(action.slice(Math.max(0, at - 12), at))) return [];
    return [{ what, at, end: at + match[0].length }];
  });
  if (known.size >= knownMax) known.clear();
  known.set(action, found);
  return found;
}

/** Characters before a word that say what it is: looking farther back would take longer with each word of a text. */
const lookedBack = { forThing: 240, forObject: 40 } as const;

/** Whether a thing does it: `@Village lies`, `until it lies in his hand`. */
function isOfAThing(action: string, at: number, mentions: ReadShot["mentions"]): boolean {
  const before = action.slice(Math.max(0, at - lookedBack.forThing), at);
  const thing = /(?:@[\p{L}\p{N}_]+|(?<![\p{L}\p{N}_])it)\s+$/iu.test(before);
  return thing && !mentions.some(({ to }) => to <= at && action.slice(to, at).trim() === "");
}

/** Whoever of `doers` is named last before the verb, with those who are named along with them. */
function doersOf(
  action: string,
  at: number,
  mentions: ReadShot["mentions"],
  doers: ReadShot["mentions"],
): readonly string[] | null {
  const first = doers.findLast(({ to }) => to <= at);
  if (!first) return null;
  const who = [...first.ids];
  for (let last = mentions.indexOf(first); last > 0; last--) {
    const [earlier, later] = [mentions[last - 1], mentions[last]];
    if (!earlier || !later || !/^\s*(?:,|and|&|with)\s*(?:and\s*)?$/i.test(action.slice(earlier.to, later.from))) break;
    who.push(...earlier.ids);
  }
  return [...new Set(who)];
}

/** Whether who stands at `from` has it done to them, rather than does it: `toward @Tom`, `at him`. */
function isObject(action: string, from: number): boolean {
  const before = action.slice(Math.max(0, from - lookedBack.forObject), from);
  return /\b(?:to|toward|towards|at|after|behind|past|over|from|for|beside|of)\s+(?:the\s+|an?\s+)?$/i.test(before);
}
