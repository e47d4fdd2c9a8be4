import { expect, test } from "vitest";
import { excerptAround, foldText, markWords } from "../../../renderer/src/ui/fold-text.ts";

const marked = (text: string, ...words: string[]) =>
  markWords(text, words.map(foldText))
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join("");

test("case and accents do not count, and the words found keep theirs", () => {
  expect(marked("Le CAFÉ à Łódź", "cafe", "À")).toBe("Le [CAFÉ] [à] Łódź");
  expect(marked("cafe\u0301 noir", "café")).toBe("[cafe\u0301] noir");
  expect(marked("夜のガレージ", "ガ")).toBe("夜の[ガ]レージ");
  expect(marked("👩‍🚀 runs", "runs")).toBe("👩‍🚀 [runs]");
  expect(marked("nothing", "else")).toBe("nothing");
  expect(markWords("", ["a"])).toEqual([]);
});

test("an excerpt shows the first word found", () => {
  const text = `${"far away ".repeat(30)}the needle lies here`;
  expect(excerptAround(text, ["needle"], 60)).toMatch(/^…away .*needle lies here$/);
  expect(excerptAround("short\n text", ["text"], 60)).toBe("short text");
});
