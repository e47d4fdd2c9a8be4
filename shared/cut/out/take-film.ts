/** Owns which take stands for a shot in the cut, and which of its frames: those of its shot take, or what the user trimmed it to. */
import { animaticChoice, type Pass, type Shot } from "../../project/model.ts";
import type { Take } from "../../takes/take.ts";
import { type FilmLength, type ShotTake, shotTakesOf } from "../../takes/take-shots.ts";
import { type Rate, sameSpeed, speedName } from "../../time/rate.ts";
import { framesPerDay } from "../../time/timecode.ts";
import type { ShotFilm } from "./cut.ts";
import type { ClipMedia } from "./hand-off-options.ts";

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
 * The take that shows a shot: its own, else the one circled for its pass, else the newest of the pass that shows the shot, is no animatic
 * and is not rejected. A take that is gone or in the bin counts as not chosen. Null means the animatic as the plan stands, also when an
 * animatic was chosen.
 */
export function takeOfShot(pass: Pass, shot: Shot, takes: readonly Take[]): Take | null {
  if (shot.take === animaticChoice) return null;
  const { byId, byPass } = indexOf(takes);
  const inUse = (id: string | undefined) => (id === undefined ? undefined : byId.get(id));
  const circled = inUse(pass.circledTake);
  // A retake that is circled says nothing of the shots that it does not show.
  const chosen = inUse(shot.take) ?? (circled && showsShot(circled, pass, shot) ? circled : undefined);
  const take = chosen ?? newestFor(pass, shot, byPass.get(pass.id) ?? []);
  return take?.profile === "animatic" ? null : take;
}

interface TakesInUse {
  readonly byId: ReadonlyMap<string, Take>;
  readonly byPass: ReadonlyMap<string, readonly Take[]>;
}

const indexes = new WeakMap<readonly Take[], TakesInUse>();

/** The takes that are not in the bin. A list of takes never changes, and is asked for every shot of a project. */
function indexOf(takes: readonly Take[]): TakesInUse {
  const known = indexes.get(takes);
  if (known) return known;
  const byPass = new Map<string, Take[]>();
  const inUse = takes.filter(({ binnedAt }) => binnedAt === null);
  for (const take of inUse) {
    const made = byPass.get(take.passId);
    if (made) made.push(take);
    else byPass.set(take.passId, [take]);
  }
  // Of two with one id, the first counts, as a search would find it.
  const index = { byId: new Map(inUse.toReversed().map((take) => [take.id, take])), byPass };
  indexes.set(takes, index);
  return index;
}

/** `made`: the takes of the pass. */
function newestFor(pass: Pass, shot: Shot, made: readonly Take[]): Take | null {
  let newest: Take | null = null;
  for (const take of made) {
    if (take.profile === "animatic") continue;
    if (pass.takes?.[take.id]?.rejected !== undefined || !showsShot(take, pass, shot)) continue;
    if (!newest || take.number > newest.number) newest = take;
  }
  return newest;
}

/** Whether a take was made to show the shot; one that does not say its shots counts as made from its pass as it stands. */
export function showsShot(take: Take, pass: Pass, shot: Shot): boolean {
  return take.shots === null ? take.passId === pass.id : take.shots.some(({ shotId }) => shotId === shot.id);
}

/** `take03`. */
export function takeLabel({ number }: Pick<Take, "number">): string {
  return `take${String(number).padStart(2, "0")}`;
}

/**
 * A shot's part of a take as the cut plays it. Frames are those of the file where they are played one for one, else those of the
 * converted film: `firstFrame` and `frames` what is played, `shotIn` and `shotOut` the shot take, `filmFrames` the whole film. Those
 * of `shotTake` are always the file's.
 */
export interface ShotPart {
  readonly firstFrame: number;
  readonly frames: number;
  readonly shotIn: number;
  readonly shotOut: number;
  readonly filmFrames: number;
  /** Whether the film is converted to the cut's rate at the same speed. */
  readonly converts: boolean;
  readonly shotTake: ShotTake;
}

/** The pass that a take was made for, which has what the user says of it, wherever its shots are by now. */
export function passOfTake(passes: readonly Pass[], take: Take): Pass | undefined {
  return passes.find(({ id }) => id === take.passId);
}

