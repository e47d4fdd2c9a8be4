import { expect, test } from "vitest";
import { modelChoices } from "../../../renderer/src/generation/model-choices.ts";
import { priceOfPass, priceOfPasses, priceOfPlanned, showQuote } from "../../../renderer/src/generation/pass-price.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { makeProject } from "../timeline/make-project.ts";

const project = makeProject([3, 4, 5]);
const planned = project.passes[0] as Pass;
const on = (profile: string, changes: Partial<Pass> = {}): Pass => ({ ...planned, profile, ...changes });

test("the price moves with the length and the sound of a pass", () => {
  const text = (changes: Partial<Pass>) =>
    priceOfPlanned(on("kling/kling-3.0", { resolution: "1080p", ...changes })).text;
  expect(text({})).toBe("$1.344");
  expect(text({ audio: true })).toBe("$2.016");
  expect(text({ shots: planned.shots.slice(0, 1) })).toBe("$0.336");
});

test("a price that is not established says so and why", () => {
  for (const profile of shippedProfiles) {
    const { text, uncertain, reason } = priceOfPass(profile, on(profile.id));
    expect(reason).not.toBe("");
    if (uncertain) expect(text).toMatch(/^≈ |^Price unknown$/);
    else expect(text).toMatch(/^(\$|Free$|\d)/);
  }
});

test("an animatic is free, and a model that is not known has no price", () => {
  expect(priceOfPlanned(on("animatic")).text).toBe("Free");
  expect(priceOfPlanned(on("nobody/knows")).text).toBe("Price unknown");
});

test("dollars and credits of a project are added apart; free passes alone have no sum", () => {
  expect(priceOfPasses([on("animatic")])).toBeNull();
  const sum = priceOfPasses([
    on("kling/kling-3.0", { resolution: "1080p" }),
    on("kling/kling-3.0", { resolution: "1080p" }),
    on("pixio/kling-v3-pro"),
  ]);
  expect(sum?.text).toBe("≈ $2.688 + 175 credits");
  expect(priceOfPasses([on("kling/kling-3.0", { resolution: "1080p" }), on("nobody/knows")])?.reason).toMatch(
    /without a known price/,
  );
});

test("a quote is shown as sure as it is", () => {
  const amount = { currency: "credits", micros: 175_000_000 } as const;
  expect(showQuote({ amount, uncertain: null })).toBe("175 credits");
  expect(showQuote({ amount, uncertain: "By analogy." })).toBe("≈ 175 credits");
  expect(showQuote({ amount: null, uncertain: null })).toBe("Price unknown");
});

test("models come by service, films and stills apart, each that lacks something with the reason", () => {
  const groups = modelChoices(project, on("animatic"));
  expect(groups.map(({ title }) => title)).toEqual([
    "Animatic",
    "Kling",
    "Kling (legacy API)",
    "fal.ai",
    "Pixio",
    "Replicate",
  ]);
  const names = groups.flatMap(({ choices }) => choices.map(({ profile }) => profile.output));
  expect(new Set(names)).toEqual(new Set(["film"]));
  const stills = modelChoices(project, on("animatic"), "still").map(({ provider }) => provider);
  expect(stills).toContain("gemini");
  expect(stills).not.toContain("animatic");

  const short = { ...planned, shots: planned.shots.map((shot) => ({ ...shot, durationMs: 1000 })) };
  const pixio = modelChoices(project, short).find(({ provider }) => provider === "pixio")?.choices[0];
  expect(pixio?.lacks).toMatch(/3 s/);
  expect(profileOf(pixio?.profile.id ?? "")?.label).toContain(pixio?.name);
});
