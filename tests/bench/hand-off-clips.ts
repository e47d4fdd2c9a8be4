/** Measures cutting a take into the clips of its shots against one ffmpeg command that encodes the very same frames as one film. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { videoEncoding } from "../../electron/core/hand-off/clips/film-arguments.ts";
import { createExporter } from "../../electron/core/hand-off/folder/hand-off.ts";
import type { HandOffTools } from "../../electron/core/hand-off/hand-off-request.ts";
import { createFfmpeg, type Ffmpeg } from "../../electron/core/media/ffmpeg.ts";
import { probeFilm } from "../../electron/core/media/probe.ts";
import type { ProjectView } from "../../shared/rpc/projects-contract.ts";
import type { Take } from "../../shared/takes/take.ts";
import { type RateName, rateOf, sameSpeed } from "../../shared/time/rate.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../support/builders.ts";
import { type Figure, median } from "./figure.ts";
import { writePhotoLike } from "./photo-like.ts";
import { timeTaken } from "./time-taken.ts";

const rounds = 5;
const aimRatio = 1.3;
const timeLimitMs = 600_000;
const takeRate = rateOf("24");
const cases: readonly { readonly rate: RateName; readonly words: string }[] = [
  { rate: "24", words: "at its own rate" },
  { rate: "25", words: "from 24 to 25 fps" },
];

/** Takes some minutes. */
export async function measureClips(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "shotline-clips-"));
  try {
    const ffmpeg = createFfmpeg({
      settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
      environment: process.env,
      cacheFolder: folder,
      log: () => undefined,
    });
    const take = join(folder, "take.mp4");
    await writeTake(ffmpeg, folder, take);
    const figures: Figure[] = [];
    for (const { rate, words } of cases) {
      const ratios = await measureRounds(ffmpeg, folder, take, rate);
      const processor = median(ratios.map((ratio) => ratio.processor));
      if (Number.isFinite(processor))
        figures.push(figureOf(`6 clips against one film ${words}, processor time`, processor));
      figures.push(figureOf(`6 clips against one film ${words}`, median(ratios.map(({ wall }) => wall))));
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figureOf(name: string, figure: number): Figure {
  return { name, figure, unit: "ratio", aim: `≤ ${aimRatio}`, holds: figure <= aimRatio };
}

/** 15 s of a turning photograph with grain and a tone, encoded as services deliver: keyframes up to ten seconds apart. */
async function writeTake(ffmpeg: Ffmpeg, folder: string, take: string): Promise<void> {
  const photo = join(folder, "photo.jpg");
  await writePhotoLike(photo, 1);
  const moving = "rotate=a=n/400:ow=1280:oh=720,noise=alls=3:allf=t,format=yuv420p";
  const argumentList = [
    ...[
      "-f",
      "image2",
      "-loop",
      "1",
      "-framerate",
      "24",
      "-i",
      photo,
      "-f",
      "lavfi",
      "-i",
      "sine=frequency=440:sample_rate=48000",
    ],
    ...["-t", "15", "-vf", moving, "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-c:a", "aac", take],
  ];
  await ffmpeg.run(argumentList, { timeLimitMs });
}

async function measureRounds(ffmpeg: Ffmpeg, folder: string, take: string, rate: RateName) {
  const ratios: { wall: number; processor: number }[] = [];
  // In turn, so that whatever else the computer does burdens both alike.
  for (let round = 0; round < rounds; round += 1) {
    const bare = await timeTaken(() => encodeBare(ffmpeg, take, rate, join(folder, "bare.mov")));
    const clips = await timeTaken(() => handOffClips(ffmpeg, take, rate, join(folder, "hand-off")));
    await rm(join(folder, "hand-off"), { recursive: true });
    ratios.push({ wall: clips.wallMs / bare.wallMs, processor: clips.processorMs / bare.processorMs });
  }
  return ratios;
}

async function encodeBare(ffmpeg: Ffmpeg, take: string, rateName: RateName, output: string): Promise<void> {
  const rate = rateOf(rateName);
  const convert = sameSpeed(rate, takeRate) ? [] : ["-vf", `fps=${rate.num}/${rate.den}`];
  const encoding = [...videoEncoding(rate, "h264"), "-c:a", "pcm_s16le", "-ac", "2"];
  await ffmpeg.run(["-i", take, ...convert, ...encoding, "-f", "mov", output], { timeLimitMs });
}

/** The whole hand-off of clips without handles: probing, cutting, counting the frames of every clip, the README. */
async function handOffClips(ffmpeg: Ffmpeg, film: string, rate: RateName, folder: string): Promise<void> {
  const pass = buildTimedPass("1", [2000, 3000, 2000, 3000, 2000, 3000]);
  const take: Take = {
    ...{ id: "take_0001", passId: pass.id, number: 1, profile: "import", mediaId: buildMediaId("a"), frames: 360 },
    ...{ createdAt: "2026-03-01T12:00:00.000Z", jobId: null, shots: null, film: null, cuts: null, binnedAt: null },
  };
  const unused = () => Promise.reject(new Error("Only clips of a take were asked for."));
  const tools: HandOffTools = {
    runFfmpeg: (argumentList, options) => ffmpeg.run(argumentList, options),
    probe: (file, signal) => probeFilm(ffmpeg, file, signal),
    filmFile: () => Promise.resolve(film),
    imageFile: () => Promise.resolve(null),
    soundFile: () => Promise.resolve(null),
    freeBytes: () => Promise.resolve(Number.POSITIVE_INFINITY),
    now: () => new Date(),
    ...{ renderPass: unused, takePictures: unused, reviewFolder: "", labelPainter: () => unused as never },
  };
  const { files } = await createExporter(tools).exportHandOff({
    view: {
      project: buildProject([pass]),
      takes: [take],
      folder: join(dirname(film), "project"),
    } as unknown as ProjectView,
    ...{ folder, formats: ["clips"], rate, media: { handles: 0, codec: "h264", conform: "convert" } },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  });
  if (files.length !== 7) throw new Error(`The hand-off has ${files.length} files instead of 6 clips and a README.`);
}
