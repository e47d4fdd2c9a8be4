/** Makes the reference movie of a hand-off: every shot with shot, timecode and source burnt in, joined into one film. */
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { frameAt, planFrames } from "../../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../../shared/camera/placement.ts";
import { type CutClip, usualSize } from "../../../../shared/cut/out/cut.ts";
import type { Pass } from "../../../../shared/project/model.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import type { HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import { type CutSound, writeUnderCut } from "./cut-sound.ts";
import { type FilmPart, labelledArguments, movieArguments } from "./film-arguments.ts";
import type { MediaPlan } from "./media-plan.ts";
import { firstOfAnimatic, type MediaWork } from "./media-work.ts";
import type { WorkSteps } from "./work-steps.ts";

const joinedAtOnceMax = 24;

export interface MovieWork {
  readonly tools: HandOffTools;
  readonly request: HandOffRequest;
  readonly plan: MediaPlan;
  readonly media: MediaWork;
  readonly steps: WorkSteps;
  /** The folder of work, and one in it for films that go away. */
  readonly part: string;
  readonly films: string;
  /** What lies under the cut; null for nothing. */
  readonly sound: CutSound | null;
}

/** Whether the animatic alone shows all shots, each as planned, so that its own burn-in, drawn with it, serves. */
export function isAllAnimatic({ cut, parts }: MediaPlan): boolean {
  return parts.size === 0 && cut.clips.every(({ media, shot }) => media !== null && !shot.trim);
}

/** Gives the movie's name. Where takes are shown, `media` has rendered the animatics before. */
export async function writeMovie(work: MovieWork): Promise<string> {
  const { plan, steps, part } = work;
  const name = `${plan.cut.show}_reference.mp4`;
  const { parts, size } = isAllAnimatic(plan) ? await animaticParts(work) : await labelledParts(work);
  const [first, ...others] = parts;
  if (first && others.length === 0 && isAllAnimatic(plan) && !work.sound) {
    await rename(first.path, join(part, name));
    steps.advance(plan.cut.frames, "Saving the reference movie");
  } else {
    await joinParts(work, parts, size, join(part, name));
  }
  await steps.checkFilm(name, plan.cut.frames);
  for (const { path } of parts) await rm(path, { force: true });
  return name;
}

/** What a movie is joined of, and its size. */
interface MovieParts {
  readonly parts: readonly FilmPart[];
  readonly size: SizePx;
}

async function animaticParts({ media, films, tools, request }: MovieWork): Promise<MovieParts> {
  const passes = await media.renderAnimatics(films, true, "the reference movie");
  const parts = passes.map(({ path, placed }) => ({ path, frames: placed.endFrame - placed.startFrame }));
  const sized: (FilmPart & SizePx)[] = [];
  for (const part of parts) sized.push({ ...(await tools.probe(part.path, request.signal)), ...part });
  return { parts, size: usualSize(sized) };
}

async function labelledParts(work: MovieWork): Promise<MovieParts> {
  const { plan, media, steps, films } = work;
  const size = evenSize(plan.cut);
  const paint = work.tools.labelPainter(size);
  const parts: FilmPart[] = [];
  for (const [index, clip] of plan.cut.clips.entries()) {
    const path = join(films, `movie-clip-${index + 1}.mp4`);
    const source = media.sourceOf(clip);
    const head = clip.media ? clip.media.inFrame - clip.media.startFrame : 0;
    const job = { film: source?.film ?? null, firstFrame: (source?.firstFrame ?? 0) + head, frames: clip.frames };
    const argumentList = labelledArguments({ ...job, ...size, rate: plan.cut.rate, output: path });
    const labels = labelsOf(work, clip);
    await steps.encode(argumentList, clip.frames, `Labeling ${clip.name}`, async (write) => {
      for (let frame = 0; frame < clip.frames; frame += 1) await write(paint(labels(frame)));
    });
    parts.push({ path, frames: clip.frames });
  }
  return { parts, size };
}

/** What is burnt into each frame of a clip, counted from its first: as in the animatic, with the film's source and the date. */
function labelsOf({ plan, request, tools }: MovieWork, clip: CutClip) {
  const pass = plan.project.passes.find(({ id }) => id === clip.pass.id) as Pass;
  const animatic = planFrames(plan.project, pass);
  const placed = animatic.shots.find(({ shot }) => shot.id === clip.shot.id);
  const [first, last] = placed ? [placed.startFrame, placed.endFrame - 1] : [0, 0];
  const into =
    placed && clip.media?.source === "animatic" ? firstOfAnimatic(placed) - first : (clip.shot.trim?.in ?? 0);
  const version = request.clipNames ? [`v${String(request.clipNames.version).padStart(3, "0")}`] : [];
  const about = [clip.media?.source ?? "missing", ...version, tools.now().toISOString().slice(0, 10)];
  return (frame: number) => {
    // A take may be played from before its shot, and for longer than it is planned.
    const planned = frameAt(animatic, Math.min(last, Math.max(first, first + into + frame)));
    const { shot } = planned.current;
    const card = { ...shot.card, label: [shot.card.label, ...about].join("  ") };
    const current = { ...planned.current, shot: { ...shot, card } };
    return { ...planned, current, timecodeFrame: clip.recordIn + frame };
  };
}

async function joinParts(
  work: MovieWork,
  allParts: readonly FilmPart[],
  { widthPx, heightPx }: SizePx,
  output: string,
): Promise<void> {
  const { plan, steps, films } = work;
  const { rate, startFrame } = plan.cut;
  const timecode = formatTimecode(startFrame, rate);
  const { signal } = work.request;
  const under = work.sound && (await writeUnderCut(films, plan, work.sound, signal));
  const joinSome = async (
    parts: readonly FilmPart[],
    file: string,
    underSound: string | null = null,
  ): Promise<FilmPart> => {
    const frames = parts.reduce((sum, part) => sum + part.frames, 0);
    const argumentList = movieArguments({ parts, rate, widthPx, heightPx, timecode, output: file, underSound });
    await steps.encode(argumentList, frames, "Assembling the reference movie");
    return { path: file, frames };
  };
  let parts = allParts;
  // Every film joined at once is an open decoder; a long programme is joined in groups, and these again.
  while (parts.length > joinedAtOnceMax) {
    const groups: FilmPart[] = [];
    for (let from = 0; from < parts.length; from += joinedAtOnceMax) {
      const file = join(films, `group-${parts.length}-${from}.mp4`);
      groups.push(await joinSome(parts.slice(from, from + joinedAtOnceMax), file));
    }
    parts = groups;
  }
  await joinSome(parts, output, under);
}

function evenSize({ widthPx, heightPx }: SizePx): SizePx {
  return { widthPx: widthPx - (widthPx % 2), heightPx: heightPx - (heightPx % 2) };
}
