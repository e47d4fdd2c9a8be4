import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createExporter } from "../../../../electron/core/hand-off/folder/hand-off.ts";
import type { HandOffTools } from "../../../../electron/core/hand-off/hand-off-request.ts";
import { readEditList } from "../../../../electron/core/hand-off/lists/read-edit-list.ts";
import { probeFilm } from "../../../../electron/core/media/probe.ts";
import { makeStills } from "../../../../electron/core/media/stills.ts";
import { type ClipNames, type ExportFormat, exportFormats } from "../../../../shared/cut/out/hand-off-options.ts";
import { placeProgramme } from "../../../../shared/project/layout.ts";
import type { Project } from "../../../../shared/project/model.ts";
import type { ProjectView } from "../../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";
import { foundFfmpeg as ffmpeg } from "../../../support/found-ffmpeg.ts";
import { readFilm, readFrameNumbers, writeNumberedFilm } from "../clips/numbered-film.ts";

// Films take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Passes are films that show the number of each frame, so that what lands where can be read back. */
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
  filmFile: () => Promise.resolve(null),
  imageFile: () => Promise.resolve(null),
  soundFile: () => Promise.resolve(null),
  reviewFolder: join(import.meta.dirname, "../../../../resources/review"),
  labelPainter: () => () => Promise.reject(new Error("drawn")) as never,
  freeBytes: () => Promise.resolve(1e12),
  takePictures: ({ film, pictures, widthPx, signal }) =>
    makeStills(ffmpeg, { film, thumbnails: pictures, thumbnailWidthPx: widthPx, signal }),
  now: () => new Date("2026-03-01T12:00:00Z"),
};

const project = buildProject(
  [
    buildPass("1", [buildShot("1", { durationMs: 1000 }), buildShot("2", { durationMs: 2000, notes: "slow" })]),
    buildTimedPass("2", [1000], { scene: "SC020" }),
  ],
  { rate: "29.97df", start: "00:59:58;00" },
);

let room: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-hand-off-"));
});
afterEach(async () => await rm(room, { recursive: true, force: true }));

interface Changes {
  tools?: Partial<HandOffTools>;
  project?: Project;
  folder?: string;
  formats?: readonly ExportFormat[];
  clipNames?: ClipNames;
  view?: Partial<ProjectView>;
  signal?: AbortSignal;
  onProgress?: (fraction: number, step: string) => void;
}

function handOff(changes: Changes = {}) {
  return createExporter({ ...tools, ...changes.tools }).exportHandOff({
    view: { project: changes.project ?? project, takes: [] as Take[], folder: "/none", ...changes.view } as ProjectView,
    folder: changes.folder ?? join(room, "hand off"),
    formats: changes.formats ?? exportFormats,
    clipNames: changes.clipNames,
    signal: changes.signal ?? new AbortController().signal,
    onProgress: changes.onProgress ?? (() => {}),
  });
}

