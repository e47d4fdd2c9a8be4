/** Owns what the generate command is told of a retake: which shots of a pass, beginning with which frame, and whether longer than planned. */
import { framesToBeginWith } from "../../shared/cut/out/go-on.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import type { Retake } from "../../shared/generation/retake.ts";
import type { ProjectView } from "../../shared/rpc/projects-contract.ts";
import type { Session } from "./session.ts";

export interface RetakeOptions {
  readonly pass?: number;
  readonly profile?: string;
  /** Counted from 1 within the pass. */
  readonly shots?: readonly number[];
  readonly startFrame?: "previous" | "same";
  readonly lengthen?: boolean;
}

/** Null for whole passes. Throws not-found for a shot or a frame that there is not. */
export async function chooseRetake(
  session: Session,
  projectId: string,
  { project, takes }: ProjectView,
  { pass: number, profile, shots, startFrame, lengthen }: RetakeOptions,
): Promise<Retake | null> {
  if (shots === undefined) {
    if (startFrame === undefined && !lengthen) return null;
    throw new AppError("input.invalid", "--start-frame and --lengthen belong to a retake.", { next: "Add --shots." });
  }
  if (number === undefined) {
    throw new AppError("input.invalid", "--shots needs the pass that the shots are in.", { next: "Add --pass." });
  }
  const pass = project.passes[number - 1];
  if (!pass) return null;
  if ((profile ?? pass.profile) === "animatic") {
    throw new AppError("input.invalid", "An animatic is rendered as a whole pass.", { next: "Leave out --shots." });
  }
  const shotIds = shots.map((each) => {
    const shot = pass.shots[each - 1];
    if (shot) return shot.id;
    const message = `There is no shot ${each} in pass ${number}.`;
    throw new AppError("not-found", message, { next: `Name shots from 1 to ${pass.shots.length}.` });
  });
  const retake = { shotIds: [...new Set(shotIds)], ...(lengthen ? { lengthen } : {}) };
  if (startFrame === undefined) return retake;
  const first = pass.shots.find(({ id }) => shotIds.includes(id));
  const frame = framesToBeginWith(project, takes, first?.id ?? "")[startFrame];
  if (!frame) {
    const what = startFrame === "same" ? "the first shot of the retake" : "the shot before it";
    throw new AppError("not-found", `No take shows ${what}, so there is no frame to start from.`, {
      next: "Leave out --start-frame.",
    });
  }
  const { mediaId } = await session.core.call("takes.frame", {
    projectId,
    takeId: frame.takeId,
    frame: frame.frame,
    profile: profile ?? pass.profile,
  });
  return { ...retake, startFrame: mediaId };
}
