/** Owns what a card of the tray says of its take, in figures and in words. */
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Shot, TakeNotes } from "../../../shared/project/model.ts";
import { type ConformedShot, conformReport, type Remedy } from "../../../shared/takes/conform-report.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { shotTakesOf } from "../../../shared/takes/take-shots.ts";
import { type Rate, secondsOfFrames } from "../../../shared/time/rate.ts";

/** Frames of the film that a card stands for, half-open; what came back against what was planned. Null until the film is known. */
export interface CardPart {
  readonly inFrame: number;
  readonly outFrame: number;
  readonly difference: number;
  readonly remedy: Remedy;
}

/** The part of a take that shows the shot, or with null its whole film. */
export function partOfCard(take: Take, pass: Pass, shot: Shot | null): CardPart | null {
  if (!take.film) return null;
  const shots = shotTakesOf(take, take.film, pass);
  const report = conformReport(shots);
  if (shot) {
    const index = shots.findIndex(({ shotId }) => shotId === shot.id);
    const [shotTake, row] = [shots[index], report[index]];
    return shotTake && row
      ? {
          inFrame: shotTake.inFrame,
          outFrame: shotTake.outFrame,
          difference: row.difference,
          remedy: row.remedy,
        }
      : null;
  }
  const difference = report.reduce((sum, row) => sum + row.difference, 0);
  return { inFrame: 0, outFrame: take.film.frames, difference, remedy: worstOf(report) };
}

const byHarm: readonly Remedy[] = ["missing", "retime", "hold", "trim", "handle", "none"];

function worstOf(report: readonly ConformedShot[]): Remedy {
  return byHarm.find((remedy) => report.some((row) => row.remedy === remedy)) ?? "none";
}

/** Whether the shot can't be shown as long as planned. */
export function lacksFrames(remedy: Remedy): boolean {
  return remedy === "missing" || remedy === "retime" || remedy === "hold";
}

/** `+3 f`, `−2 f`. */
export function writeDifference(frames: number): string {
  return `${frames > 0 ? "+" : frames < 0 ? "−" : ""}${Math.abs(frames)} f`;
}

/** `5.04 s`. */
export function writeSeconds(frames: number, rate: Rate): string {
  return `${Number(secondsOfFrames(frames, rate).toFixed(2))} s`;
}

/** What a screen reader hears of a card. */
export function sayCard(card: {
  readonly name: string;
  readonly maker: string | null;
  readonly length: string | null;
  readonly part: CardPart | null;
  readonly notes: TakeNotes;
  readonly circled: boolean;
  readonly inCut: string | null;
  readonly states: readonly string[];
}): string {
  const { name, maker, length, part, notes, circled, inCut, states } = card;
  const more = Math.abs(part?.difference ?? 0);
  return [
    name,
    maker,
    length,
    more > 0 &&
      `${more} ${more === 1 ? "frame" : "frames"} ${(part?.difference ?? 0) > 0 ? "more" : "fewer"} than planned`,
    circled && "circled",
    notes.rating !== undefined && `${notes.rating} ${notes.rating === 1 ? "star" : "stars"}`,
    notes.rejected !== undefined && `rejected${notes.rejected === "" ? "" : `: ${notes.rejected}`}`,
    inCut,
    ...states,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Which shots a take shows in the cut: `every shot`, `SH0010, SH0030`; null for none. */
export function sayShown(shown: readonly Shot[], pass: Pass, numbers: ReadonlyMap<string, number>): string | null {
  if (shown.length === 0) return null;
  const whole = shown.length === pass.shots.length && pass.shots.every((shot) => shown.includes(shot));
  return whole ? "every shot" : shown.map(({ id }) => shotLabel(numbers.get(id) ?? 0)).join(", ");
}
