/** Owns the cut: the assembled edit as clips in whole frames at a rational rate, from which every export format derives its fields. */
import { frameSizeOf, shortSideOf } from "../../animatic/frame-size.ts";
import { blockingOf, type ShotBlocking } from "../../animatic/shot-blocking.ts";
import type { SizePx } from "../../camera/placement.ts";
import { AppError } from "../../errors/app-error.ts";
import { type PlacedShot, placeProgramme, shotLabel, shotNumbers } from "../../project/layout.ts";
import type { Pass, Project, Shot } from "../../project/model.ts";
import { type Rate, type RateName, rateOf } from "../../time/rate.ts";
import { formatTimecode, framesPerDay, parseTimecode } from "../../time/timecode.ts";
import { claimName, claimReel, cleanText, isDeviceName, nameStem } from "./names.ts";

/**
 * The film that stands for a shot. Frame numbers are those of its own timecode: `startFrame` is that of its first frame,
 * `inFrame` that of the first frame which shows the shot; what lies before and after the shot are handles. `source` says in a
 * word where it comes from, such as `animatic` or `take03`.
 */
export interface ShotFilm {
  readonly source: string;
  readonly startFrame: number;
  readonly frames: number;
  readonly inFrame: number;
  /** How many frames from `inFrame` on the cut plays; absent: as many as are planned, as far as the film has them. */
  readonly cutFrames?: number;
  /** Of a take: which frames of its own file the cut plays, both included. */
  readonly filmFrames?: { readonly first: number; readonly last: number };
  readonly hasAudio: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What an editor should know of it, a sentence each: at which speed it plays, or that it is shorter than planned. */
  readonly remarks?: readonly string[];
}

/** A film that is known, and not there: its place of so many frames is left free. */
export interface MissingFilm {
  readonly missingFrames: number;
}

/** A film under the names that it has in a hand-off folder. `fileStem` is the file's name without extension. */
export interface CutMedia extends ShotFilm {
  readonly fileStem: string;
  readonly reel: string;
}

/** A remark on one frame, numbered like the clip's `sourceIn`: what is noted of shot and film, or that the film is missing. */
export interface CutMarker {
  readonly kind: "note" | "missing";
  readonly frame: number;
  readonly text: string;
}

/** One clip. `sourceIn` counts like its media's timecode, `recordIn` like the programme's; both lengths are `frames`, at least 1. */
export interface CutClip {
  readonly pass: Pass;
  readonly shot: Shot;
  /** `SH0010`. */
  readonly shotLabel: string;
  /** Scene and shot in one word, such as `SC010_SH0010`; unique within the cut. */
  readonly name: string;
  /** Null when no film is there; `sourceIn` is 0 then. */
  readonly media: CutMedia | null;
  readonly sourceIn: number;
  readonly recordIn: number;
  readonly frames: number;
  readonly markers: readonly CutMarker[];
  /** By hand or by its words, whatever shows the shot. */
  readonly blocking: ShotBlocking;
}

/**
 * `show` is the project's name as file names begin with it. Clips follow each other without holes from `startFrame` on; the
 * frame is as large as the first film of the shape that plays longest.
 */
export interface Cut {
  readonly title: string;
  readonly show: string;
  readonly rateName: RateName;
  readonly rate: Rate;
  readonly startFrame: number;
  readonly frames: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly clips: readonly CutClip[];
}

/**
 * Assembles the programme from the films that stand for its shots; `filmOf` is told the timecode frame at which the shot is
 * recorded, and gives null where there is none, or how long one is that is missing. A film that ends before the planned length makes its clip shorter, and all
 * later ones begin earlier. Shots too short for a frame are left out. Throws `input.invalid` when there
 * are no shots, or when the programme's timecode is not one or runs to midnight.
 */
