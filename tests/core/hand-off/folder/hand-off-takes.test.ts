import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createLabelPainter } from "../../../../electron/core/animatic/label-painter.ts";
import { planMedia } from "../../../../electron/core/hand-off/clips/media-plan.ts";
import { createExporter } from "../../../../electron/core/hand-off/folder/hand-off.ts";
import type { HandOffRequest, HandOffTools } from "../../../../electron/core/hand-off/hand-off-request.ts";
import { createFfmpeg } from "../../../../electron/core/media/ffmpeg.ts";
import { probeFilm } from "../../../../electron/core/media/probe.ts";
import { makeStills } from "../../../../electron/core/media/stills.ts";
import type { ClipMedia, ExportFormat } from "../../../../shared/cut/out/hand-off-options.ts";
import { placeProgramme } from "../../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../../shared/project/model.ts";
import type { ProjectView } from "../../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { buildMediaId, buildPass, buildProject, buildShot } from "../../../support/builders.ts";
import { readFilm, readFrameNumbers, writeNumberedFilm } from "../clips/numbered-film.ts";

// Films take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ffmpeg = createFfmpeg({
  environment: process.env,
  cacheFolder: tmpdir(),
  settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
  log: () => {},
});

let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-takes-"));
  // Takes as services deliver them: 24 fps, one frame more than asked for.
  const film = { rate: rateOf("24"), frames: 73, beepAtFrame: 24 };
  for (const name of ["a", "b"]) await writeNumberedFilm(ffmpeg, filmPath(buildMediaId(name)), film);
});
afterAll(async () => await rm(room, { recursive: true, force: true }));

function filmPath(mediaId: string): string {
  return join(room, `${mediaId}.mp4`);
}

const font = { family: "Shotline Sans", file: "inter-latin-wght-normal.woff2" };
const fontFolder = resolve(import.meta.dirname, "../../../../node_modules/@fontsource-variable/inter/files");

const tools: HandOffTools = {
  async renderPass({ view, passId, outputFile, signal, onProgress }) {
    signal.throwIfAborted();
    const placed = placeProgramme(view.project).find(({ pass }) => pass.id === passId);
    const frames = (placed?.endFrame ?? 0) - (placed?.startFrame ?? 0);
    await writeNumberedFilm(ffmpeg, outputFile, { rate: rateOf(view.project.rate), frames });
    onProgress(1);
  },
  runFfmpeg: (argumentList, options) => ffmpeg.run(argumentList, options),
  probe: (file, signal) => probeFilm(ffmpeg, file, signal),
  filmFile: (mediaId) => Promise.resolve(/^[ab]/.test(mediaId) ? filmPath(mediaId) : null),
  imageFile: () => Promise.resolve(null),
  soundFile: () => Promise.resolve(null),
  reviewFolder: join(import.meta.dirname, "../../../../resources/review"),
  labelPainter: (frame) => createLabelPainter([{ family: font.family, path: join(fontFolder, font.file) }], frame),
  freeBytes: () => Promise.resolve(1e12),
  takePictures: ({ film, pictures, widthPx, signal }) =>
    makeStills(ffmpeg, { film, thumbnails: pictures, thumbnailWidthPx: widthPx, signal }),
  now: () => new Date("2026-03-01T12:00:00Z"),
};

const first = buildPass("1", [buildShot("1", { durationMs: 1000 }), buildShot("2", { durationMs: 2000 })]);
const other = buildPass("2", [buildShot("3", { durationMs: 1000 })], { scene: "SC020" });

