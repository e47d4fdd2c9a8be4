/** Owns what reading any list of another program needs: limits, refusals, rates, and remembering what was passed over. */
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { AppError } from "../../../../shared/errors/app-error.ts";
import { type Rate, rateNames, rateOf } from "../../../../shared/time/rate.ts";

/** A feature film's list is a tenth of it. */
const listMaxChars = 32 * 1024 * 1024;
/** Ten times a feature film's cuts; what is beyond would be compared for minutes. */
const clipsMax = 20_000;
/** A day at 120 frames a second, tenfold: what is beyond is damage, and would not be counted exactly. */
const frameMax = 120 * 24 * 3600 * 10;

/** `format` is the list's name to the user, such as `FCPXML`. */
export function refuseList(format: string, fault: string): never {
  throw new AppError("input.invalid", `Can't read this ${format} file: ${fault}.`, {
    next: "Export the list again from your editing app.",
  });
}

export function refuseLongList(format: string, text: string): void {
  if (text.length > listMaxChars) refuseList(format, `it is larger than ${listMaxChars / 1024 / 1024} MB`);
}

/** More sentences than anybody reads. */
const sentencesMax = 100;

/** What a list held that a cut does not; the same thing told often is counted. */
export class Ignored {
  readonly #counts = new Map<string, number>();
  /** Whether clips lie in what was passed over. */
  holdsClips = false;

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  addNested(what: string): void {
    this.add(what);
    this.holdsClips = true;
  }

  sentences(): string[] {
    const told = [...this.#counts].slice(0, sentencesMax);
    const rest = this.#counts.size - told.length;
    const sentences = told.map(([what, count]) => (count === 1 ? `${what}.` : `${what} (${count} times).`));
    return rest > 0 ? [...sentences, `And ${rest} more like it.`] : sentences;
  }
}

/** The rate of `num/den`; the exact one of a project when it is meant, as many programs write 23.976 for 24000/1001. */
export function rateNear(framesPerSecond: number, dropFrame: boolean): Rate | null {
  if (!(framesPerSecond >= 1 && framesPerSecond <= 1000)) return null;
  const known = rateNames.map(rateOf).find((rate) => Math.abs(rate.num / rate.den - framesPerSecond) < 0.002);
  if (known) return { ...known, dropFrame: dropFrame && canDropFrames(known) };
  return { num: Math.round(framesPerSecond * 1000), den: 1000, dropFrame: false };
}

/** Drop-frame exists at 29.97 and 59.94 alone. */
export function canDropFrames({ num, den }: Rate): boolean {
  return den === 1001 && (num === 30_000 || num === 60_000);
}

/** The clips of the lowest picture track in the order of the programme, and those above it; refuses numbers that no film has. */
export function readCutOf(
  format: string,
  rate: Rate,
  startFrame: number,
  [clips = [], ...above]: readonly (readonly ReadClip[])[],
  ignored: Ignored,
): ReadCut {
  const plain = (frame: number) => Number.isInteger(frame) && Math.abs(frame) <= frameMax;
  for (const clip of [...clips, ...above.flat()]) {
    const { name, sourceIn, recordIn, frames } = clip;
    if (plain(sourceIn) && plain(recordIn) && plain(frames) && frames > 0) continue;
    refuseList(format, `the clip “${name.slice(0, 100)}” has times that are not valid`);
  }
  const count = clips.length + above.flat().length;
  if (count > clipsMax) refuseList(format, `it has ${count} clips; the limit is ${clipsMax}`);
  if (!plain(startFrame)) refuseList(format, "its start time is not valid");
  const inOrder = clips.toSorted((left, right) => left.recordIn - right.recordIn);
  return {
    ...{ rate, startFrame, clips: inOrder, ignored: ignored.sentences() },
    ...(above.length > 0 ? { above: above.flat() } : {}),
    ...(ignored.holdsClips ? { holdsMore: true } : {}),
  };
}
