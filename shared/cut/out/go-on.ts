/** Owns which frame of a take another generation goes on from, and whether a pass that goes on from one still does. */
import { shotLabel, shotNumbers } from "../../project/layout.ts";
import type { Continues, Pass, Project } from "../../project/model.ts";
import type { Problem } from "../../project/problem.ts";
import type { Take } from "../../takes/take.ts";
import { rateOf } from "../../time/rate.ts";
import { type CutShot, cutProgramme, filmFrameAt } from "./programme.ts";

/** The frame of its film that the cut plays last of a shot; null where no take shows the shot. */
export function lastFrameOf(project: Project, takes: readonly Take[], shotId: string): Continues | null {
  return frameOf(project, findShot(project, takes, shotId), "last");
}

/** What a retake that begins with `shotId` may begin with: the last frame before it in the cut, and its own first one. */
export function framesToBeginWith(project: Project, takes: readonly Take[], shotId: string) {
  const shots = shotsOf(project, takes);
  const index = shots.findIndex(({ shot }) => shot.id === shotId);
  return {
    previous: frameOf(project, shots[index - 1], "last"),
    same: frameOf(project, shots[index], "first"),
  };
}

/**
 * What has become of the frame that a pass goes on from: the one that it would be now where the cut plays another take of the shot,
 * or to another frame. Null while it is the same, and for a pass that does not go on from any; `now` is null where no take shows the shot.
 */
export function staleContinuation(
  project: Project,
  takes: readonly Take[],
  { continues }: Pick<Pass, "continues">,
): { readonly now: Continues | null } | null {
  if (!continues) return null;
  const now = lastFrameOf(project, takes, continues.shotId);
  return now?.takeId === continues.takeId && now.frame === continues.frame ? null : { now };
}

/** The advice for a pass whose start frame is no longer the frame that it goes on from; null for any other. `path` is that of the pass. */
export function continuationAdvice(
  project: Project,
  takes: readonly Take[],
  pass: Pick<Pass, "continues">,
  path: string,
): Problem | null {
  const stale = staleContinuation(project, takes, pass);
  if (!stale) return null;
  const number = shotNumbers(project.passes).get(pass.continues?.shotId ?? "");
  const shot = number === undefined ? "The shot before it" : shotLabel(number);
  const [message, next] = stale.now
    ? [`${shot} now ends on another frame than the one this pass continues from.`, "Take the frame again."]
    : [`No take shows the shot that this pass continues from.`, "Choose another start frame, or keep this one."];
  return { code: "frame.stale", severity: "advice", path: `${path}.startFrame`, message, next };
}

function shotsOf(project: Project, takes: readonly Take[]): CutShot[] {
  return cutProgramme(project, takes).passes.flatMap(({ shots }) => shots);
}

function findShot(project: Project, takes: readonly Take[], shotId: string): CutShot | undefined {
  return shotsOf(project, takes).find(({ shot }) => shot.id === shotId);
}

function frameOf({ rate }: Project, cutShot: CutShot | undefined, which: "first" | "last"): Continues | null {
  if (!cutShot?.take?.film) return null;
  const { shot, take, firstFrame, frames } = cutShot;
  const { film } = cutShot.take;
  const gridFrame = which === "first" ? firstFrame : firstFrame + frames - 1;
  return { shotId: shot.id, takeId: take.id, frame: filmFrameAt(gridFrame, film, rateOf(rate)) };
}
