/** The command that measures where the cuts of a video are, with or without the lengths that its shots were to have. */
import type { MeasuredCut } from "../../shared/conform/cuts.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

/** `expect`: the planned length of each shot, in milliseconds. */
export async function measureVideo(
  session: Session,
  video: string,
  options: { readonly expect?: readonly number[] },
): Promise<boolean> {
  const plannedMs = options.expect ? [...options.expect] : null;
  const file = session.resolvePath(video);
  const measured = await session.finish(await session.core.call("cuts.measure", { file, plannedMs }));
  const { frames = 0, rate = { num: 1, den: 1 }, cuts: found } = measured;
  const assigned = (found?.boundaries ?? []).flatMap(({ kind, ...extent }) =>
    kind === "none" ? [] : { kind, ...extent },
  );
  const cuts: MeasuredCut[] = [...assigned, ...(found?.others ?? [])].sort((one, other) => one.frame - other.frame);
  const missing = (found?.boundaries ?? []).filter(({ kind }) => kind === "none");
  const rateText = rate.den === 1 ? `${rate.num}` : `${rate.num}/${rate.den}`;
  const rows = cuts.map(({ frame, kind, from, to, confidence }) => [
    `${frame}`,
    `${((frame * rate.den) / rate.num).toFixed(2)} s`,
    kind,
    kind === "hard" ? "" : `${from}–${to}`,
    `${Math.round(confidence * 100)}%`,
  ]);
  const text = [
    `${frames} frames at ${rateText} fps`,
    rows.length > 0 ? formatTable([["Frame", "Time", "Kind", "From–to", "Confidence"], ...rows]) : "No cuts found.",
    ...missing.map(({ frame }) => `No cut found for the one planned at frame ${frame}.`),
  ];
  const order = cuts.map(({ frame, kind, from, to, confidence }) => ({ frame, kind, from, to, confidence }));
  session.terminal.result({ frames, rate: rateText, cuts: order }, text.join("\n"));
  return true;
}
