import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planMedia } from "../../../../electron/core/hand-off/clips/media-plan.ts";
import { estimateBytes, refuseFullDisk } from "../../../../electron/core/hand-off/clips/media-space.ts";
import type { FilmFacts } from "../../../../electron/core/hand-off/hand-off-request.ts";
import type { ClipMedia } from "../../../../shared/cut/out/hand-off-options.ts";
import type { ProjectView } from "../../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const films = { movie: true, clips: true, sounds: false, passes: true, pictures: false };
const signal = new AbortController().signal;

/** Between what was really written and three times that. */
function expectNear(estimate: number, written: number): void {
  expect(estimate).toBeGreaterThan(written);
  expect(estimate).toBeLessThan(3 * written);
}

describe("the disk that a hand-off needs is neither under- nor much overrated", () => {
  // Measured: fifteen and eight seconds of photographs at 1080p with movie, clips and passes; the same with cards alone.
  test.each<[ClipMedia["codec"], number]>([
    ["h264", 32_632_164],
    ["prores", 357_128_114],
    ["dnxhr", 527_214_036],
  ])("for animatics in %s", async (codec, written) => {
    const content = { resolution: "1080p" as const };
    const passes = [buildTimedPass("1", [4000, 3000, 4000, 4000], content), buildTimedPass("2", [5000, 3000], content)];
    const shown = passes.map((pass) => ({
      ...pass,
      shots: pass.shots.map((shot) => ({ ...shot, frame: buildMediaId("a") })),
    }));
    const estimateOf = async (project: ReturnType<typeof buildProject>) => {
      const view = { project, takes: [] as Take[] } as unknown as ProjectView;
      const media = { handles: 12, codec, conform: "convert" } as const;
      const none = { filmFile: () => Promise.resolve(null), probe: () => Promise.reject(new Error("probed")) };
      return estimateBytes(await planMedia(none, { view, media, signal }), films);
    };
    expectNear(await estimateOf(buildProject(shown)), written);
    // Cards take next to nothing where the codec has no fixed size.
    if (codec === "prores") expect(await estimateOf(buildProject(passes))).toBeLessThan(written / 4);
  });

  // Measured with every format: three seconds of a take that is as good as noise, with handles.
  test.each<[ClipMedia["codec"], number]>([
    ["h264", 22_208_805],
    ["prores", 20_113_364],
    ["dnxhr", 19_191_779],
  ])("for takes in %s", async (codec, written) => {
    const film = join(temporaryFolder(), "take.mp4");
    await writeFile(film, "");
    await truncate(film, 6_395_388);
    const pass = buildTimedPass("1", [1000, 1000, 1000]);
    const { id: passId } = pass;
    const take = {
      id: "take_0001",
      passId,
      number: 1,
      profile: "import",
      mediaId: buildMediaId("a"),
      frames: 72,
      binnedAt: null,
    };
    const view = { project: buildProject([pass]), takes: [{ ...take, createdAt: "", jobId: null, shots: null }] };
    const facts = { frames: 72, rateNum: 24, rateDen: 1, widthPx: 320, heightPx: 320, hasAudio: true } as FilmFacts;
    const tools = { filmFile: () => Promise.resolve(film), probe: () => Promise.resolve(facts) };
    const media = { handles: 12, codec, conform: "convert" } as const;
    const plan = await planMedia(tools, { view: view as unknown as ProjectView, media, signal });
    expectNear(await estimateBytes(plan, { ...films, sounds: true, pictures: true }), written);
  });

  test("and what is missing can be read from the sentence", () => {
    expect(() => refuseFullDisk(60_100_000, 60_000_000)).toThrow("needs about 61 MB; the disk has 60 MB free.");
    expect(() => refuseFullDisk(60_000_000, 60_000_000)).not.toThrow();
  });
});
