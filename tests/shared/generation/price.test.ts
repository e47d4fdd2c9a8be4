import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMoney,
  amountOf,
  describePrice,
  formatMoney,
  money,
  priceOf,
  priceUncertainty,
  sumMoney,
} from "../../../shared/generation/price.ts";
import { resolutionFor } from "../../../shared/generation/resolution.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";

function profile(id: string): ModelProfile {
  const found = profileOf(id);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}

function priceText(id: string, seconds: number, resolution: string, audio: boolean): string | null {
  const price = priceOf(profile(id), { durationMs: seconds * 1000, resolution, audio });
  return price && formatMoney(price);
}

describe("the price of a pass", () => {
  test.each<[string, number, string, boolean, string | null]>([
    ["animatic", 15, "1080p", true, "$0.00"],
    ["kling/kling-3.0", 15, "1080p", true, "$2.52"],
    ["kling/kling-3.0", 15, "1080p", false, "$1.68"],
    ["kling/kling-3.0", 3, "720p", false, "$0.252"],
    ["kling/kling-3.0", 15, "4k", false, "$6.30"],
    ["kling/kling-3.0-omni", 15, "1080p", true, "$2.10"],
    ["kling/kling-3.0-turbo", 10, "720p", false, "$1.12"],
    ["kling-legacy/kling-v3", 5, "720p", true, "$0.63"],
    ["kling-legacy/kling-v3-omni", 5, "720p", true, "$0.56"],
    ["fal/kling-v3-standard", 15, "720p", true, "$1.89"],
    ["fal/kling-o3-pro", 15, "1080p", true, "$2.10"],
    ["fal/kling-o3-4k", 10, "4k", true, "$4.20"],
    ["pixio/kling-v3-pro", 3, "1080p", true, "175 credits"],
    ["pixio/kling-v3-pro", 15, "1080p", false, "175 credits"],
    ["pixio/kling-o3-standard", 15, "720p", false, "90 credits"],
    ["fal/kling-v3-4k", 10, "4k", false, "$4.20"],
    ["fal/kling-4.0", 30, "1080p", false, "$7.05"],
    ["fal/kling-4.0", 10, "720p", true, "$1.57"],
    ["fal/kling-4.0-flash", 20, "720p", false, "$1.88"],
    ["fal/seedance-2.0", 1, "720p", true, "$0.3024"],
    ["fal/seedance-2.0", 15, "720p", false, "$4.536"],
    ["fal/seedance-2.0", 10, "1080p", false, "$6.804"],
    ["fal/seedance-2.0-fast", 1, "720p", true, "$0.24192"],
    ["fal/seedance-2.5", 30, "720p", true, "$10.50"],
    ["replicate/seedance-2.0", 10, "720p", true, null],
    ["replicate/kling-v3", 10, "1080p", true, "$1.68"],
    ["replicate/kling-v3", 10, "4k", true, null],
    ["replicate/kling-v3-omni", 10, "1080p", true, null],
    ["gemini/nano-banana-pro", 15, "1080p", true, "$0.134"],
    ["gemini/nano-banana-pro", 15, "4k", true, "$0.24"],
    ["fal/nano-banana-pro", 15, "720p", true, "$0.15"],
    ["pixio/nano-banana-pro", 15, "720p", true, "15 credits"],
    ["replicate/nano-banana-pro", 15, "720p", true, null],
  ])("at %s for %i s in %s with sound %s is %s", (id, seconds, resolution, audio, text) => {
    expect(priceText(id, seconds, resolution, audio)).toBe(text);
  });

  test("is that of the only resolution that a model makes, whatever was asked for", () => {
    expect(priceText("fal/kling-v3-pro", 10, "720p", false)).toBe("$1.12");
    expect(resolutionFor(profile("pixio/kling-v3-4k"), "720p")).toBe("4k");
    expect(resolutionFor(profile("kling/kling-3.0-turbo"), "4k")).toBe("720p");
    expect(resolutionFor(profile("pixio/nano-banana-pro"), "720p")).toBe("2K");
  });

  test("is exact: second by second it adds up to that of the whole", () => {
    const paid = shippedProfiles.filter(({ price }) => price.kind === "per-second");
    fc.assert(
      fc.property(fc.constantFrom(...paid), fc.integer({ min: 3, max: 15 }), fc.boolean(), (each, seconds, audio) => {
        for (const resolution of each.limits.resolutions) {
          const ofOne = priceOf(each, { durationMs: 1000, resolution, audio });
          if (!ofOne) continue;
          const sum = Array.from({ length: seconds }, () => ofOne).reduce(addMoney);
          expect(priceOf(each, { durationMs: seconds * 1000, resolution, audio })).toEqual(sum);
        }
      }),
    );
  });

  test("says what is not established about it", () => {
    expect(priceUncertainty(profile("kling/kling-3.0"))).toBeNull();
    expect(priceUncertainty(profile("animatic"))).toBeNull();
    expect(priceUncertainty(profile("pixio/kling-v3-pro"))).toMatch(/quote/);
  });
});

describe("money", () => {
  test.each([
    ["USD", 1.26, "$1.26"],
    ["USD", 0, "$0.00"],
    ["USD", 0.084, "$0.084"],
    ["USD", 12, "$12.00"],
    ["USD", 0.1, "$0.10"],
    ["USD", 0.000_001, "$0.000001"],
    ["USD", 1234.5, "$1234.50"],
    ["credits", 175, "175 credits"],
    ["credits", 1, "1 credit"],
    ["credits", 12.5, "12.5 credits"],
    ["credits", 0, "0 credits"],
  ] as const)("of %s %d is written %s", (currency, amount, text) => {
    expect(formatMoney(money(currency, amount))).toBe(text);
    expect(amountOf(money(currency, amount))).toBe(amount);
  });

  test("is summed by currency, and never across", () => {
    const amounts = [money("credits", 175), money("USD", 0.1), money("USD", 0.2), money("credits", 15)];
    expect(sumMoney(amounts)).toEqual([money("USD", 0.3), money("credits", 190)]);
    expect(sumMoney([])).toEqual([]);
    expect(sumMoney([money("USD", 0)])).toEqual([]);
    expect(() => addMoney(money("USD", 1), money("credits", 1))).toThrow(RangeError);
  });
});

test.each([
  ["animatic", "free"],
  ["kling/kling-3.0", "$0.084–0.42/s"],
  ["fal/kling-v3-pro", "$0.112–0.168/s"],
  ["fal/kling-o3-4k", "$0.42/s"],
  ["fal/kling-4.0", "$0.157–0.235/s"],
  ["fal/seedance-2.0-fast", "$0.107604–0.24192/s"],
  ["pixio/kling-v3-pro", "175 credits per run"],
  ["gemini/nano-banana-pro", "$0.134–0.24 per image"],
  ["pixio/nano-banana-pro", "15 credits per image"],
  ["replicate/kling-v3-omni", "unknown"],
])("%s is listed at %s", (id, text) => {
  expect(describePrice(profile(id))).toBe(text);
});
