import { describe, expect, it, vi } from "vitest";
import { probeFilm, probeWholeFilm } from "../../../electron/core/media/probe.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { writeNumberedFilm } from "../hand-off/clips/numbered-film.ts";
import { ffmpegOf, openFolder, programs } from "./media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const cache = rig.file("cache");
const timeLimitMs = 60_000;

describe.each(programs)("what %s knows of a film", (name, environment) => {
  const { ffmpeg } = ffmpegOf(cache, environment);
  const file = (stem: string) => rig.file(`${name.length}-${stem}`);

  async function makeFilm(stem: string, argumentList: readonly string[], before: readonly string[] = []) {
    const whole = file("whole.mp4");
    await writeNumberedFilm(ffmpeg, whole, { rate: rateOf("24"), frames: 48 });
    await ffmpeg.run([...before, "-i", whole, ...argumentList, file(stem)], { timeLimitMs });
    return file(stem);
  }

  it("counts the frames of a container that does not tell", async () => {
    const film = await makeFilm("untold.mkv", ["-c", "copy", "-f", "matroska"]);
    expect(await probeFilm(ffmpeg, film)).toMatchObject({ frames: 48, rateNum: 24, rateDen: 1, hasEvenRate: true });
  });

  it("counts what is shown where an edit leaves out frames that the file has", async () => {
    const film = await makeFilm("edited.mp4", ["-c", "copy", "-f", "mp4"], ["-ss", "1"]);
    expect(await probeWholeFilm(ffmpeg, film)).toMatchObject({
      frames: 24,
      rateNum: 24,
      rateDen: 1,
      hasEvenRate: true,
    });
  });

  it("finds the rate on the whole where frames last differently long", async () => {
    const fewer = ["-an", "-vf", "select=not(between(n\\,11\\,34))", "-vsync", "vfr", "-c:v", "libx264", "-f", "mp4"];
    const facts = await probeFilm(ffmpeg, await makeFilm("uneven.mp4", fewer));
    expect(facts).toMatchObject({ frames: 24, hasEvenRate: false });
    expect(facts.rateNum / facts.rateDen).toBeCloseTo(12, 5);
  });

  it("gives the size as shown of a film that lies on its side", async () => {
    const film = await makeFilm("turned.mp4", ["-c", "copy", "-metadata:s:v:0", "rotate=90", "-f", "mp4"]);
    expect(await probeFilm(ffmpeg, film)).toMatchObject({ widthPx: 90, heightPx: 160 });
  });

  it("says how much later than the file its pictures begin", async () => {
    const film = file("late.mkv");
    const whole = await makeFilm("sound.mp4", ["-c", "copy", "-f", "mp4"]);
    const inputs = ["-i", whole, "-itsoffset", "0.5", "-i", whole, "-map", "0:a", "-map", "1:v"];
    await ffmpeg.run([...inputs, "-c", "copy", "-f", "matroska", film], { timeLimitMs });
    // Matroska keeps AAC's priming, which plays before the sound's zero.
    expect((await probeFilm(ffmpeg, film)).startSeconds).toBeCloseTo(0.521, 2);
  });
});
