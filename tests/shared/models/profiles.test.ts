import { describe, expect, test } from "vitest";
import { idPrefixOf, type ModelProfile } from "../../../shared/models/profile.ts";
import { defaultProfileId, limitsOf, profileOf } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";

/** As the plan format lists them, and the two whose endpoints third parties tell of. */
const films = [
  "kling/kling-3.0",
  "kling/kling-3.0-omni",
  "kling/kling-3.0-turbo",
  "kling/kling-4.0",
  "kling-legacy/kling-v3",
  "kling-legacy/kling-v3-omni",
  ...kling3("fal"),
  "fal/kling-4.0",
  "fal/kling-4.0-flash",
  "fal/seedance-2.0",
  "fal/seedance-2.0-fast",
  "fal/seedance-2.5",
  ...kling3("pixio"),
  "replicate/kling-v3",
  "replicate/kling-v3-omni",
  "replicate/seedance-2.0",
];
const stills = ["gemini", "fal", "pixio", "replicate"].map((service) => `${service}/nano-banana-pro`);

function isOfThisWinter(id: string): boolean {
  return /4\.0|seedance/.test(id);
}

function kling3(service: string): string[] {
  return ["v3", "o3"].flatMap((family) =>
    ["standard", "pro", "4k"].map((tier) => `${service}/kling-${family}-${tier}`),
  );
}

