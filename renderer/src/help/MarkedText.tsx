/** Owns a text in which the words that were looked for are marked. */
import { markWords } from "../ui/fold-text.ts";

export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  return markWords(text, words).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    part.found ? <mark key={index}>{part.text}</mark> : part.text,
  );
}
