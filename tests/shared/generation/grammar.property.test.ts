import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type WrittenPass, writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile, RequestGrammar } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Shot } from "../../../shared/project/model.ts";
import type { Plan } from "../../../shared/project/plan.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { hostileText, planFor } from "../../support/arbitrary-plans.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

interface ReadShot {
  readonly seconds: number;
  readonly words: string;
}

/** Reads a request as a service would, from its own documents alone: shots with their seconds and words. */
function readShots(grammar: RequestGrammar["shots"], written: WrittenPass): ReadShot[] {
  if (written.shots.length === 1) return [{ seconds: written.durationMs / 1000, words: written.prompt }];
  const list = written.shots.map(({ durationMs, text }) => ({ prompt: text, duration: String(durationMs / 1000) }));
  if (grammar === "list") return list.map(({ prompt, duration }) => ({ seconds: Number(duration), words: prompt }));
  if (grammar === "json-text") {
    const read = JSON.parse(JSON.stringify(list)) as typeof list;
    return read.map(({ prompt, duration }) => ({ seconds: Number(duration), words: prompt }));
  }
  return grammar === "timed" ? readTimed(written.prompt) : readInline(written.prompt);
}

function readTimed(prompt: string): ReadShot[] {
  const lines = prompt.split(/[\n\r\u2028\u2029]/);
  // A careless reader looks for heads anywhere; it must not find more of them.
  expect(prompt.match(/(shot|镜头)\s*[\d０-９]+\s*[([（［]/giu)).toHaveLength(lines.length);
  let fromSeconds = 0;
  return lines.map((line, index) => {
    const [, cut, number, from, to, words = ""] = /^(Cut to: )?Shot (\d+) \((\d+)–(\d+) s\): (.*)$/u.exec(line) ?? [];
    expect([Number(number), Number(from)], JSON.stringify(line)).toEqual([index + 1, fromSeconds]);
    if (index === 0) expect(cut).toBeUndefined();
    const seconds = Number(to) - fromSeconds;
    fromSeconds = Number(to);
    return { seconds, words };
  });
}

function readInline(prompt: string): ReadShot[] {
  const parts = prompt.split(/[;；]/);
  expect(parts.pop()).toBe("");
  // A careless reader looks for heads anywhere; it must not find more of them.
  expect(prompt.match(/(shot|镜头)\s*[\d０-９]+\s*[,，]\s*[\d０-９]+\s*[,，]/giu)).toHaveLength(parts.length);
  return parts.map((part, index) => {
    const head = /^\s*shot (\d+), (\d+), ([^\n]*)$/.exec(part);
    expect(head, JSON.stringify(part)).not.toBeNull();
    expect(Number(head?.[1])).toBe(index + 1);
    return { seconds: Number(head?.[2]), words: head?.[3] ?? "" };
  });
}

/** The elements (numbers from 1) or images that a service finds called in a text. */
function readTokens(references: RequestGrammar["references"], words: string): string[] {
  const patterns = {
    "as-typed": /@([\p{L}\p{N}_]+)/gu,
    id: /@(\S?[\p{L}\p{N}_]+)/gu,
    "element-index": /<<<(.*?)>>>/gsu,
    "Element-index": /@(\S?[\p{L}\p{N}_]+)/gu,
    "image-index": /<<<(.*?)>>>/gsu,
    "Image-index": /@(\S?[\p{L}\p{N}_]+)/gu,
  };
  return [...words.matchAll(patterns[references])].map((match) => match[1] as string);
}

/** What a service should find called, by the typed text alone. */
function expectedTokens(profile: ModelProfile, written: WrittenPass, typed: string): string[] {
  const order = written.elements.map(({ name }) => name);
  const names = [...typed.matchAll(/(?<![\p{L}\p{N}_])@([\p{L}\p{N}_]+)/gu)].map((match) => match[1] as string);
  const seen = new Set<string>();
  return names
    .filter((name) => order.includes(name))
    .flatMap((name) => {
      const number = order.indexOf(name) + 1;
      switch (profile.grammar.references) {
        case "id":
          return [`el0${number}`];
        case "Element-index":
          return [`Element${number}`];
        case "element-index":
          return [`element_${number}`];
        default: {
          const again = seen.has(name);
          seen.add(name);
          const before = written.elements.slice(0, number - 1).reduce((sum, { images }) => sum + images.length, 0);
          const count = again ? 1 : (written.elements[number - 1]?.images.length ?? 0);
          const word = profile.grammar.references === "Image-index" ? "Image" : "image_";
          return Array.from({ length: count }, (_, index) => `${word}${before + index + 1}`);
        }
      }
    });
}

/** The shot with those who speak and are seen called as if they had been typed so. */
function callSpeakers(shot: Omit<Shot, "id">, written: WrittenPass): Omit<Shot, "id"> {
  const names = written.elements.map(({ name }) => name);
  const dialogue = (shot.dialogue ?? []).map(({ speaker, line }) => ({
    speaker: names.includes(speaker) ? `@${speaker}` : speaker,
    line,
  }));
  return { ...shot, dialogue };
}

/** The letters of a text that the grammar has no reason to touch. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, "");
}

const films = shippedProfiles.filter(
  ({ output, provider, off }) => output === "film" && provider !== "animatic" && off === undefined,
);

describe("any plan that the preflight accepts, read back by the service's own rules", () => {
  test.each(films.map((profile) => [profile.id, profile] as const))("has the same shots at %s", (_, profile) => {
    let accepted = 0;
    let tried = 0;
    const check = (plan: Plan) => {
      tried += 1;
      const [pass] = plan.passes;
      if (!pass || checkPlan(plan).some(({ severity }) => severity === "error")) return;
      accepted += 1;
      const written = writePass(profile, plan.elements, pass);
      const read = readShots(profile.grammar.shots, written);
      expect(read.map(({ seconds }) => seconds * 1000)).toEqual(pass.shots.map(({ durationMs }) => durationMs));
      read.forEach(({ words }, index) => {
        const typed = compileShotText(callSpeakers(pass.shots[index] ?? { durationMs: 0 }, written));
        expect(words).toBe(written.shots[index]?.text);
        expect(words.trim()).not.toBe("");
        expect(words).not.toMatch(/\{\{|\p{Cs}/u);
        expect(readTokens(profile.grammar.references, words)).toEqual(expectedTokens(profile, written, typed));
        if (!typed.includes("@")) expect(lettersOf(words)).toBe(lettersOf(typed));
        expect([...words].length).toBeLessThanOrEqual(profile.limits.shotPromptChars ?? Number.POSITIVE_INFINITY);
      });
      const { promptChars } = profile.limits;
      expect([...written.prompt].length).toBeLessThanOrEqual(promptChars ?? Number.POSITIVE_INFINITY);
    };
    fc.assert(fc.property(planFor(profile), check), { numRuns: 120 });
    expect(accepted / tried).toBeGreaterThan(0.4);
  });

  test.each([
    ["inline", "kling/kling-3.0-omni", readInline],
    ["timed", "fal/seedance-2.5", readTimed],
  ] as const)("and whatever is typed, the %s grammar has as many shots as were planned", (_, id, read) => {
    const profile = profileOf(id) as ModelProfile;
    const texts = fc.array(hostileText(["Driver", "Nobody"]), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(texts, (prompts) => {
        const shots = prompts.map((prompt, index) => buildShot(`${index}`, { prompt, durationMs: 2000 }));
        const written = writePass(
          profile,
          [{ name: "Driver", kind: "item", images: ["a", "b"] }],
          buildPass("A", shots),
        );
        expect(read(written.prompt).map(({ words }) => words)).toEqual(written.shots.map(({ text }) => text));
      }),
      { numRuns: 500 },
    );
  });
});
