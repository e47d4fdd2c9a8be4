/** Owns which take stands for a shot in the cut, and which of its frames: by the plan that the take was made from, until its cuts are measured. */
import { totalMs } from "../../project/layout.ts";
import { animaticChoice, type Pass, type Shot } from "../../project/model.ts";
import type { Take } from "../../takes/take.ts";
import { type Rate, sameSpeed, speedName } from "../../time/rate.ts";
import { framesPerDay } from "../../time/timecode.ts";
import type { ShotFilm } from "./cut.ts";
import type { ClipMedia } from "./hand-off-options.ts";

/** What a take's file turned out to be. */
export interface TakeFile {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * A shot's part of a take. `firstFrame` is the film's first frame, handles included, counted in the take as it plays at the
 * cut's rate: frames of the file itself where they are played one for one, else those of the converted film.
 */
export interface TakeFilm {
  readonly film: ShotFilm;
  readonly firstFrame: number;
}

/** The cut that a take is fitted into. */
export interface TakeCut {
  readonly rate: Rate;
  readonly handles: ClipMedia["handles"];
  readonly conform: ClipMedia["conform"];
}

/**
 * The take that shows a shot: its own, else the one circled for its pass, else the newest of the pass that is no animatic.
 * A take that is gone counts as not chosen. Null means the animatic as the plan stands, also when an animatic was chosen.
 */
export function takeOfShot(pass: Pass, shot: Shot, takes: readonly Take[]): Take | null {
  if (shot.take === animaticChoice) return null;
  const chosen = [shot.take, pass.circledTake].flatMap((id) => takes.find((take) => take.id === id) ?? []);
  const made = takes.filter((take) => take.passId === pass.id && take.profile !== "animatic");
  const newest = made.reduce<Take | null>((last, take) => (last && last.number > take.number ? last : take), null);
  const take = chosen[0] ?? newest;
  return take?.profile === "animatic" ? null : take;
}

/** `take03`. */
export function takeLabel({ number }: Pick<Take, "number">): string {
  return `take${String(number).padStart(2, "0")}`;
}

/**
 * The part of a take that shows a shot which is recorded at timecode frame `recordIn` for `planned` frames; its timecode is
 * that of its place in the programme. Null when the take does not show the shot. A shot that is longer now than the take's
 * own goes on into what follows there, and ends with the film. A take that does not say its shots counts as made from `pass`.
 */
export function takeFilm(
  take: Take,
  file: TakeFile,
  pass: Pass,
  shot: Shot,
  { recordIn, planned }: { recordIn: number; planned: number },
  { rate, handles, conform }: TakeCut,
): TakeFilm | null {
  const shots = take.shots ?? pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs }));
  const index = shots.findIndex(({ shotId }) => shotId === shot.id);
  if (index === -1) return null;
  const own: Rate = { num: file.rateNum, den: file.rateDen, dropFrame: false };
  const convert = conform === "convert" && !sameSpeed(own, rate);
  const grid = convert ? rate : own;
  const total = convert ? Math.floor((file.frames * own.den * rate.num) / (own.num * rate.den)) : file.frames;
  // Models make seconds of the clock, not of timecode.
  const frameAt = (shotCount: number) =>
    Math.round((totalMs({ shots: shots.slice(0, shotCount) }) * grid.num) / (grid.den * 1000));
  const inFrame = frameAt(index);
  const frames = Math.min(planned, total - inFrame);
  if (frames <= 0) return null;
  const head = Math.min(handles, inFrame, recordIn);
  const tail = Math.min(handles, total - inFrame - frames, Math.max(0, framesPerDay(rate) - 1 - recordIn - frames));
  const label = takeLabel(take);
  const nextFrame = index + 1 < shots.length ? frameAt(index + 1) : total;
  const borrowed = inFrame + frames - nextFrame;
  return {
    firstFrame: inFrame - head,
    film: {
      source: label,
      startFrame: recordIn - head,
      inFrame: recordIn,
      frames: head + frames + tail,
      // A clip has a sound track whatever the take had.
      hasAudio: true,
      widthPx: file.widthPx,
      heightPx: file.heightPx,
      remarks: [
        ...(sameSpeed(own, rate) ? [] : [conformRemark(label, own, rate, conform)]),
        ...(frames < planned ? [`${label} has only ${frames} of the ${planned} planned frames.`] : []),
        // Rounding to frames of two rates may differ by one.
        ...(borrowed > 1 ? [`The last ${borrowed} frames show the next shot of ${label}.`] : []),
      ],
    },
  };
}

function conformRemark(label: string, own: Rate, rate: Rate, conform: ClipMedia["conform"]): string {
  const [from, to] = [speedName(own), speedName(rate)];
  if (conform === "convert") return `${label} was converted from ${from} to ${to} fps at the same speed.`;
  const percent = Math.abs(((rate.num * own.den) / (rate.den * own.num) - 1) * 100);
  const shown = percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2);
  const faster = rate.num * own.den > own.num * rate.den;
  return `${label} plays its ${from} fps frames at ${to} fps, ${shown}% ${faster ? "faster" : "slower"}.`;
}
