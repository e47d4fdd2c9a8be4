import { describe, expect, test } from "vitest";
import { exportFormats } from "../../../../shared/cut/out/hand-off-options.ts";
import { templateProblem } from "../../../../shared/cut/out/name-template.ts";
import { presetIds, presetOf, presets } from "../../../../shared/cut/out/presets.ts";

describe("a preset", () => {
  test.each(presetIds)(
    "%s is known again by what it chooses, whatever the order, and no longer once that is changed",
    (id) => {
      const { formats, versions, codec, nameTemplate } = presets[id];
      const choice = { formats: formats.toReversed(), versions, codec, nameTemplate };
      expect(presetOf(choice)).toBe(id);
      expect(presetOf({ ...choice, formats: formats.slice(1) })).not.toBe(id);
      expect(presetOf({ ...choice, codec: codec === "h264" ? "prores" : "h264" })).toBeNull();
      expect(presetOf({ ...choice, versions: { ...versions, fcpxml: "1.9" } })).toBeNull();
      expect(presetOf({ ...choice, nameTemplate: "{scene}_{shot}" })).toBeNull();
    },
  );

  test.each(presetIds)("%s has formats once each, names that work, and help in whole sentences", (id) => {
    const { formats, nameTemplate, help } = presets[id];
    expect(new Set(formats).size).toBe(formats.length);
    expect(exportFormats).toEqual(expect.arrayContaining([...formats]));
    expect(templateProblem(nameTemplate)).toBeNull();
    expect(help.length).toBeGreaterThan(0);
    for (const sentence of help) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("gives no suite a list that it is known to reject", () => {
    expect(presets.premiere.formats).not.toContain("fcpxml");
    expect(presets["final-cut"].formats).not.toContain("xmeml");
    expect(presets.resolve.formats).not.toContain("otio");
    expect(presets.resolve.versions).toEqual({ fcpxml: "1.10", xmeml: "5" });
    expect(presets.avid.formats).toEqual(expect.arrayContaining(["edl", "ale"]));
    expect(presets.everything.formats).toEqual(exportFormats);
  });
});
