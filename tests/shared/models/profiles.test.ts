import { describe, expect, test } from "vitest";
import { defaultProfileId, limitsOf, modelProfiles, profileOf } from "../../../shared/models/profiles.ts";

describe("the model profiles", () => {
  test("have an id each, the default among them, and the animatic free of charge", () => {
    const ids = modelProfiles.map((profile) => profile.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(defaultProfileId).toBe("pixio/kling-v3-pro");
    expect(profileOf(defaultProfileId)?.id).toBe(defaultProfileId);
    expect(profileOf("animatic")?.price).toEqual({ kind: "free" });
  });

  test.each(modelProfiles.map((profile) => [profile.id, profile] as const))(
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
    },
  );

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
