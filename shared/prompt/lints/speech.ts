/** Owns advice on time: words that do not fit into their seconds, and slow motion where it fails. */
import { type Advice, advice, type ShotContext } from "./advice.ts";

/** What can be spoken without haste. */
export const wordsPerSecond = 2.5;
/** Scripts that write no spaces: two characters sound about as long as a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

export function lintSpeech(context: ShotContext): Advice[] {
  return [...lintDialogue(context), ...lintSlowMotion(context)];
}

function lintDialogue({ shot, free, path, index }: ShotContext): Advice[] {
  if (free || !shot.dialogue) return [];
  const words = shot.dialogue.reduce((sum, { line }) => sum + countWords(line), 0);
  const seconds = Math.ceil(words / wordsPerSecond);
  if (seconds * 1000 <= shot.durationMs) return [];
  const has = shot.durationMs / 1000;
  const message = `${words} words of dialogue take about ${seconds} s; the shot has ${has} s.`;
  const repair = { kind: "lengthen", label: `Lengthen to ${seconds} s`, shot: index, toMs: seconds * 1000 } as const;
  return [
    advice("advice.dialogue-long", `${path}.dialogue`, message, "Shorten the line, or lengthen the shot.", { repair }),
  ];
}

/** Words of a spoken line. */
export function countWords(line: string): number {
  const unspacedChars = line.match(unspaced)?.length ?? 0;
  const spaced = line.replace(unspaced, " ").match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
  return spaced + Math.ceil(unspacedChars / 2);
}

function lintSlowMotion({ shot, free, path, index }: ShotContext): Advice[] {
  if (!shot.slowMotion) return [];
  const place = `${path}.slowMotion`;
  const repair = { kind: "shot", label: "Turn off slow motion", shot: index, fields: { slowMotion: null } } as const;
  if (index > 1) {
    const message = "Slow motion late in a pass often plays at normal speed.";
    const next = "Use it for detail shots early in a pass.";
    return [advice("advice.slow-motion-late", place, message, next, { repair })];
  }
  if (free || !shot.dialogue?.some(({ line }) => line.trim())) return [];
  const message = "Slow motion and dialogue do not go together: lips and voice drift apart.";
  return [advice("advice.slow-motion-dialogue", place, message, "Move the line to another shot.", { repair })];
}