export function assembleCut(
  project: Project,
  filmOf: (placed: PlacedShot, recordIn: number, pass: Pass) => ShotFilm | MissingFilm | null,
): Cut {
  const rate = rateOf(project.rate);
  const startFrame = parseTimecode(project.start, rate);
  if (startFrame === null) {
    const message = `The start ${project.start} is not a valid timecode at ${project.rate} fps.`;
    throw new AppError("input.invalid", message, { next: "Set a start such as 01:00:00:00 in the project settings." });
  }
  const numbers = shotNumbers(project.passes);
  const takenNames = new Set<string>();
  const takenReels = new Set<string>();
  const showStem = nameStem(project.name, 24, "Show");
  const show = isDeviceName(showStem) ? `${showStem}Show` : showStem;
  let nextFrame = startFrame;
  const clips = placeProgramme(project)
    .flatMap(({ pass, index, shots }) =>
      shots.map((placed): CutClip => {
        const number = numbers.get(placed.shot.id) ?? 0;
        const label = shotLabel(number);
        const scene = nameStem(pass.scene, 12, `PASS${index + 1}`).toUpperCase();
        const name = claimName(`${scene}_${label}`, takenNames);
        const recordIn = nextFrame;
        const found = filmOf(placed, recordIn, pass);
        const film = found && "source" in found ? found : null;
        const sourceIn = film?.inFrame ?? 0;
        const wanted = placed.shot.trim?.frames ?? placed.endFrame - placed.startFrame;
        const missing = found && "missingFrames" in found ? found.missingFrames : wanted;
        const there = film ? film.startFrame + film.frames - film.inFrame : missing;
        const frames = Math.min(film?.cutFrames ?? (film ? wanted : missing), there);
        nextFrame += frames;
        return {
          pass,
          shot: placed.shot,
          shotLabel: label,
          name,
          media: film && {
            ...film,
            fileStem: `${show}_${name}_${film.source}`,
            reel: claimReel(pass.scene, number, takenReels),
          },
          sourceIn,
          recordIn,
          frames,
          markers: markersOf(placed.shot, film, sourceIn),
          // Whoever only wants names does not wait for it.
          get blocking() {
            return blockingOf(project, pass).get(placed.shot.id) as ShotBlocking;
          },
        };
      }),
    )
    .filter((clip) => clip.frames > 0);
  const frames = clips.reduce((sum, clip) => sum + clip.frames, 0);
  if (frames === 0) {
    throw new AppError("input.invalid", "The project has no shots to export.", { next: "Add a shot first." });
  }
  // An exclusive end at midnight would be written as 00:00:00:00.
  if (startFrame + frames >= framesPerDay(rate)) {
    const message = `The cut starts at ${project.start} and runs past midnight, where timecode wraps to zero.`;
    throw new AppError("input.invalid", message, { next: "Set an earlier start in the project settings." });
  }
  return { title: project.name, show, rateName: project.rate, rate, startFrame, frames, ...frameSize(clips), clips };
}

/** The cut with the sizes that its films turned out to have. */
export function withMeasuredSizes(cut: Cut, sizeOf: (media: CutMedia) => SizePx): Cut {
  const clips = cut.clips.map((clip) => {
    if (!clip.media) return clip;
    const { widthPx, heightPx } = sizeOf(clip.media);
    return { ...clip, media: { ...clip.media, widthPx, heightPx } };
  });
  return { ...cut, ...frameSize(clips), clips };
}

/** Shapes that differ by less are one: services round the sides of a shape, each in its own way. */
const sameShape = 0.02;

function frameSize(clips: readonly CutClip[]): SizePx {
  return usualSize(clips.flatMap(({ media, frames }) => (media ? [{ ...media, frames }] : [])));
}

/** The size of the first film of the shape that most frames have; of shapes that equally many have, the first. 1920 × 1080 without films. */
export function usualSize(films: readonly (SizePx & { readonly frames: number })[]): SizePx {
  const shapes: (SizePx & { ratio: number; frames: number })[] = [];
  for (const { widthPx, heightPx, frames } of films) {
    const ratio = widthPx / heightPx;
    const known = shapes.find((shape) => Math.abs(shape.ratio / ratio - 1) < sameShape);
    if (known) known.frames += frames;
    else shapes.push({ widthPx, heightPx, ratio, frames });
  }
  const most = Math.max(...shapes.map(({ frames }) => frames));
  const { widthPx, heightPx } = shapes.find(({ frames }) => frames === most) ?? { widthPx: 1920, heightPx: 1080 };
  return { widthPx, heightPx };
}

/** One, as some suites keep only one marker a frame. */
function markersOf(shot: Shot, film: ShotFilm | null, frame: number): CutMarker[] {
  const notes = cleanText(shot.notes ?? "").trim();
  if (!film) return [{ kind: "missing", frame, text: notes === "" ? "Media missing" : `Media missing: ${notes}` }];
  const text = [notes, ...(film.remarks ?? [])].filter((each) => each !== "").join(" ");
  return text === "" ? [] : [{ kind: "note", frame, text }];
}

/** The part of its planned frames that the cut plays of a shot's animatic: its trim, as far as the shot goes. */
export function partOfAnimatic({ trim }: Shot, planned: number): { readonly skipped: number; readonly frames: number } {
  if (!trim) return { skipped: 0, frames: planned };
  const skipped = Math.min(Math.max(0, planned - 1), Math.max(0, trim.in));
  return { skipped, frames: Math.min(trim.frames, planned - skipped) };
}

/** The film that an animatic's shot is cut to: exactly what the cut plays of it, its timecode that of its place in the programme. */
export function animaticFilm(placed: PlacedShot, recordIn: number, pass: Pass): ShotFilm {
  const { frames } = partOfAnimatic(placed.shot, placed.endFrame - placed.startFrame);
  const size = frameSizeOf(pass.aspectRatio, shortSideOf(pass.resolution));
  const place = { startFrame: recordIn, inFrame: recordIn, frames, cutFrames: frames };
  return { source: "animatic", ...place, hasAudio: true, ...size };
}

/** The start of the programme as a label, `01:00:00:00`. */
export function startTimecode(cut: Cut): string {
  return formatTimecode(cut.startFrame, cut.rate);
}
