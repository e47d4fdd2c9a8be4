/** Owns noticing that one subject looks different in two shots of a pass, by what texts and notes say that it wears or has. */
import { type Advice, advice, type LintContext, rangeOf, replaceRange, type ShotContext } from "./advice.ts";

const looks =
  "red|blue|green|yellow|orange|purple|pink|brown|black|white|grey|gray|silver|golden|gold|beige|blonde|blond|ginger";
/** Words that two people of one pass are rarely both called by. */
const people = "woman|man|girl|boy|driver|soldier|pilot|doctor|nurse|child|king|queen|detective|waiter|waitress|dancer";

/** `@Driver in a red suit`, `the woman with short black hair`: subject, look, thing. */
const description = new RegExp(
  `(@[\\p{L}\\p{N}_]+|\\b(?:the|a)\\s+(?:\\p{L}+\\s+)?(?:${people}))\\s+(?:in|wearing|wears|with|has)\\s+` +
    `(?:(?:a|an|the|her|his|their)\\s+)?(?:\\p{L}+\\s+)?(${looks})\\s+(\\p{L}+)`,
  "dgiu",
);

export function lintSubjects({ shots }: LintContext): Advice[] {
  return [...lintDescriptions(shots), ...lintNotes(shots, "wardrobe"), ...lintNotes(shots, "props")];
}

/** Advice at the later of two shots whose texts give the same thing of the same subject another color. */
function lintDescriptions(shots: readonly ShotContext[]): Advice[] {
  const known = new Map<string, string>();
  return shots.flatMap(({ action, field, path, index: shot }) =>
    [...action.matchAll(description)].flatMap((match): Advice[] => {
      const [, subject = "", look = "", thing = ""] = match;
      const who = subject.split(/\s+/).at(-1) ?? "";
      const key = `${who} ${thing}`.toLowerCase();
      const before = known.get(key);
      if (before === undefined) known.set(key, look);
      if (before === undefined || spelled(before) === spelled(look)) return [];
      const range = rangeOf(match, 2);
      const message = `The ${thing} of ${who} is ${look} here, but ${before} in an earlier shot.`;
      const next = "Describe a subject in the same words in every shot unless it changes.";
      const fields = { [field]: replaceRange(action, range, before) };
      const repair = { kind: "shot", label: `Write “${before} ${thing}”`, shot, fields } as const;
      return [advice("advice.described-differently", `${path}.${field}`, message, next, { range, repair })];
    }),
  );
}

function spelled(look: string): string {
  const word = look.toLowerCase();
  return { gray: "grey", golden: "gold", blonde: "blond" }[word] ?? word;
}

/** Advice where a note of what is worn or carried is another one than in the last shot of the same subject that has one. */
function lintNotes(shots: readonly ShotContext[], field: "wardrobe" | "props"): Advice[] {
  const noted = shots.filter(({ shot }) => shot[field]?.trim());
  return noted.flatMap((now, at) => {
    const earlier = noted.slice(0, at).findLast(({ called }) => called.some((name) => now.called.includes(name)));
    const [then, here] = [earlier?.shot[field] ?? "", now.shot[field] ?? ""];
    if (!earlier || folded(then) === folded(here)) return [];
    const name = now.called.find((each) => earlier.called.includes(each));
    const what = field === "wardrobe" ? "wardrobe" : "props";
    const verb = field === "wardrobe" ? "changes" : "change";
    const message = `The ${what} of @${name} ${verb} from shot ${earlier.index + 1} of the pass.`;
    const label = `Use the ${what} of shot ${earlier.index + 1}`;
    const repair = { kind: "shot", label, shot: now.index, fields: { [field]: then } } as const;
    const next = "Keep the note of the earlier shot unless the story changes it.";
    const range = { from: 0, to: here.length };
    return [advice(`advice.${field}-changed`, `${now.path}.${field}`, message, next, { range, repair })];
  });
}

function folded(note: string): string {
  return note
    .toLowerCase()
    .replace(/[\s,;.]+/g, " ")
    .trim();
}