/**
 * The part of a take that the cut plays of a shot which is planned for `planned` frames: its trim, else as long as planned. Without a
 * trim it ends with its shot take where that end is known, and goes on into what follows where it is only planned. Null when
 * the take does not show the shot. `madeFor` is the take's own pass.
 */
export function partOfTake(
  take: Take,
  file: FilmLength,
  madeFor: Pass | undefined,
  shot: Shot,
  planned: number,
  { rate, conform }: Pick<TakeCut, "rate" | "conform">,
): ShotPart | null {
  const shots = shotTakesOf(take, file, madeFor);
  const index = shots.findIndex(({ shotId }) => shotId === shot.id);
  const shotTake = shots[index];
  if (!shotTake) return null;
  const own: Rate = { num: file.rateNum, den: file.rateDen, dropFrame: false };
  const converts = conform === "convert" && !sameSpeed(own, rate);
  const [up, down] = [own.den * rate.num, own.num * rate.den];
  const onGrid = (frame: number) => (converts ? Math.round((frame * up) / down) : frame);
  const filmFrames = converts ? Math.floor((file.frames * up) / down) : file.frames;
  const shotIn = Math.min(filmFrames, onGrid(shotTake.inFrame));
  const next = shots[index + 1];
  const shotOut = next ? Math.min(filmFrames, onGrid(next.inFrame)) : filmFrames;
  const place = { shotIn, shotOut, filmFrames, converts, shotTake };
  const { trim } = shot;
  if (trim && shotIn < shotOut) {
    const firstFrame = Math.min(filmFrames - 1, Math.max(0, shotIn + trim.in));
    return { ...place, firstFrame, frames: Math.min(trim.frames, filmFrames - firstFrame) };
  }
  const isOpen = !next || next.cut.by === "planned" || next.cut.kind === "none";
  const frames = Math.min(planned, (isOpen ? filmFrames : shotOut) - shotIn);
  return frames > 0 ? { ...place, firstFrame: shotIn, frames } : null;
}

/**
 * The part of a take that shows a shot which is recorded at timecode frame `recordIn` for `planned` frames, with its handles; its
 * timecode is that of its place in the programme. Null when the take does not show the shot.
 */
export function takeFilm(
  take: Take,
  file: FilmLength & { readonly widthPx: number; readonly heightPx: number },
  madeFor: Pass | undefined,
  shot: Shot,
  { recordIn, planned }: { recordIn: number; planned: number },
  { rate, handles, conform }: TakeCut,
): TakeFilm | null {
  const part = partOfTake(take, file, madeFor, shot, planned, { rate, conform });
  if (!part) return null;
  const { firstFrame, frames, filmFrames } = part;
  const own: Rate = { num: file.rateNum, den: file.rateDen, dropFrame: false };
  const head = Math.min(handles, firstFrame, recordIn);
  const tail = Math.min(handles, filmFrames - firstFrame - frames, framesPerDay(rate) - 1 - recordIn - frames);
  const label = takeLabel(take);
  const wanted = shot.trim?.frames ?? planned;
  // Rounding to frames of two rates may differ by one.
  const after = firstFrame + frames - part.shotOut;
  const before = shot.trim ? part.shotIn - firstFrame : 0;
  return {
    firstFrame: firstFrame - head,
    film: {
      source: label,
      startFrame: recordIn - head,
      inFrame: recordIn,
      frames: head + frames + Math.max(0, tail),
      cutFrames: frames,
      // A clip has a sound track whatever the take had.
      hasAudio: true,
      widthPx: file.widthPx,
      heightPx: file.heightPx,
      remarks: [
        ...(sameSpeed(own, rate) ? [] : [conformRemark(label, own, rate, conform)]),
        ...(frames < wanted
          ? [`${label} has only ${frames} of the ${wanted} ${shot.trim ? "trimmed" : "planned"} frames.`]
          : []),
        ...(before > 1 ? [`The first ${before} frames show the shot before it in ${label}.`] : []),
        ...(after > 1 ? [`The last ${after} frames show the next shot of ${label}.`] : []),
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
