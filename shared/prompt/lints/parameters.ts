/** Owns advice on what is sent beside the prompts: the guidance, and negatives, which belong into the negative prompt. */
import { negativePromptOf } from "../compile.ts";
import { namesCalledIn } from "../references.ts";
import { type Advice, advice, type LintContext, rangeOf, replaceRange } from "./advice.ts";

export function lintParameters(context: LintContext): Advice[] {
  return [...lintGuidance(context), ...lintNegatives(context)];
}

const useful = { min: 0.3, below: 0.8 } as const;

function lintGuidance({ pass, path }: LintContext): Advice[] {
  const { guidance } = pass;
  if (guidance === undefined || (guidance >= useful.min && guidance < useful.below)) return [];
  const place = `${path}.guidance`;
  const better = pass.shots.length > 1 && namesCalledIn(pass).size > 0 ? 0.65 : 0.5;
  const repair = { kind: "pass", label: `Use ${better}`, fields: { guidance: better } } as const;
  const next = "Use 0.5 for balance, or 0.65 for several shots with elements.";
  return guidance < useful.min
    ? [advice("advice.guidance-low", place, "Guidance under 0.3 loses the prompt.", next, { repair })]
    : [advice("advice.guidance-high", place, "Guidance of 0.8 or more can cause artifacts.", next, { repair })];
}

/** `no people`, `without any text`: what is not to be seen. `no one` and `no longer` tell a story. */
const negative =
  /(?:[,;]\s?|\s|^)(?:with\s)?(?:no|without(?:\s+any)?)\s+(?!one\b|longer\b|more\b|matter\b|sound\b|doubt\b|a\b|an\b|the\b|her\b|his\b|their\b|\p{L}+ing\b)((?:\p{L}[\p{L}-]*)(?:\s+(?:or\s+)?(?!in\b|on\b|at\b|and\b|to\b|is\b|are\b|with\b|from\b|of\b|as\b|behind\b|near\b)\p{L}[\p{L}-]*){0,2})/diu;
/** Orders to the model, which have no thing to move. */
const order = /\b(?:do not|don['’]t|never|avoid)\s+(?:show|include|add|have|use|change|make)\b/diu;

function lintNegatives({ pass, limits, shots, path: _path }: LintContext): Advice[] {
  if (!limits?.negativePrompt) return [];
  const next = "Models often show what a prompt rules out; say it in the negative prompt.";
  return shots.flatMap(({ free, shot, path, index }) => {
    const fields = free ? (["prompt"] as const) : (["action", "environment", "lighting"] as const);
    return fields.flatMap((field) => {
      const text = shot[field] ?? "";
      const place = `${path}.${field}`;
      const match = negative.exec(text);
      if (match?.[1] !== undefined) {
        const range = trimmed(text, rangeOf(match));
        const rest = replaceRange(text, rangeOf(match), "")
          .trim()
          .replace(/^[,;]\s*/, "");
        const negatives = [negativePromptOf(pass), match[1]].filter(Boolean).join(", ");
        const fits = negatives.length <= (limits.negativePromptChars ?? 20_000) && rest !== "";
        const label = "Move it to the negative prompt";
        const repair = {
          kind: "shot",
          label,
          shot: index,
          fields: { [field]: rest },
          negativePrompt: negatives,
        } as const;
        const message = `“${text.slice(range.from, range.to)}” names what is not to be seen.`;
        return [advice("advice.negative", place, message, next, { range, repair: fits ? repair : null })];
      }
      const told = order.exec(text);
      if (!told) return [];
      const message = `“${told[0]}” says what is not to be seen.`;
      return [advice("advice.negative", place, message, next, { range: rangeOf(told) })];
    });
  });
}

/** Without the signs and spaces in front. */
function trimmed(text: string, { from, to }: { from: number; to: number }): { from: number; to: number } {
  const lead = /^[,;\s]*/.exec(text.slice(from, to))?.[0].length ?? 0;
  return { from: from + lead, to };
}
