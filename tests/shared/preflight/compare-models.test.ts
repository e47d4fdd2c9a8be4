import { afterEach, expect, test } from "vitest";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { learnProfiles, modelProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { compareModels, sayDrops } from "../../../shared/preflight/compare-models.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const image = buildMediaId("a");
const camera = { size: "WS", move: "static" } as const;

function passOf(lengths: readonly number[], fields: Partial<Pass> = {}): Pass {
  const shots = lengths.map((seconds, index) =>
    buildShot(String(index + 1), { durationMs: seconds * 1000, action: "It rains", camera }),
  );
  return buildPass("1", shots, { profile: "fal/kling-v3-pro", aspectRatio: "16:9", resolution: "1080p", ...fields });
}

function compare(pass: Pass, id: string) {
  const found = compareModels(buildProject([pass]), pass).find(({ profile }) => profile.id === id);
  if (!found) throw new Error(`${id} is not compared.`);
  return found;
}

afterEach(() => learnProfiles([]));

test("all models of videos are compared, and none of images", () => {
  const pass = passOf([3]);
  const ids = compareModels(buildProject([pass]), pass).map(({ profile }) => profile.id);
  expect(ids).toEqual(modelProfiles().flatMap(({ id, output }) => (output === "film" ? [id] : [])));
});

test("a model that takes the pass whole says what it costs", () => {
  expect(compare(passOf([3, 2]), "fal/kling-v3-pro")).toMatchObject({
    fit: "whole",
    drops: [],
    refusals: [],
    price: { currency: "USD", micros: 560_000 },
  });
});

test("what a model leaves out is said in a few words, and what it makes instead", () => {
  const pass = passOf([5], { guidance: 0.5, negativePrompt: "rain", resolution: "720p", audio: false });
  const shipped = profileOf("fal/kling-v3-pro") as ModelProfile;
  const limits = {
    ...shipped.limits,
    guidance: false,
    negativePrompt: false,
    resolutions: ["1080p"],
    audioAlways: true,
  };
  learnProfiles([{ ...shipped, limits }]);
  const compared = compare(pass, "fal/kling-v3-pro");
  expect(compared.fit).toBe("drops");
  expect(sayDrops(compared)).toBe("1080p instead of 720p, no guidance, no negative prompt, always with sound");
});

test("what keeps a pass from a model is said in sentences, and a model that is off is off whatever the pass is", () => {
  const long = compare(passOf([10, 10]), "fal/kling-v3-pro");
  expect(long.fit).toBe("refuses");
  expect(long.refusals).toEqual([expect.stringMatching(/20 s/)]);
  const shipped = profileOf("fal/kling-v3-pro") as ModelProfile;
  learnProfiles([{ ...shipped, off: "Its API is not open." }]);
  expect(compare(passOf([3]), "fal/kling-v3-pro")).toMatchObject({ fit: "off", refusals: [] });
});

test("what is still to be written is no reason, and elements that the pass does not call don't count", () => {
  const pass = buildPass("1", [buildShot("1", { durationMs: 3000 })], { profile: "animatic", resolution: "1080p" });
  const project = buildProject([pass], { elements: [buildElement("Driver", { images: [image] })] });
  const kling = compareModels(project, pass).find(({ profile }) => profile.id === "fal/kling-v3-pro");
  expect(kling).toMatchObject({ fit: "whole", refusals: [] });
});

test("images are looked at where they are known", () => {
  const pass = passOf([3], { startFrame: image });
  const [blind] = compareModels(buildProject([pass]), pass);
  const [seeing] = compareModels(buildProject([pass]), pass, []);
  expect(blind?.refusals).toEqual([]);
  expect(seeing?.refusals).toEqual([expect.stringMatching(/missing/)]);
});
