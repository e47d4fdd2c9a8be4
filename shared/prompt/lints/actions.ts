/** Owns advice on what happens in a shot: that something does, one thing at a time, and where a movement ends. */
import { type Advice, advice, goingVerbs, rangeOf, type ShotContext } from "./advice.ts";

/** Words that tell one thing after another. `before` counts only in front of what somebody does: it may be a place. */
const afterwards =
  /(?:[,;]\s*)?\b(?:and\s+then|then|after\s+that|afterwards|before\s+(?:she|he|they|it|\p{L}+ing)\b)\s*,?\s*/diu;

/** Visible things to do, each of which asks for seconds of its own. */
const deeds =
  "walks|runs|turns|sits|stands|picks|puts|opens|closes|takes|drinks|looks|lifts|throws|catches|jumps|climbs|falls|grabs|pulls|pushes|points|waves|smiles|kneels|bows|enters|exits|leaves|drops|lights|pours|eats|writes|dances|shoots|kicks|hits|hugs|kisses|starts|stops|reaches|steps|leans|nods|drives|rides";
const deed = new RegExp(`\\b(?:${deeds})\\b`, "giu");

/** `a ride`, `the home run`: what is called like a movement and is none. */
const thing = "(?<!\\b(?:an?|the|his|her|its|their|this|that|home|first|last|park|train|bike|joy)\\s)";
const going = new RegExp(`(?<![@\\p{L}])${thing}(${goingVerbs})\\b([^,;.!?]*)`, "diu");
/** Words by which a movement has an end, a way, or a companion whose own way it is. */
const ended =
  /\b(?:to|towards?|into|onto|in|on|through|across|past|along|up|down|out|off|away|from|over|around|round|under|between|until|till|home|back|for|by|behind|after|beside|with|inside|outside|upstairs|downstairs|ahead|forward|left|right|at|the|a|an|her|his|its|their)\b|@/iu;

export function lintActions(context: ShotContext): Advice[] {
  const { shot, path, free, action } = context;
  if (action.trim() === "") {
    const message = "The shot has no action.";
    return [advice("advice.no-action", `${path}.action`, message, "Describe it in one sentence.")];
  }
  const found: Advice[] = [];
  if (!free) {
    const then = afterwards.exec(action);
    if (then) found.push(oneAction(context, then));
    else if (hasManyDeeds(action, shot.durationMs)) {
      const message = "The shot has several actions, more than its length has time for.";
      found.push(
        advice("advice.one-action", `${path}.action`, message, "Keep one, and give the others shots of their own."),
      );
    }
  }
  const goes = going.exec(action);
  if (goes?.[2] !== undefined && !ended.test(goes[2])) {
    const message = `“${goes[1]}” does not say where the movement ends.`;
    const next = "Say where it ends, such as “to the door”.";
    found.push(advice("advice.end-point", `${path}.${context.field}`, message, next, { range: rangeOf(goes, 1) }));
  }
  return found;
}

/** What is no shot of its own: a pause, and a sentence that has only begun. */
const unfinished =
  /^(?:an?\s+)?(?:long\s+|short\s+)?(?:beat|moment|pause)[.,]?$|\b(?:but|and|or|so|just|even|only|it|that)$|['’]s$/iu;

function oneAction({ path, action, index }: ShotContext, then: RegExpExecArray): Advice {
  const told = then[0].trim();
  const before = action.slice(0, then.index).trim().replace(/[,;]$/, "");
  const behind = action.slice(then.index + then[0].length).trim();
  // `He looks. He then leans in.`: who does it stands before the word.
  const [, earlier = before, who = ""] = /^(.*[.!?…]["”’']?)\s+(@[\p{L}\p{N}_]+|he|she|they|it)$/isu.exec(before) ?? [];
  const first = earlier;
  const rest = who === "" ? behind : `${who} ${behind}`;
  const isSplit = first.includes(" ") && /\p{L}/u.test(behind) && !/before/i.test(told) && !unfinished.test(first);
  return advice(
    "advice.one-action",
    `${path}.action`,
    "Use one action per shot.",
    "Move the next action to its own shot.",
    {
      range: wordsOf(then),
      repair: isSplit
        ? { kind: "split", label: "Move it to its own shot", shot: index, first, rest: withSubject(first, rest) }
        : null,
    },
  );
}

/** The telling words alone, without the signs and spaces around them. */
function wordsOf(match: RegExpExecArray): { from: number; to: number } {
  const { from, to } = rangeOf(match);
  const lead = /^[,;\s]*/.exec(match[0])?.[0].length ?? 0;
  const trail = /[,\s]*$/.exec(match[0])?.[0].length ?? 0;
  return { from: from + lead, to: to - trail };
}

/** `@Driver stops, then looks up`: the shot of its own says who looks up. */
function withSubject(first: string, rest: string): string {
  const subject = /^(?:@[\p{L}\p{N}_]+|she|he|they|it|the\s+\p{L}+|an?\s+\p{L}+)/iu.exec(first)?.[0];
  return subject !== undefined && /^\p{Ll}+s\b(?!\s+\p{L}+s\b)/u.test(rest) ? `${subject} ${rest}` : rest;
}

/** Four things at once, or three in less than three seconds. */
function hasManyDeeds(action: string, durationMs: number): boolean {
  const count = new Set(action.toLowerCase().match(deed)).size;
  return count >= 4 || (count === 3 && durationMs < 3000);
}
