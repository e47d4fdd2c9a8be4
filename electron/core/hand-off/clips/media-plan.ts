/** Owns which film each shot of a hand-off is cut from: takes that are there, the animatic elsewhere. */
import { projectAtRate } from "../../../../shared/cut/out/at-rate.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { type ClipMedia, defaultClipMedia } from "../../../../shared/cut/out/hand-off-options.ts";
import { filmFrameAt } from "../../../../shared/cut/out/programme.ts";
import { partOfTake, passOfTake, takeFilm, takeLabel, takeOfShot } from "../../../../shared/cut/out/take-film.ts";
import { AppError } from "../../../../shared/errors/app-error.ts";
import type { Project } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import type { FilmFacts, HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import type { FilmSource } from "./film-arguments.ts";

/** A shot's part of a take: `firstFrame` counts from the film's first, as it plays at the cut's rate, handles included. */
export interface TakePart {
  readonly take: Take;
  readonly film: FilmSource;
  readonly firstFrame: number;
  /** Of the whole take's file. */
  readonly facts: FilmFacts;
}

export interface MediaPlan {
  /** The plan at the cut's rate. */
  readonly project: Project;
  readonly cut: Cut;
  readonly media: ClipMedia;
  /** By shot id; absent for a shot that the animatic shows, or nothing. */
  readonly parts: ReadonlyMap<string, TakePart>;
}

type TakeOnDisk = { readonly path: string; readonly facts: FilmFacts } | null;

/** Throws what `assembleCut` throws. A take whose file is gone or unreadable leaves its shots without film. */
export async function planMedia(
  tools: Pick<HandOffTools, "filmFile" | "probe">,
  request: Pick<HandOffRequest, "view" | "rate" | "media" | "signal">,
): Promise<MediaPlan> {
  const { view, rate: rateName = view.project.rate, media = defaultClipMedia, signal } = request;
  const project = projectAtRate(view.project, rateName);
  const rate = rateOf(rateName);
  const onDisk = new Map<string, TakeOnDisk>();
  for (const pass of project.passes) {
    for (const shot of pass.shots) {
      const take = takeOfShot(pass, shot, view.takes);
      if (take && !onDisk.has(take.id)) onDisk.set(take.id, await findTake(tools, take, signal));
    }
  }
  const parts = new Map<string, TakePart>();
  const cut = assembleCut(project, (placed, recordIn, pass) => {
    const { shot, startFrame, endFrame } = placed;
    const take = takeOfShot(pass, shot, view.takes);
    if (!take) return animaticFilm(placed, recordIn, pass);
    const found = onDisk.get(take.id);
    const place = { recordIn, planned: endFrame - startFrame };
    const madeFor = passOfTake(project.passes, take);
    if (!found) {
      // The timeline shows it as long as it is known to be.
      const part = take.film && partOfTake(take, take.film, madeFor, shot, place.planned, { rate, conform: "convert" });
      return part && { missingFrames: part.frames };
    }
    const { path, facts } = found;
    // Frames that last differently long cannot be played one for one.
    const conform = facts.hasEvenRate ? media.conform : "convert";
    const part = takeFilm(take, facts, madeFor, shot, place, { rate, handles: media.handles, conform });
    if (!part) {
      const remarks = [`${takeLabel(take)} does not show this shot.`];
      return { ...animaticFilm(placed, recordIn, pass), remarks };
    }
    const { rateNum, rateDen, startSeconds, isRec709, hasAudio } = facts;
    const film = { path, rate: { num: rateNum, den: rateDen }, startSeconds, conform, isRec709, hasAudio };
    parts.set(shot.id, { take, film, firstFrame: part.firstFrame, facts });
    const { inFrame, cutFrames = 1 } = part.film;
    const first = part.firstFrame + inFrame - part.film.startFrame;
    const inFile = (frame: number) => (conform === "convert" ? filmFrameAt(frame, facts, rate) : frame);
    return { ...part.film, filmFrames: { first: inFile(first), last: inFile(first + cutFrames - 1) } };
  });
  return { project, cut, media, parts };
}

async function findTake(
  tools: Pick<HandOffTools, "filmFile" | "probe">,
  take: Take,
  signal: AbortSignal,
): Promise<TakeOnDisk> {
  const path = await tools.filmFile(take.mediaId);
  if (path === null) return null;
  try {
    return { path, facts: await tools.probe(path, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError && ["ffmpeg.failed", "film.unreadable"].includes(error.code)) return null;
    throw error;
  }
}
