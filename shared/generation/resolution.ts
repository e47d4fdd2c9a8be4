/** Owns which resolution a profile makes for a pass that asks for one: what is sent, and so what is paid for. */
import type { ModelProfile } from "../models/profile.ts";

/** The size of a still that is as sharp as a film of that resolution. */
const stillSizes: Readonly<Record<string, string>> = { "720p": "1K", "1080p": "2K", "4k": "4K" };

/** One that the profile makes: the one asked for, its like among sizes of stills, else the smallest. */
export function resolutionFor(
  profile: Pick<ModelProfile, "limits"> & Partial<Pick<ModelProfile, "output">>,
  asked: string,
): string {
  const { resolutions } = profile.limits;
  const wanted = profile.output === "still" ? (stillSizes[asked] ?? asked) : asked;
  return resolutions.includes(wanted) ? wanted : (resolutions[0] ?? "");
}