describe("the model profiles", () => {
  test("are those of the plan format, each under its own service and with what it makes", () => {
    expect(shippedProfiles.map(({ id }) => id)).toEqual(["animatic", ...films, ...stills]);
    expect(shippedProfiles.filter(({ output }) => output === "still").map(({ id }) => id)).toEqual(stills);
    for (const { id, provider } of shippedProfiles) expect(id.split("/")[0]).toBe(idPrefixOf(provider));
    expect(new Set(shippedProfiles.map(({ label }) => label)).size).toBe(shippedProfiles.length);
  });

  test("have an id each, the default among them, and the animatic free of charge", () => {
    const ids = shippedProfiles.map((profile) => profile.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(defaultProfileId).toBe("pixio/kling-v3-pro");
    expect(profileOf(defaultProfileId)?.id).toBe(defaultProfileId);
    expect(profileOf("animatic")?.price).toEqual({ kind: "free" });
  });

  test.each(shippedProfiles.map((profile) => [profile.id, profile] as const))(
    "%s has limits that a plan can keep",
    (_, profile) => {
      const { totalMs, shotMs, stepMs, shotsMax, imagesPerElement, image, aspectRatios, resolutions } = profile.limits;
      expect(totalMs.min).toBeLessThanOrEqual(totalMs.max);
      expect(shotMs.min).toBeLessThanOrEqual(shotMs.max);
      expect(shotMs.min).toBeLessThanOrEqual(totalMs.max);
      for (const time of [totalMs.min, totalMs.max, shotMs.min, shotMs.max]) expect(time % stepMs).toBe(0);
      expect(shotsMax).toBeGreaterThanOrEqual(1);
      expect(imagesPerElement.min).toBeLessThanOrEqual(imagesPerElement.max);
      expect(image.sidePxMin).toBeLessThan(image.sidePxMax);
      expect(aspectRatios.length * resolutions.length * image.formats.length).toBeGreaterThan(0);
      expect(profile.source.text).not.toBe("");
      expect(profile.source.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      for (const key of profile.uncertain) expect(profile.limits).toHaveProperty(key);
      expect(new Set(profile.uncertain).size).toBe(profile.uncertain.length);
      expect(profile.limits.elementsMaxWithFrame).toBeLessThanOrEqual(profile.limits.elementsMax);
    },
  );

  test.each(shippedProfiles.map((profile) => [profile.id, profile.price, profile] as const))(
    "%s has a price with a source and a date, or says why it has none",
    (_, price, { limits }) => {
      if (price.kind === "free") return;
      if (price.kind === "unknown") {
        expect(price.note).toMatch(/^[A-Z].+\.$/);
        return;
      }
      expect(price.source).not.toBe("");
      expect(price.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      if (price.uncertain !== undefined) expect(price.uncertain).toMatch(/^[A-Z].+\.$/);
      if (price.kind === "per-run") return;
      const { perSecond, perImage, pixels } = { perSecond: {}, perImage: {}, pixels: {}, ...price };
      const known = Object.keys({ ...perSecond, ...perImage, ...pixels });
      for (const resolution of known) expect(limits.resolutions).toContain(resolution);
    },
  );

  test("are marked as uncertain where the sources are silent or disagree", () => {
    const marks: [string, keyof ModelProfile["limits"]][] = [
      ["kling/kling-3.0", "endFrameWithMultiShot"],
      ["kling/kling-3.0-omni", "endFrameWithMultiShot"],
      ["kling-legacy/kling-v3", "guidance"],
      ["fal/kling-v3-pro", "shotPromptChars"],
      ["fal/kling-o3-pro", "elementsMax"],
      ["fal/kling-4.0", "shotsMax"],
      ["fal/kling-4.0", "framesOrElements"],
      ["fal/seedance-2.0", "promptChars"],
      ["replicate/seedance-2.0", "startFrame"],
      ["pixio/kling-v3-pro", "shotMs"],
      ["replicate/kling-v3", "resolutions"],
    ];
    for (const [id, key] of marks) expect(profileOf(id)?.uncertain, id).toContain(key);
    const priced = [
      "fal/seedance-2.5",
      "kling/kling-4.0",
      "fal/kling-o3-standard",
      "pixio/kling-o3-pro",
      "replicate/kling-v3",
      ...stills,
    ];
    for (const id of priced) {
      const price = profileOf(id)?.price;
      expect(price && (price.kind === "unknown" || "uncertain" in price), id).toBe(true);
    }
    for (const id of ["kling/kling-3.0", "fal/kling-v3-4k", "fal/kling-o3-4k"]) {
      expect(profileOf(id)?.price, id).not.toHaveProperty("uncertain");
    }
  });

  test("differ as the services do", () => {
    const limits = (id: string) => profileOf(id)?.limits;
    for (const id of films.filter((each) => !isOfThisWinter(each))) {
      expect(limits(id)?.shotMs.min, id).toBe(id.startsWith("pixio/") ? 3000 : 1000);
      expect(limits(id), id).toMatchObject({ endFrameNeedsStartFrame: true, endFrameWithMultiShot: false });
      const omni = /o3|omni/.test(id);
      const hasNegative = !omni && !id.startsWith("kling/");
      expect(limits(id)?.negativePrompt, id).toBe(hasNegative);
      expect(limits(id)?.guidance, id).toBe(hasNegative && !id.startsWith("replicate/"));
    }
    expect(limits("kling/kling-3.0-turbo")).toMatchObject({ elementsMax: 0, endFrame: false });
    expect(limits("kling/kling-3.0-omni")).toMatchObject({ elementsMax: 7, elementsMaxWithFrame: 3 });
    expect(limits("fal/kling-v3-pro")).toMatchObject({ resolutions: ["1080p"], elementsNeedStartFrame: true });
    expect(limits("fal/kling-o3-standard")).toMatchObject({ resolutions: ["720p"], elementsNeedStartFrame: false });
    expect(limits("replicate/kling-v3")?.elementsMax).toBe(0);
    expect(limits("pixio/nano-banana-pro")?.resolutions).toEqual(["2K", "4K"]);
  });

  test("of this winter take up to thirty seconds, frames or elements, and say when sound is always on", () => {
    const limits = (id: string) => profileOf(id)?.limits;
    const seconds = films.filter(isOfThisWinter).map((id) => {
      const { min = 0, max = 0 } = limits(id)?.totalMs ?? {};
      return `${id} ${min / 1000}–${max / 1000}`;
    });
    expect(seconds).toEqual([
      "kling/kling-4.0 3–30",
      "fal/kling-4.0 3–30",
      "fal/kling-4.0-flash 3–20",
      "fal/seedance-2.0 4–15",
      "fal/seedance-2.0-fast 4–15",
      "fal/seedance-2.5 4–30",
      "replicate/seedance-2.0 4–15",
    ]);
    expect(limits("fal/kling-4.0")).toMatchObject({ audioAlways: true, framesOrElements: true, keyframesMax: 8 });
    expect(limits("fal/kling-4.0")?.aspectRatios).toContain("21:9");
    expect(limits("fal/seedance-2.5")).toMatchObject({ framesOrElements: true, referenceImagesMax: 30 });
    expect(limits("fal/seedance-2.0")?.aspectRatios).toEqual(expect.arrayContaining(["21:9", "4:3", "3:4"]));
    expect(limits("replicate/seedance-2.0")).toMatchObject({ startFrame: false, endFrame: false });
    expect(profileOf("kling/kling-4.0")?.off).toMatch(/does not offer/);
    expect(shippedProfiles.filter(({ off }) => off !== undefined).map(({ id }) => id)).toEqual(["kling/kling-4.0"]);
  });

  test("follow the guide: 3 to 15 s, six shots, 3 s a shot at Pixio and 1 s in the animatic", () => {
    const guide = { totalMs: { min: 3000, max: 15_000 }, shotsMax: 6, stepMs: 1000 };
    expect(limitsOf("pixio/kling-v3-pro")).toMatchObject({ ...guide, shotMs: { min: 3000, max: 15_000 } });
    expect(limitsOf("animatic")).toMatchObject({ ...guide, shotMs: { min: 1000, max: 15_000 } });
  });

  test("lend the animatic's limits to a model that nobody knows", () => {
    expect(profileOf("acme/dream-1")).toBeNull();
    expect(limitsOf("acme/dream-1")).toBe(limitsOf("animatic"));
  });
});
