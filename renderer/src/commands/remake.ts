/** Owns making more from what came back: a retake of the selected shot, and a pass that goes on from its last frame. */
import { lastFrameOf } from "../../../shared/cut/out/go-on.ts";
import { limitsOf, profileOf } from "../../../shared/models/profiles.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Continues, Pass, Project } from "../../../shared/project/model.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { askForShots } from "../state/asked-shots.ts";
import { makeId } from "../state/make-id.ts";
import { showDone } from "../state/problems.ts";
import { numbersOf } from "../state/selectors.ts";
import { keepStill } from "../state/stills.ts";
import { editor } from "../state/use-editor.ts";

/** Asks what to generate of the pass again: this shot, unless the user adds others. */
export function retakeShot(project: Project, shotId: string): void {
  const pass = project.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  if (!pass || profileOf(pass.profile)?.provider === "animatic") return;
  askForShots({ ...pass, shots: pass.shots.filter(({ id }) => id === shotId) });
  openDialog({ kind: "generate", passId: pass.id, shotIds: [shotId] });
}

/** The last frame that the cut plays of a shot becomes the start frame of the pass after it, which is added where there is none. */
export async function continueFromShot(project: Project, shotId: string): Promise<void> {
  const index = project.passes.findIndex(({ shots }) => shots.some(({ id }) => id === shotId));
  const pass = project.passes[index];
  const from = lastFrameOf(project, editor.get().view?.takes ?? [], shotId);
  if (!pass || !from) return;
  const next = project.passes[index + 1];
  const startFrame = await (next ? takeCandidate(from, next) : takeFrame(from, pass.profile));
  if (startFrame === null) return;
  const fields = { startFrame, continues: from };
  const added = next ? null : passAfter(project, pass, fields);
  const wall = await editor.apply(
    next
      ? { type: "pass.describe", passId: next.id, fields }
      : { type: "pass.add", pass: added as Pass, index: index + 1 },
  );
  const { scene, name, id } = next ?? (added as Pass);
  if (wall) return;
  editor.select({ passId: id, shotId: null });
  showDone(`${scene} ${name} continues from the last frame of ${shotLabel(numbersOf(project).get(shotId) ?? 0)}.`);
}

/** Gives a pass the frame that it would go on from now. */
export async function continueAgain(pass: Pass, from: Continues): Promise<void> {
  const startFrame = await takeCandidate(from, pass);
  if (startFrame !== null) {
    await editor.apply({ type: "pass.describe", passId: pass.id, fields: { startFrame, continues: from } });
  }
}

/** Stores the frame among the candidates for a pass's start frame, beside the one that it takes the place of. */
async function takeCandidate({ takeId, frame }: Continues, pass: Pass): Promise<string | null> {
  const { projectId } = editor.get();
  if (projectId === null) return null;
  const place = { kind: "startFrame", passId: pass.id } as const;
  try {
    if (pass.startFrame !== undefined) await keepStill(place, pass.startFrame);
    return (await editor.client.call("stills.grab", { projectId, place, takeId, frame })).mediaId;
  } catch (error) {
    editor.report(error);
    return null;
  }
}

/** Stores the frame as an image of the project; a failure becomes a notice. */
async function takeFrame({ takeId, frame }: Continues, profile: string): Promise<string | null> {
  const { projectId } = editor.get();
  if (projectId === null) return null;
  try {
    return (await editor.client.call("takes.frame", { projectId, takeId, frame, profile })).mediaId;
  } catch (error) {
    editor.report(error);
    return null;
  }
}

function passAfter(project: Project, before: Pass, from: Pick<Pass, "startFrame" | "continues">): Pass {
  const { scene, profile, aspectRatio, resolution, audio } = before;
  const { totalMs, shotMs } = limitsOf(profile);
  return {
    ...{ id: makeId("pass"), scene, name: `Pass ${project.passes.length + 1}`, profile, aspectRatio, resolution },
    ...(audio === undefined ? {} : { audio }),
    ...from,
    shots: [{ id: makeId("shot"), durationMs: Math.max(totalMs.min, shotMs.min) }],
  };
}
