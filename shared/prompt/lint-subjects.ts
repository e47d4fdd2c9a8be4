/** Owns noticing that one subject looks different in two shots of a pass, by what the texts say that it wears or has. */
import type { Problem } from "../project/problem.ts";

const looks =
  "red|blue|green|yellow|orange|purple|pink|brown|black|white|grey|gray|silver|golden|gold|beige|blonde|blond|ginger";
/** Words that two people of one pass are rarely both called by. */
const people = "woman|man|girl|boy|driver|soldier|pilot|doctor|nurse|child|king|queen|detective|waiter|waitress|dancer";

/** `@Driver in a red suit`, `the woman with short black hair`: subject, look, thing. */
const description = new RegExp(
  `(@[\\p{L}\\p{N}_]+|\\b(?:the|a)\\s+(?:\\p{L}+\\s+)?(?:${people}))\\s+(?:in|wearing|wears|with|has)\\s+` +
    `(?:(?:a|an|the|her|his|their)\\s+)?(?:\\p{L}+\\s+)?(${looks})\\s+(\\p{L}+)`,
  "giu",
);

/** Advice at the later of two shots whose texts give the same thing of the same subject another colour. */
export function lintSubjects(
  texts: readonly { readonly text: string; readonly field: string }[],
  path: string,
): Problem[] {
  const known = new Map<string, string>();
  return texts.flatMap(({ text, field }, index) =>
    [...text.matchAll(description)].flatMap(([, subject = "", look = "", thing = ""]): Problem[] => {
      const who = subject.split(/\s+/).at(-1) ?? "";
      const key = `${who} ${thing}`.toLowerCase();
      const before = known.get(key);
      const now = spelled(look);
      if (before === undefined) known.set(key, now);
      if (before === undefined || before === now) return [];
      const message = `The ${thing} of ${who} is ${look} here, but ${before} in an earlier shot.`;
      const next = "Describe a subject in the same words in every shot unless it changes.";
      const place = `${path}.shots[${index}].${field}`;
      return [{ code: "advice.described-differently", severity: "advice", path: place, message, next }];
    }),
  );
}

function spelled(look: string): string {
  const word = look.toLowerCase();
  return { gray: "grey", golden: "gold", blonde: "blond" }[word] ?? word;
}