function buildTake(number: number, content: Partial<Take> = {}): Take {
  return {
    id: `take_000${number}`,
    passId: first.id,
    number,
    profile: "kling/kling-3.0-turbo",
    mediaId: buildMediaId(number === 1 ? "a" : "b"),
    frames: 73,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: null,
    cuts: null,
    binnedAt: null,
    shots: first.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

interface Changes {
  project?: Project;
  takes?: Take[];
  formats?: readonly ExportFormat[];
  media?: Partial<ClipMedia>;
  tools?: Partial<HandOffTools>;
  request?: Partial<HandOffRequest>;
}

let count = 0;
async function handOff(changes: Changes = {}) {
  const { project = buildProject([first, other]), takes = [buildTake(1), buildTake(2)] } = changes;
  count += 1;
  return createExporter({ ...tools, ...changes.tools }).exportHandOff({
    view: { project, takes, folder: "/none" } as unknown as ProjectView,
    folder: join(room, `hand-off-${count}`),
    formats: changes.formats ?? ["clips"],
    media: { handles: 12, codec: "h264", conform: "convert", ...changes.media },
    signal: new AbortController().signal,
    onProgress: () => {},
    ...changes.request,
  });
}

function clip(folder: string, name: string) {
  return readFilm(ffmpeg, join(folder, "clips", `NightRace_${name}.mov`));
}

function numbers(from: number, frames: number): number[] {
  return Array.from({ length: frames }, (_, index) => from + index);
}

describe("a hand-off of takes", () => {
  test("has each shot of the newest take with its handles, and the animatic where there is none", async () => {
    const steps = new Set<string>();
    // As ffmpeg says it of longer films: the frames that have passed by.
    const runFfmpeg: HandOffTools["runFfmpeg"] = async (argumentList, options) => {
      for (const passed of [0, 11, 12]) options.onProgress(passed);
      await tools.runFfmpeg(argumentList, options);
    };
    const { folder } = await handOff({
      formats: ["clips", "wav", "passes", "stills", "csv", "edl"],
      tools: { runFfmpeg },
      request: { onProgress: (_, step) => steps.add(step) },
    });
    expect([...steps].filter((step) => step.startsWith("Cutting"))).toEqual([
      "Cutting SC010_SH0010",
      "Cutting SC010_SH0020",
      "Cutting SC020_SH0010",
    ]);
    const head = await clip(folder, "SC010_SH0010_take02");
    expect(head).toMatchObject({ timecode: "01:00:00:00", reel: "S0100010", samples: 72_000 });
    expect(head.frameNumbers).toEqual(numbers(0, 24 + 12));
    const tail = await clip(folder, "SC010_SH0020_take02");
    expect(tail).toMatchObject({ timecode: "01:00:00:12", rate: "24/1" });
    expect(tail.frameNumbers).toEqual(numbers(12, 12 + 48 + 1));
    // The tone stands where the picture of its frame is: after the handle.
    expect(Math.abs(tail.firstLoudSecond - 12 / 24)).toBeLessThan(0.012);
    expect((await clip(folder, "SC020_SH0010_animatic")).frameNumbers).toEqual(numbers(0, 24));

    expect((await readdir(join(folder, "passes"))).toSorted()).toEqual([
      "NightRace_SC010_Pass1_take02.mp4",
      "NightRace_SC020_Pass2_animatic.mp4",
    ]);
    const whole = await readFile(join(folder, "passes/NightRace_SC010_Pass1_take02.mp4"));
    expect(whole.equals(await readFile(filmPath(buildMediaId("b"))))).toBe(true);
    expect(await readdir(join(folder, "stills"))).toHaveLength(3);
    expect(await readdir(join(folder, "audio"))).toHaveLength(3);
    const edl = await readFile(join(folder, "NightRace_24fps.edl"), "utf8");
    expect(edl).toContain("002  S0100020 V     C        01:00:01:00 01:00:03:00 01:00:01:00 01:00:03:00\r\n");
    expect(await readFile(join(folder, "README.txt"), "utf8")).toContain("2 of 3 clips have handles");
  });

  test("mixes takes as they were picked, each by its own boundaries", async () => {
    const [one, two] = first.shots as [Pass["shots"][number], Pass["shots"][number]];
    // Take 1 was made when the first shot was twice as long.
    const older = buildTake(1, {
      shots: [
        { shotId: one.id, durationMs: 2000 },
        { shotId: two.id, durationMs: 1000 },
      ],
    });
    const mixed: Pass = { ...first, circledTake: "take_0002", shots: [one, { ...two, take: "take_0001" }] };
    const project = buildProject([mixed, other]);
    const { folder } = await handOff({ project, takes: [older, buildTake(2)], formats: ["clips", "csv", "movie"] });
    expect((await clip(folder, "SC010_SH0010_take02")).frameNumbers).toEqual(numbers(0, 36));
    // It has 25 of 48 frames from its boundary on; what follows moves forward.
    const short = await clip(folder, "SC010_SH0020_take01");
    expect(short).toMatchObject({ timecode: "01:00:00:12" });
    expect(short.frameNumbers).toEqual(numbers(36, 12 + 25));
    expect(await clip(folder, "SC020_SH0010_animatic")).toMatchObject({ timecode: "01:00:02:01" });
    expect(await readFile(join(folder, "NightRace_shots.csv"), "utf8")).toContain(
      "take01 has only 25 of the 48 planned frames.",
    );
    const movie = join(folder, "NightRace_reference.mp4");
    expect(await readFrameNumbers(ffmpeg, movie)).toEqual([...numbers(0, 24), ...numbers(48, 25), ...numbers(0, 24)]);
    expect(await readFilm(ffmpeg, movie)).toMatchObject({ timecode: "01:00:00:00", rate: "24/1" });
  });

  test("leaves the place of a take that is gone free, and says so", async () => {
    const lost = buildTake(2, { mediaId: buildMediaId("c") });
    const { folder } = await handOff({ takes: [buildTake(1), lost], formats: ["clips", "edl", "csv", "movie"] });
    expect(await readdir(join(folder, "clips"))).toEqual(["NightRace_SC020_SH0010_animatic.mov"]);
    const edl = await readFile(join(folder, "NightRace_24fps.edl"), "utf8");
    expect(edl).toContain("001  BL");
    expect(await readFile(join(folder, "NightRace_shots.csv"), "utf8")).toContain("missing");
    const facts = await probeFilm(ffmpeg, join(folder, "NightRace_reference.mp4"));
    expect(facts.frames).toBe(96);
  });

  test("falls back to the animatic for a shot that was planned after the take was made", async () => {
    const early = buildTake(1, { shots: [{ shotId: "shot_0001", durationMs: 3000 }] });
    const [one, two] = first.shots as [Shot, Shot];
    const chosen = { ...first, shots: [one, { ...two, take: early.id }] };
    const project = buildProject([chosen, other]);
    const { folder } = await handOff({ project, takes: [early], formats: ["clips", "csv"] });
    expect((await clip(folder, "SC010_SH0020_animatic")).frameNumbers).toEqual(numbers(24, 48));
    expect(await readFile(join(folder, "NightRace_shots.csv"), "utf8")).toContain("take01 does not show this shot.");
  });

  test("labels what a trimmed shot shows, with the place of each frame in the plan and in the cut", async () => {
    const [one, two] = first.shots as [Shot, Shot];
    const trimmed = { ...first, shots: [one, { ...two, trim: { in: -4, frames: 10 } }] };
    const drawn = { ...other, shots: other.shots.map((shot) => ({ ...shot, trim: { in: 6, frames: 8 } })) };
    const labels: [label: string | undefined, planned: number, timecode: number][] = [];
    const labelPainter: HandOffTools["labelPainter"] = (size) => {
      const paint = tools.labelPainter(size);
      return (planned) => {
        const { current, frame, timecodeFrame } = planned;
        labels.push([current.shot.card.label.split("  ")[0], frame, timecodeFrame - 86_400]);
        return paint(planned);
      };
    };
    const { folder } = await handOff({
      ...{ project: buildProject([trimmed, drawn]), formats: ["movie"], tools: { labelPainter } },
      takes: [buildTake(1)],
    });
    // The second shot begins four frames before its own first; the animatic six frames into its pass.
    expect(labels.slice(24)).toEqual([
      ...numbers(0, 10).map((at) => ["SH0020", Math.max(24, 20 + at), 24 + at]),
      ...numbers(0, 8).map((at) => ["SH0010", 6 + at, 34 + at]),
    ]);
    expect(await readFrameNumbers(ffmpeg, join(folder, "NightRace_reference.mp4"))).toEqual([
      ...numbers(0, 24),
      ...numbers(20, 10),
      ...numbers(6, 8),
    ]);
  });

  test("brings takes to another rate as was chosen, and says which", async () => {
    const converted = await handOff({ request: { rate: "29.97df" }, formats: ["clips", "csv"] });
    const even = await clip(converted.folder, "SC010_SH0020_take02");
    expect(even).toMatchObject({ rate: "30000/1001", timecode: "01:00:00;18" });
    // 60 frames were planned, and 73 frames at 24 are 91 at this rate.
    expect(even.frameNumbers).toHaveLength(12 + 60 + 1);
    expect(even.frameNumbers.at(12)).toBe(24);
    expect(await readFile(join(converted.folder, "README.txt"), "utf8")).toContain("converted from 24 to 29.97 fps");

    const played = await handOff({
      request: { rate: "23.976" },
      media: { conform: "reinterpret", handles: 0 },
      formats: ["clips", "csv"],
    });
    const each = await clip(played.folder, "SC010_SH0020_take02");
    expect(each).toMatchObject({ rate: "24000/1001", timecode: "01:00:01:00", samples: 96_096 });
    expect(each.frameNumbers).toEqual(numbers(24, 48));
    expect(await readFile(join(played.folder, "README.txt"), "utf8")).toContain("24 fps frames at 23.976 fps");
  });

  test("converts a take whose frames last differently long, also where frames were to be played one for one", async () => {
    const probe: HandOffTools["probe"] = async (file, signal) => ({
      ...(await tools.probe(file, signal)),
      ...{ frames: 60, rateNum: 60, rateDen: 3, hasEvenRate: false },
    });
    const view = { project: buildProject([first]), takes: [buildTake(2)] } as unknown as ProjectView;
    const media = { handles: 0, codec: "h264", conform: "reinterpret" } as const;
    const { cut, parts } = await planMedia({ ...tools, probe }, { view, media, signal: new AbortController().signal });
    expect([...parts.values()].map(({ film }) => film.conform)).toEqual(["convert", "convert"]);
    expect(cut.clips[0]?.media?.remarks).toEqual(["take02 was converted from 20 to 24 fps at the same speed."]);
  });

  test("cuts the shots of a long pass in several commands, each to the frame", async () => {
    const shots = Array.from({ length: 7 }, (_, index) => buildShot(`${index + 1}`, { durationMs: 500 }));
    const cutting: number[] = [];
    const runFfmpeg: HandOffTools["runFfmpeg"] = (argumentList, options) => {
      cutting.push(argumentList.filter((word) => word.endsWith(".mov")).length);
      return tools.runFfmpeg(argumentList, options);
    };
    const project = buildProject([buildPass("1", shots)]);
    const { folder } = await handOff({ project, takes: [], tools: { runFfmpeg } });
    expect(cutting).toEqual([4, 3]);
    for (let index = 0; index < 7; index += 1) {
      const { frameNumbers } = await clip(folder, `SC010_SH00${index + 1}0_animatic`);
      expect(frameNumbers).toEqual(numbers(12 * index, 12));
    }
  });

  test("of films that are too small for the codec is refused", async () => {
    await expect(handOff({ media: { codec: "dnxhr" }, formats: ["clips"] })).rejects.toMatchObject({
      code: "input.invalid",
      message: "The video of SC010_SH0010 is 160 × 90; DNxHR needs at least 256 × 120.",
    });
  });

  test("is refused before any work when the disk is too full for it", async () => {
    const before = (await readdir(room)).length;
    const runFfmpeg = () => Promise.reject(new Error("encoded"));
    const full = handOff({ tools: { freeBytes: () => Promise.resolve(1_000_000), runFfmpeg } });
    await expect(full).rejects.toMatchObject({ code: "disk.full" });
    expect((await readdir(room)).length).toBe(before);
  });

  test("leaves nothing when it is cancelled while a take is labelled", async () => {
    const abort = new AbortController();
    const folder = join(room, "cancelled");
    const onProgress = (_: number, step: string) => {
      if (step.startsWith("Labeling")) abort.abort(new Error("enough"));
    };
    await mkdir(folder);
    await expect(
      handOff({ formats: ["movie"], request: { folder, signal: abort.signal, onProgress } }),
    ).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
    expect((await readdir(room)).filter((name) => name.includes(".part"))).toEqual([]);
  });
});
