import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test, vi } from "vitest";
import type { Ffmpeg } from "../../../electron/core/media/ffmpeg.ts";
import { probeFilm } from "../../../electron/core/media/probe.ts";
import { makeProducts } from "../../../electron/core/takes/make-products.ts";
import { ProductFiles } from "../../../electron/core/takes/product-files.ts";
import { isLong } from "../../support/long.ts";
import { readFilm, readFrameNumbers } from "../hand-off/clips/numbered-film.ts";
import { ffmpegOf, openFolder, programs } from "../media/media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const run = { timeLimitMs: 60_000 };
/** The number of each frame as eight fields of black and white: a pixel each, drawn large afterwards, as the filter that counts works slowly. */
const numbered = "geq=lum='16+219*mod(floor(N/pow(2,X)),2)':cb=128:cr=128";
const picture = (size: string, rate = "24") => [
  "-f",
  "lavfi",
  "-i",
  `color=black:s=8x2:r=${rate},format=yuv420p,${numbered},scale=${size.replace("x", ":")}:flags=neighbor,setsar=1`,
];
const tone = (seconds: number) => ["-f", "lavfi", "-i", `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
const x264 = ["-c:v", "libx264", "-preset", "ultrafast"];
const upTo = (frames: number) => Array.from({ length: frames }, (_, frame) => frame % 256);

let made = 0;

/** Writes a film with these arguments, makes it ready, and says what came of it. */
async function ingest(ffmpeg: Ffmpeg, argumentList: readonly string[], ending = "mp4") {
  made += 1;
  const film = rig.file(`${made}.${ending}`);
  await ffmpeg.run([...argumentList, film], run);
  return ready(ffmpeg, film);
}

async function ready(ffmpeg: Ffmpeg, film: string) {
  const facts = await probeFilm(ffmpeg, film);
  const folder = mkdtempSync(rig.file("project-"));
  const files = new ProductFiles(folder, "a".repeat(64));
  const { signal } = new AbortController();
  const job = { film, facts, signal, onProgress: () => {} };
  const scan = await makeProducts(ffmpeg, files, () => Promise.resolve(1e12), job);
  const products = await files.read();
  if (!products) throw new Error("Not everything was made.");
  const proxy = files.find("proxy") as string;
  expect(readdirSync(`${folder}/cache/films`).filter((name) => name.includes(".part-"))).toEqual([]);
  const proxyFacts = await probeFilm(ffmpeg, proxy);
  expect(scan.frames).toBe(facts.frames);
  expect(proxyFacts).toMatchObject({ frames: facts.frames, hasEvenRate: true, codec: "h264", pixelAspect: 1 });
  return { facts, products, proxy, proxyFacts, files, numbers: await readFrameNumbers(ffmpeg, proxy) };
}

/** It starts in a hundredth of the time that the system's takes. */
const { ffmpeg } = ffmpegOf(rig.file("cache"), {});
const encoders = String(await ffmpeg.read(["-encoders"], run));

describe.each(programs.map(([name, environment]) => [name, ffmpegOf(rig.file("cache"), environment).ffmpeg] as const))(
  "a proxy made with %s",
  (_name, program) => {
    test("has each frame of the film in its place, its rate and its sound, and the tiles and peaks say where they are from", async () => {
      const source = [...picture("160x90", "24000/1001"), ...tone(2), "-frames:v", "40", ...x264, "-c:a", "aac"];
      const { products, proxy, proxyFacts, files, numbers } = await ingest(program, source);
      expect(numbers).toEqual(upTo(40));
      expect(proxyFacts).toMatchObject({ rateNum: 24000, rateDen: 1001, widthPx: 160, heightPx: 90, hasAudio: true });
      expect(products).toMatchObject({ rateNum: 24000, rateDen: 1001, frames: 40, note: null, peaksPerSecond: 100 });
      expect(products.strip).toMatchObject({
        columns: 12,
        rows: 4,
        tileWidthPx: 160,
        tileHeightPx: 90,
        frames: upTo(40),
      });
      const peaks = readFileSync(files.find("peaks") as string);
      expect(peaks.length).toBe(Math.ceil((40 * 1001 * 100) / 24000));
      expect(Math.max(...peaks)).toBeGreaterThan(20);
      const { data, info } = await sharp(files.find("strip") as string)
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const levelAt = (tile: number, field: number) =>
        data[(Math.floor(tile / 12) * 90 + 45) * info.width + (tile % 12) * 160 + field * 20 + 10] as number;
      for (const tile of [0, 7, 13, 39]) {
        const shown = Array.from({ length: 8 }, (_, field) => (levelAt(tile, field) > 127 ? 2 ** field : 0));
        expect(shown.reduce((sum, bit) => sum + bit)).toBe(tile);
      }
      const keyframes = await program.probe(
        [
          "-select_streams",
          "v:0",
          "-skip_frame",
          "nokey",
          "-show_entries",
          "frame=pict_type",
          "-of",
          "csv=p=0",
          "-i",
          proxy,
        ],
        run,
      );
      expect(keyframes.trim().split(/\s+/).length).toBeGreaterThanOrEqual(4);
    });

    test("shows frames that last differently long at their times, at the nominal rate, and says so", async () => {
      const uneven = ["-vf", "select='not(mod(n,3))+lt(n,12)'", "-vsync", "vfr"];
      const source = [...picture("160x90"), ...tone(2), "-t", "1.5", ...uneven, ...x264, "-c:a", "aac"];
      const { facts, products, numbers, proxyFacts } = await ingest(program, source);
      expect(facts.hasEvenRate).toBe(false);
      expect(products.note).toMatch(/^The video has a variable frame rate and is conformed to \d+(?:\.\d+)? fps\.$/);
      expect(numbers.length).toBe(facts.frames);
      const kept = Array.from({ length: 36 }, (_, frame) => frame).filter((frame) => frame < 12 || frame % 3 === 0);
      // The last one whose time has come, to the nearest frame.
      const slotOf = (number: number) => Math.round((number * facts.rateNum) / (24 * facts.rateDen));
      expect(numbers).toEqual(numbers.map((_, frame) => kept.filter((number) => slotOf(number) <= frame).at(-1)));
      expect(numbers.at(-1)).toBe(33);
      expect(proxyFacts.durationSeconds).toBeCloseTo(34 / 24, 1);
    });

    test("shows what is transparent over black", async () => {
      const white = [
        "-f",
        "lavfi",
        "-i",
        "color=white:s=64x36:r=24,format=rgba,geq=r=255:g=255:b=255:a='255*lt(X,30+N)'",
      ];
      const source = [...white, "-frames:v", "3", "-c:v", "qtrle", "-pix_fmt", "argb"];
      const { facts, products, files } = await ingest(program, source, "mov");
      expect([facts.hasAlpha, products.note]).toEqual([true, "Transparent parts are shown over black."]);
      const { data, info } = await sharp(files.find("thumbnail") as string)
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const row = data.subarray(90 * info.width, 91 * info.width);
      expect([row[40], row[280]].map((level) => Math.round((level ?? 0) / 255))).toEqual([1, 0]);
    });

    test("stands upright where the film lies on its side in its file", async () => {
      const lying = rig.file(`lying-${made}.mp4`);
      await program.run([...picture("64x36"), "-frames:v", "4", ...x264, lying], run);
      const source = ["-i", lying, "-c", "copy", "-metadata:s:v:0", "rotate=90"];
      const { facts, proxyFacts } = await ingest(program, source);
      expect([facts.widthPx, facts.heightPx]).toEqual([36, 64]);
      expect([proxyFacts.widthPx, proxyFacts.heightPx]).toEqual([36, 64]);
    });
  },
);

describe("a film of an odd kind", () => {
  test("without sound has no peaks", async () => {
    const { products, files, proxyFacts } = await ingest(ffmpeg, [...picture("64x36"), "-frames:v", "3", ...x264]);
    expect([products.hasAudio, products.peaksPerSecond, proxyFacts.hasAudio]).toEqual([false, null, false]);
    expect(files.find("peaks")).toBeNull();
  });

  test("with sound of an unknown kind is shown without it", async () => {
    const known = rig.file("known.mkv");
    await ffmpeg.run([...picture("64x36"), ...tone(0.2), "-frames:v", "4", ...x264, "-c:a", "aac", known], run);
    const unknown = Buffer.from(readFileSync(known).toString("latin1").replace("A_AAC", "A_XYZ"), "latin1");
    writeFileSync(rig.file("unknown.mkv"), unknown);
    const { products, numbers } = await ready(ffmpeg, rig.file("unknown.mkv"));
    expect([products.hasAudio, numbers]).toEqual([false, upTo(4)]);
  });

  test.each([
    ["longer", 3],
    ["shorter", 0.3],
  ])("with sound that is %s than its pictures is as long as those", async (_what, seconds) => {
    const source = [...picture("64x36"), ...tone(seconds), "-frames:v", "24", ...x264, "-c:a", "aac"];
    const { proxy, products, files, numbers } = await ingest(ffmpeg, source);
    expect([numbers, products.frames]).toEqual([upTo(24), 24]);
    const peaks = readFileSync(files.find("peaks") as string);
    expect(peaks.length).toBe(100);
    expect([(peaks[20] ?? 0) > 20, (peaks[80] ?? 0) > 20]).toEqual([true, seconds > 1]);
    expect(Math.abs((await readFilm(ffmpeg, proxy)).samples / 48_000 - 1)).toBeLessThan(0.05);
  });

  test("whose container says another length has the frames that are shown", async () => {
    const whole = rig.file("whole.mp4");
    await ffmpeg.run([...picture("160x90"), "-frames:v", "48", ...x264, "-g", "12", "-bf", "2", whole], run);
    const { facts, numbers } = await ingest(ffmpeg, ["-ss", "0.7", "-i", whole, "-c", "copy"]);
    expect(numbers.length).toBe(facts.frames);
    expect(numbers.at(-1)).toBe(47);
    expect(numbers).toEqual(upTo(48).slice(48 - facts.frames));
  });

  test("of one frame is ready", async () => {
    const { products, numbers } = await ingest(ffmpeg, [...picture("160x90"), "-frames:v", "1", ...x264]);
    expect([numbers, products.strip.frames]).toEqual([[0], [0]]);
  });

  test.runIf(isLong)("of half a minute has at most as many tiles as a sheet may have", async () => {
    const { products, numbers } = await ingest(ffmpeg, [...picture("64x36"), "-frames:v", "720", ...x264]);
    expect(numbers).toEqual(upTo(720));
    expect(products.strip.frames).toEqual(Array.from({ length: 90 }, (_, tile) => tile * 8));
  });

  test("with odd sides, or pixels that are no squares, is shown in its shape", async () => {
    const odd = [...picture("96x54"), "-frames:v", "2", "-vf", "scale=97:55,format=yuv444p", ...x264];
    const { facts, proxyFacts } = await ingest(ffmpeg, odd);
    expect([facts, proxyFacts]).toMatchObject([
      { widthPx: 97, heightPx: 55 },
      { widthPx: 96, heightPx: 54 },
    ]);
    const anamorphic = [...picture("120x90"), "-frames:v", "2", "-vf", "setsar=4/3", ...x264];
    expect((await ingest(ffmpeg, anamorphic)).proxyFacts).toMatchObject({ widthPx: 160, heightPx: 90 });
  });

  test("of 4K has a proxy of 960 pixels", async () => {
    const large = [...picture("160x90"), "-frames:v", "2", "-vf", "scale=3840:2160:flags=neighbor", ...x264];
    const { proxyFacts, numbers } = await ingest(ffmpeg, large);
    expect([proxyFacts.widthPx, proxyFacts.heightPx, numbers]).toEqual([960, 540, [0, 1]]);
  });

  test.skipIf(!encoders.includes("libx265"))("of ten bits in HEVC is decoded by everybody", async () => {
    const hevc = [
      "-c:v",
      "libx265",
      "-preset",
      "ultrafast",
      "-x265-params",
      "log-level=none",
      "-pix_fmt",
      "yuv420p10le",
    ];
    const { numbers, proxy } = await ingest(ffmpeg, [...picture("160x90"), "-frames:v", "12", ...hevc]);
    expect(numbers).toEqual(upTo(12));
    expect(await ffmpeg.probe(["-show_entries", "stream=pix_fmt", "-of", "csv=p=0", "-i", proxy], run)).toContain(
      "yuv420p\n",
    );
  });

  test.skipIf(!encoders.includes("libvpx"))(
    "in WebM, which does not say how many frames it has, is ready",
    async () => {
      const vp9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"];
      const { numbers } = await ingest(ffmpeg, [...picture("160x90", "30"), "-frames:v", "20", ...vp9], "webm");
      expect(numbers).toEqual(upTo(20));
    },
  );
});
