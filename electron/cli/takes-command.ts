/** The command that lists a project's takes with their cuts, and how each conforms to its plan. */
import { AppError } from "../../shared/errors/app-error.ts";
import type { TakeReport } from "../../shared/takes/take-report.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

export async function listTakes(session: Session, folder: string): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  await measure(session, projectId);
  const takes = await session.core.call("takes.report", { projectId });
  session.terminal.result({ takes }, takes.length > 0 ? takes.map(describe).join("\n\n") : "No takes yet.");
  return true;
}

/** One that can't be measured is listed as planned, and said; the others are measured. */
async function measure(session: Session, projectId: string): Promise<void> {
  try {
    await session.finish(await session.core.call("takes.prepare", { projectId }));
  } catch (error) {
    session.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    session.terminal.say([error.message, error.next].filter(Boolean).join(" "));
  }
}

function describe(take: TakeReport): string {
  const { pass, number, profile, frames, rate, circled, rating, rejected, rejectedBecause, changes, file, missing } =
    take;
  const facts = [
    pass ?? "(removed pass)",
    `take ${number}`,
    profile,
    frames > 0 ? `${frames} frames at ${rate} fps` : "unreadable video",
    ...(circled ? ["circled"] : []),
    ...(rating === null ? [] : [`${rating} of 5 stars`]),
    ...(rejected ? [rejectedBecause === null ? "rejected" : `rejected: ${rejectedBecause}`] : []),
  ];
  const changed = changes.length > 0 ? [`  The plan has changed since: ${changes.join("; ")}.`] : [];
  return [facts.join("  "), `  ${file}${missing ? " (missing)" : ""}`, ...changed, conformTable(take)]
    .filter((line) => line !== "")
    .join("\n");
}

/** The conform report, a row a shot, with where each begins and who says so. */
function conformTable({ shots, conform }: TakeReport): string {
  if (shots.length === 0) return "";
  const head = ["  Shot", "In", "Out", "Planned", "Returned", "Difference", "Remedy", "Cut"];
  const rows = shots.map(({ shot, inFrame, outFrame, planned, cut }, at) => {
    const { returned = 0, difference = 0, remedy = "none" } = conform[at] ?? {};
    const frames = [inFrame, outFrame, planned, returned, withSign(difference)].map(String);
    return [`  ${shot ?? "(removed)"}`, ...frames, remedy, at === 0 ? "start" : describeCut(cut)];
  });
  return formatTable([head, ...rows]);
}

function withSign(frames: number): string {
  return frames > 0 ? `+${frames}` : String(frames);
}

function describeCut({ kind, from, to, confidence, by }: TakeReport["shots"][number]["cut"]): string {
  if (by === "planned") return "as planned, not measured";
  if (by === "user") return "set by you";
  const what = kind === "none" ? "no cut found" : from === to ? kind : `${kind} ${from}-${to}`;
  return `${what}, ${Math.round(confidence * 100)}% sure`;
}
