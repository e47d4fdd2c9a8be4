/** Owns where the ruler has its ticks and labels: on round timecode at every zoom, also where drop-frame skips labels. */
import { type Rate, timebaseOf } from "../../../shared/time/rate.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";

/** `frame` counts from the start of the programme; `label` is null for a minor tick. */
export interface Tick {
  readonly frame: number;
  readonly label: string | null;
}

const labelSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
const tickGapPxMin = 7;

/** Ticks from `fromFrame` to `toFrame`, labels at least `labelGapPx` apart. `startFrame` is the timecode at which the programme starts, as a frame. */
export function rulerTicks(options: {
  readonly rate: Rate;
  readonly startFrame: number;
  readonly pxPerFrame: number;
  readonly fromFrame: number;
  readonly toFrame: number;
  readonly labelGapPx: number;
}): Tick[] {
  const { rate, startFrame, pxPerFrame, fromFrame, toFrame, labelGapPx } = options;
  const timebase = timebaseOf(rate);
  const pxPerSecond = pxPerFrame * timebase;
  if (pxPerSecond > labelGapPx * 1.999) return frameTicks(options, timebase);
  const labelSeconds = labelSteps.find((step) => step * pxPerSecond >= labelGapPx) ?? (labelSteps.at(-1) as number);
  const tickSeconds = tickStep(labelSeconds, pxPerSecond);
  const first = Math.floor((startFrame + Math.max(0, fromFrame)) / timebase / tickSeconds) * tickSeconds;
  const ticks: Tick[] = [];
  for (let second = first; ; second += tickSeconds) {
    const frame = frameOfSecond(second, rate) - startFrame;
    if (frame > toFrame) return ticks;
    if (frame < 0) continue;
    const labelled = second % labelSeconds === 0;
    ticks.push({ frame, label: labelled ? formatTimecode(frame + startFrame, rate) : null });
  }
}

/** The frame that carries the label of a whole second of timecode, or the first one after it where drop-frame skips that label. */
export function frameOfSecond(second: number, rate: Rate): number {
  const timebase = timebaseOf(rate);
  if (!rate.dropFrame) return second * timebase;
  const dropped = timebase / 15;
  const minutes = Math.floor(second / 60);
  const skipped = second % 60 === 0 && minutes % 10 !== 0 ? dropped : 0;
  return second * timebase + skipped - dropped * (minutes - Math.floor(minutes / 10));
}

/** The finest division of a labelled step that leaves the ticks apart. */
function tickStep(labelSeconds: number, pxPerSecond: number): number {
  const parts = [10, 5, 4, 3, 2].find(
    (part) => Number.isInteger(labelSeconds / part) && (labelSeconds / part) * pxPerSecond >= tickGapPxMin,
  );
  return labelSeconds / (parts ?? 1);
}

/** Below a second the ticks are frames, and the labels divide the second evenly. */
function frameTicks(options: Parameters<typeof rulerTicks>[0], timebase: number): Tick[] {
  const { rate, startFrame, pxPerFrame, fromFrame, toFrame, labelGapPx } = options;
  const divisors = Array.from({ length: timebase }, (_, index) => index + 1).filter((part) => timebase % part === 0);
  const labelFrames = divisors.find((part) => part * pxPerFrame >= labelGapPx) ?? timebase;
  const tickFrames =
    divisors.find((part) => labelFrames % part === 0 && part * pxPerFrame >= tickGapPxMin) ?? labelFrames;
  const ticks: Tick[] = [];
  for (let frame = Math.max(0, Math.floor(fromFrame)); frame <= toFrame; frame += 1) {
    const label = formatTimecode(frame + startFrame, rate);
    const inSecond = Number(label.slice(-2));
    if (inSecond % tickFrames === 0) ticks.push({ frame, label: inSecond % labelFrames === 0 ? label : null });
  }
  return ticks;
}
