/** Owns reading a list back whatever its format: what it is shows in its first characters. */
import type { ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { readEdl } from "./read-edl.ts";
import { readFcpxml } from "./read-fcpxml.ts";
import { readOtio } from "./read-otio.ts";
import { readXmeml } from "./read-xmeml.ts";

/** How far into a file its root element may begin. */
const headMaxChars = 4000;

/**
 * OpenTimelineIO, FCPXML, Final Cut Pro 7 XML, or else an EDL, which counts at `rate` as it does not say its own. Errors:
 * `input.invalid` for what is none of them.
 */
export function readEditList(text: string, rate: Rate): ReadCut {
  const head = headOf(text);
  if (head.startsWith("{")) return readOtio(text);
  if (!head.startsWith("<")) return readEdl(text, rate);
  return /<xmeml[\s>]/.test(head) ? readXmeml(text) : readFcpxml(text);
}

/** Whether `readEditList` takes it for an EDL. */
export function isEdl(text: string): boolean {
  return !/^[{<]/.test(headOf(text));
}

function headOf(text: string): string {
  return text
    .slice(0, headMaxChars)
    .replace(/^\uFEFF/, "")
    .trimStart();
}