describe("a hand-off", () => {
  test("holds the movie, a clip a shot, the lists that refer to them, and says what they are", async () => {
    const progress: number[] = [];
    const { folder, files } = await handOff({ onProgress: (fraction) => progress.push(fraction) });
    expect(files.map(({ path }) => path.slice(folder.length + 1))).toEqual([
      "NightRace_reference.mp4",
      "clips/NightRace_SC010_SH0010_animatic.mov",
      "clips/NightRace_SC010_SH0020_animatic.mov",
      "clips/NightRace_SC020_SH0010_animatic.mov",
      "audio/NightRace_SC010_SH0010_animatic.wav",
      "audio/NightRace_SC010_SH0020_animatic.wav",
      "audio/NightRace_SC020_SH0010_animatic.wav",
      "NightRace_mix.wav",
      "passes/NightRace_SC010_Pass1_animatic.mp4",
      "passes/NightRace_SC020_Pass2_animatic.mp4",
      "stills/NightRace_SC010_SH0010_animatic.jpg",
      "stills/NightRace_SC010_SH0020_animatic.jpg",
      "stills/NightRace_SC020_SH0010_animatic.jpg",
      "NightRace_storyboard.pdf",
      "NightRace_29.97fps_DF.edl",
      "NightRace_29.97fps_DF_AX.edl",
      "NightRace.otio",
      "NightRace_resolve.otio",
      "NightRace.fcpxml",
      "NightRace.xml",
      "NightRace_29.97fps_DF_markers.edl",
      "NightRace_shots.csv",
      "NightRace.ale",
      "NightRace.plan.json",
      "Review.html",
      "README.txt",
    ]);
    expect((await readdir(folder, { recursive: true })).length).toBe(files.length + 4);
    expect(await readdir(room)).toEqual(["hand off"]);
    for (const { path, bytes } of files) expect((await readFile(path)).length).toBe(bytes);
    expect(progress).toEqual(progress.toSorted((left, right) => left - right));
    expect(progress.at(-1)).toBe(1);

    const otio = await readFile(join(folder, "NightRace.otio"), "utf8");
    const urls = [...otio.matchAll(/"target_url": "(.*)"/g)].map((match) => match[1] ?? "");
    expect(urls).toHaveLength(6);
    for (const url of urls) expect(existsSync(fileURLToPath(url))).toBe(true);
    const lists = [
      "NightRace_29.97fps_DF.edl",
      "NightRace.otio",
      "NightRace_resolve.otio",
      "NightRace.fcpxml",
      "NightRace.xml",
    ];
    for (const name of lists) {
      const { clips } = readEditList(await readFile(join(folder, name), "utf8"), rateOf("29.97df"));
      expect(
        clips.map(({ file, recordIn, sourceIn, frames }) => [basename(file ?? ""), recordIn, sourceIn, frames]),
      ).toEqual([
        ["NightRace_SC010_SH0010_animatic.mov", 107_832, 107_832, 30],
        ["NightRace_SC010_SH0020_animatic.mov", 107_862, 107_862, 60],
        ["NightRace_SC020_SH0010_animatic.mov", 107_922, 107_922, 30],
      ]);
    }
    const edl = await readFile(join(folder, "NightRace_29.97fps_DF.edl"), "utf8");
    for (const name of edl.matchAll(/FROM CLIP NAME: (.*)\r/g)) {
      expect(existsSync(join(folder, "clips", name[1] ?? ""))).toBe(true);
    }
    const readme = await readFile(join(folder, "README.txt"), "utf8");
    expect(readme).toContain("29.97 (30000/1001 frames per second), drop-frame timecode");
    expect(readme).toContain("Start timecode   00:59:58;00");
  });

  test("has clips that begin on the planned frame and carry the timecode and reel that the lists say", async () => {
    const { folder } = await handOff({ formats: ["clips", "edl"] });
    const second = await readFilm(ffmpeg, join(folder, "clips/NightRace_SC010_SH0020_animatic.mov"));
    expect(second.frameNumbers).toEqual(Array.from({ length: 60 }, (_, index) => 30 + index));
    expect(second).toMatchObject({ timecode: "00:59:59;00", reel: "S0100020", rate: "30000/1001" });
    const edl = await readFile(join(folder, "NightRace_29.97fps_DF.edl"), "utf8");
    // The minute that begins here is a tenth one, so nothing is dropped.
    expect(edl).toContain("002  S0100020 V     C        00:59:59;00 01:00:01;00 00:59:59;00 01:00:01;00\r\n");
  });

  test("has one movie of all passes, frame after frame, from the programme's start", async () => {
    const { folder } = await handOff({ formats: ["movie"] });
    const movie = join(folder, "NightRace_reference.mp4");
    const counted = [90, 30].flatMap((frames) => Array.from({ length: frames }, (_, index) => index));
    expect(await readFrameNumbers(ffmpeg, movie)).toEqual(counted);
    expect(await readFilm(ffmpeg, movie)).toMatchObject({ timecode: "00:59:58;00", rate: "30000/1001" });
    expect(await readdir(folder)).toEqual(["NightRace_reference.mp4", "README.txt"]);
  });

  test("has a movie of the shape that plays longest, in which the others have bars", async () => {
    const shaped = buildProject([
      buildTimedPass("1", [1000], { aspectRatio: "3:4" }),
      buildTimedPass("2", [2000], { aspectRatio: "21:9" }),
    ]);
    const renderPass: HandOffTools["renderPass"] = async ({ view, passId, outputFile }) => {
      const [first] = view.project.passes;
      const film = passId === first?.id ? { widthPx: 96, heightPx: 128, frames: 24 } : { widthPx: 336, heightPx: 144 };
      await writeNumberedFilm(ffmpeg, outputFile, { rate: rateOf("24"), frames: 48, ...film });
    };
    const { folder } = await handOff({ project: shaped, formats: ["movie"], tools: { renderPass } });
    const movie = join(folder, "NightRace_reference.mp4");
    expect(await readFilm(ffmpeg, movie)).toMatchObject({ widthPx: 336, heightPx: 144 });
    // Of the first only the middle shows something: as wide as 3:4 is within this frame.
    const counted = (frames: number) => Array.from({ length: frames }, (_, index) => index);
    expect((await readFrameNumbers(ffmpeg, movie, 108 / 336)).slice(0, 24)).toEqual(counted(24));
    expect((await readFrameNumbers(ffmpeg, movie)).slice(24)).toEqual(counted(48));
  });

  test("has a storyboard with the middle frame of each shot, and subtitles where somebody speaks", async () => {
    const taken: number[] = [];
    const takePictures: HandOffTools["takePictures"] = async (request) => {
      taken.push(...request.pictures.map(({ frame }) => frame));
      await tools.takePictures(request);
    };
    const [first, ...others] = project.passes;
    const [shot, ...rest] = first?.shots ?? [];
    const dialogue = [{ speaker: "Driver", line: "ሀለ" }];
    const spoken = {
      ...project,
      passes: [{ ...first, shots: [{ ...shot, dialogue }, ...rest] }, ...others],
    } as Project;
    const formats = ["board", "srt", "vtt"] as const;
    const { folder } = await handOff({ project: spoken, formats, tools: { takePictures } });
    expect(await readdir(folder)).toEqual(["NightRace.srt", "NightRace.vtt", "NightRace_storyboard.pdf", "README.txt"]);
    expect(taken).toEqual([15, 60, 15]);
    const readme = await readFile(join(folder, "README.txt"), "utf8");
    expect(readme).toContain(
      "NightRace_storyboard.pdf: the storyboard with floor plans, to print or send (2 characters are shown as a box",
    );
    const silent = await handOff({ formats: ["srt"], folder: join(room, "silent") });
    expect(silent.files).toHaveLength(1);
    expect(await readFile(join(silent.folder, "README.txt"), "utf8")).toContain("No subtitles: no shot has dialogue");
  });

  test("names its clips by a template, everywhere the same", async () => {
    const clipNames = { template: "{show}_{scene}_{shot}_{version}", version: 2 };
    const { folder } = await handOff({ formats: ["clips", "ale", "edl"], clipNames });
    const names = ["NightRace_SC010_SH0010_v002", "NightRace_SC010_SH0020_v002", "NightRace_SC020_SH0010_v002"];
    expect((await readdir(join(folder, "clips"))).toSorted()).toEqual(names.map((name) => `${name}.mov`));
    const ale = await readFile(join(folder, "NightRace.ale"), "utf8");
    for (const name of names) expect(ale).toContain(`clips/${name}.mov`);
    const refused = handOff({ clipNames: { template: "{show}", version: 1 }, folder: join(room, "refused") });
    await expect(refused).rejects.toThrow("would both be named NightRace");
    expect(await readdir(room)).toEqual(["hand off"]);
  });

  test("draws nothing for a shot list alone, and brings the clips that an EDL refers to", async () => {
    const renderPass = () => Promise.reject(new Error("drawn"));
    const { files } = await handOff({ formats: ["csv"], tools: { renderPass } });
    expect(files).toHaveLength(2);
    const folder = join(room, "with edl");
    await expect(handOff({ formats: ["edl"], tools: { renderPass }, folder })).rejects.toThrow("drawn");
  });

  test("takes an empty folder, and never one that is in use", async () => {
    const folder = join(room, "mine");
    await mkdir(folder);
    expect((await handOff({ formats: ["csv"], folder })).folder).toBe(folder);
    const before = await readFile(join(folder, "README.txt"));
    await expect(handOff({ formats: ["csv"], folder })).rejects.toMatchObject({ code: "target.not-empty" });
    expect(await readFile(join(folder, "README.txt"))).toEqual(before);
    await writeFile(join(room, "file"), "");
    await expect(handOff({ formats: ["csv"], folder: join(room, "file") })).rejects.toMatchObject({ code: "ENOTDIR" });
    expect((await readdir(room)).toSorted()).toEqual(["file", "mine"]);
  });

  test("is made at another rate when that is asked for, its start as far as that rate counts it", async () => {
    const exporter = createExporter(tools);
    const view = { project, takes: [] as Take[], folder: "/none" } as unknown as ProjectView;
    const request = { view, folder: join(room, "x"), formats: ["clips", "edl"] as const, rate: "25" as const };
    const { folder } = await exporter.exportHandOff({
      ...request,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const second = await readFilm(ffmpeg, join(folder, "clips/NightRace_SC010_SH0020_animatic.mov"));
    expect(second).toMatchObject({ timecode: "00:59:59:00", rate: "25/1" });
    expect(second.frameNumbers).toEqual(Array.from({ length: 50 }, (_, index) => 25 + index));
    expect(await readdir(folder)).toContain("NightRace_25fps.edl");
  });

  test("leaves nothing when it is cancelled half way", async () => {
    const abort = new AbortController();
    const onProgress = (_: number, step: string) => {
      if (step.startsWith("Cutting")) abort.abort(new Error("enough"));
    };
    await expect(handOff({ signal: abort.signal, onProgress })).rejects.toThrow();
    expect(await readdir(room)).toEqual([]);
  });

  test("refuses a film that is not to the frame what was planned, and leaves nothing", async () => {
    const renderPass: HandOffTools["renderPass"] = ({ outputFile }) =>
      writeNumberedFilm(ffmpeg, outputFile, { rate: rateOf("29.97df"), frames: 29 });
    const short = buildProject([buildTimedPass("1", [1000])], { rate: "29.97df", start: "00:59:58;00" });
    await expect(handOff({ project: short, tools: { renderPass } })).rejects.toThrow("29 frames");
    expect(await readdir(room)).toEqual([]);
  });
  test("lays the project's sound under the mix and the movie, on the frame and as loud as it is set", async () => {
    const path = join(room, "tone.wav");
    // A step every second, so that a second too many or too few is heard.
    const tone = "aevalsrc=0.1*(1+floor(t))|0.1*(1+floor(t)):s=48000:d=5";
    await ffmpeg.run(["-f", "lavfi", "-i", tone, "-c:a", "pcm_s16le", path], { timeLimitMs: 60_000 });
    const soundId = "a".repeat(64);
    const place = { startFrame: 30, inFrame: 30, gainDb: -6, fadeInFrames: 0, fadeOutFrames: 0 };
    const sounding = buildProject([buildTimedPass("1", [1000, 2000], { audio: false })], {
      ...{ rate: "30", start: "01:00:00:00", sound: { soundId, ...place } },
    });
    const view = { sounds: [{ id: soundId, name: "tone.wav", bytes: 1, samples: 240_000, missing: false }] };
    const { folder } = await handOff({
      ...{ project: sounding, view, formats: ["wav", "movie"], tools: { soundFile: () => Promise.resolve(path) } },
    });
    const levelAt = async (file: string, seconds: number) => {
      const read = ["-i", join(folder, file), "-map", "0:a:0", "-ac", "2", "-ar", "48000", "-f", "s16le", "pipe:1"];
      const samples = await ffmpeg.read(read, { timeLimitMs: 60_000 });
      return samples.readInt16LE(Math.round(seconds * 48_000) * 4) / 32_768;
    };
    const own = (seconds: number) => levelAt("audio/NightRace_SC010_SH0020_animatic.wav", seconds);
    expect(await levelAt("NightRace_mix.wav", 0.9)).toBeCloseTo(0, 2);
    // From 1 s on, what the file has from 1 s on; the clip of the second shot begins there, without handles.
    expect((await levelAt("NightRace_mix.wav", 1.5)) - (await own(0.5))).toBeCloseTo(0.2 * 10 ** (-6 / 20), 3);
    expect((await levelAt("NightRace_mix.wav", 2.5)) - (await own(1.5))).toBeCloseTo(0.3 * 10 ** (-6 / 20), 3);
    expect(await readFile(join(folder, "README.txt"), "utf8")).toContain(
      "NightRace_mix.wav: the sound of the whole cut, with tone.wav under it, from its first frame",
    );
    expect(await readFilm(ffmpeg, join(folder, "NightRace_reference.mp4"))).toMatchObject({ rate: "30/1" });
  });
});
