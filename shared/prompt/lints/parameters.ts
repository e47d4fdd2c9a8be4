/** Owns advice on what is sent beside the prompts: the guidance, and negatives, which belong into the negative prompt. */
import { negativePromptOf } from "../compile.ts";
import { namesCalledIn } from "../references.ts";
import { type Advice, advice, type LintContext, rangeOf } from "./advice.ts";

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
  /(?:[,;]\s?|\s|^)(?:with\s)?(?:no|without(?:\s+any)?)\s+(?!one\b|longer\b|more\b|matter\b|sound\b|doubt\b|another\b|a\b|an\b|the\b|her\b|his\b|their\b|\p{L}+ing\b)((?:\p{L}[\p{L}-]*)(?:\s+(?:or\s+)?(?!in\b|on\b|at\b|and\b|to\b|is\b|are\b|with\b|from\b|of\b|as\b|behind\b|near\b)\p{L}[\p{L}-]*){0,2})(?![\p{L}'’]|\.\p{L})/diu;
/** What is not there and was never to be seen: `no idea`, `no reason`. */
const unseen =
  /\b(?:idea|reason|way|answer|choice|use|decision|move|hurry|words?|time|sign|trace|sense|chance|need|problem|effort|attempt|trouble|good|moment|hesitation|warning|response|reaction|point|secret|wonder|mercy|fear|luck|matter|other|further|telling|question|rush|intention|escape|going|hope|stopping|turning)\b/iu;
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
      if (match?.[1] !== undefined && !unseen.test(match[1])) {
        const range = trimmed(text, rangeOf(match));
        const rest = withoutNegative(text, rangeOf(match));
        const negatives = [negativePromptOf(pass), match[1]].filter(Boolean).join(", ");
        const fits = negatives.length <= (limits.negativePromptChars ?? 20_000) && rest !== null;
        const label = "Move it to the negative prompt";
        const repair = {
          kind: "shot",
          label,
          shot: index,
          fields: { [field]: rest ?? "" },
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

/** What is left when the words go; null where what is left would be no sentence. */
function withoutNegative(text: string, { from, to }: { from: number; to: number }): string | null {
  const [before, words, behind] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const isAdded = /^\s*(?:[,;]|with)/iu.test(words);
  const isAlone = before.trim() === "" || /[.!?;,–—-]\s*$/u.test(before);
  if (!(isAdded || isAlone) || !/^\s*(?:$|[,;.!?])/u.test(behind)) return null;
  // A sentence goes with its end.
  const isSentence = !isAdded && !/[;,–—-]\s*$/u.test(before);
  const rest = `${before}${isSentence ? behind.replace(/^\s*[,;.!?]/u, "") : behind}`.trim().replace(/^[,;]\s*/, "");
  return rest === "" ? null : rest;
}

/** Without the signs and spaces in front. */
function trimmed(text: string, { from, to }: { from: number; to: number }): { from: number; to: number } {
  const lead = /^[,;\s]*/.exec(text.slice(from, to))?.[0].length ?? 0;
  return { from: from + lead, to };
}
