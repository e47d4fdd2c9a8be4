/** Owns timecode labels: frame counts to `HH:MM:SS:FF` and back, drop-frame included (SMPTE ST 12-1). */
import { type Rate, timebaseOf } from "./rate.ts";

/** `00` to `99`: a ruler writes thousands of labels, and padding each would be most of the work. */
const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));
const zero = "0".charCodeAt(0);

/** Labels that drop-frame skips at the start of every minute but each tenth. */
function droppedPerMinute(rate: Rate): number {
  return rate.dropFrame ? timebaseOf(rate) / 15 : 0;
}

/** Frames in 24 hours of timecode, after which labels start again at zero. */
export function framesPerDay(rate: Rate): number {
  const dropped = droppedPerMinute(rate) * (24 * 60 - 24 * 6);
  return timebaseOf(rate) * 24 * 3600 - dropped;
}

/** The label of frame number `frame` (an integer, counted from 00:00:00:00; wraps after 24 hours, also below zero). */
export function formatTimecode(frame: number, rate: Rate): string {
  const timebase = timebaseOf(rate);
  const dropped = droppedPerMinute(rate);
  const day = framesPerDay(rate);
  let label = ((Math.trunc(frame) % day) + day) % day;
  if (dropped > 0) {
    const framesPerTenMinutes = timebase * 600 - dropped * 9;
    const framesPerMinute = timebase * 60 - dropped;
    const tens = Math.floor(label / framesPerTenMinutes);
    const rest = label % framesPerTenMinutes;
    // The first minute of each ten drops nothing, so it is longer than the nine after it.
    const minutes = rest < timebase * 60 ? 0 : 1 + Math.floor((rest - timebase * 60) / framesPerMinute);
    label += dropped * (tens * 9 + minutes);
  }
  const seconds = Math.floor(label / timebase);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${clock}${rate.dropFrame ? ";" : ":"}${twoDigits[label % timebase]}`;
}

/**
 * The frame number of a label, or null when the text is not a timecode of this rate: a field out of range, or a label
 * that drop-frame skips. `;` and `:` are both read before the frames.
 */
export function parseTimecode(text: string, rate: Rate): number | null {
  if (!/^\d{2}:\d{2}:\d{2}[:;]\d{2}$/.test(text)) return null;
  const field = (at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - zero * 11;
  const [hours, minutes, seconds, frames] = [field(0), field(3), field(6), field(9)];
  const timebase = timebaseOf(rate);
  const dropped = droppedPerMinute(rate);
  if (hours > 23 || minutes > 59 || seconds > 59 || frames >= timebase) return null;
  if (seconds === 0 && minutes % 10 !== 0 && frames < dropped) return null;
  const totalMinutes = hours * 60 + minutes;
  return (totalMinutes * 60 + seconds) * timebase + frames - dropped * (totalMinutes - Math.floor(totalMinutes / 10));
}
