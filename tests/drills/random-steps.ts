/** Owns random work on an open project: edits of every kind on stored images, and now and then undo and redo. */
import fc from "fast-check";
import type { Core } from "../../electron/core/core.ts";
import { applyEdit } from "../../shared/edits/apply-edit.ts";
import type { Edit } from "../../shared/edits/edit.ts";
import type { Project } from "../../shared/project/model.ts";
import { type Draw, draws, editFrom, randomMediaIds } from "../support/random-edits.ts";
import { planDigest } from "./drill-core.ts";

/** Past it a pass goes instead, so that projects stay as large as films are. */
const passesMax = 24;

export interface StepWatcher {
  /** Before it is asked for; the digest is of the plan that must come of it, null where only the answer tells. */
  readonly onAsked?: (revision: number, digest: string | null) => void;
  readonly onAnswered: (revision: number, project: Project) => void;
}

/** Works for as long as `goesOn` says; refused edits count as none. `media` are ids of stored images. */
export async function workAtRandom(
  core: Core,
  projectId: string,
  {
    seed,
    media,
    goesOn,
    keepsShots = false,
  }: { seed: number; media: readonly string[]; goesOn: (answered: number) => boolean; keepsShots?: boolean },
  { onAsked, onAnswered }: StepWatcher,
): Promise<void> {
  let { project, revision } = await core.call("project.get", { projectId });
  let answered = 0;
  for (let round = 0; ; round += 1) {
    for (const draw of fc.sample(draws, { seed: seed + round, numRuns: 8 }).flat()) {
      if (!goesOn(answered)) return;
      if (keepsShots && /\.(?:remove|merge)$/.test(draw.type)) continue;
      const step = stepFor(draw);
      try {
        if (step === "edit") {
          const edit = editOf(project, draw, `${seed}x${round}x${answered}`, media);
          const result = applyEdit(project, edit);
          if (!result.ok) continue;
          onAsked?.(revision + 1, planDigest(result.project));
          await core.call("edits.apply", { projectId, baseRevision: revision, edit });
        } else {
          onAsked?.(revision + 1, null);
          await core.call(step, { projectId, baseRevision: revision });
        }
      } catch (error) {
        if ((error as { code?: string }).code === "edit.refused") continue;
        throw error;
      }
      const before = revision;
      ({ project, revision } = await core.call("project.get", { projectId }));
      // An edit may change nothing.
      if (revision === before) continue;
      answered += 1;
      onAnswered(revision, project);
    }
  }
}

function stepFor({ one, two }: Draw): "edit" | "history.undo" | "history.redo" {
  if (one % 10 === 7) return "history.undo";
  return one % 20 === 3 && two % 2 === 0 ? "history.redo" : "edit";
}

function editOf(project: Project, draw: Draw, serial: string, media: readonly string[]): Edit {
  const type = project.passes.length > passesMax ? "pass.remove" : draw.type;
  let text = JSON.stringify(editFrom(project, { ...draw, type }, 0));
  // What it adds needs names of its own, and images that are there.
  text = text.replaceAll(/(shot_new|shot_next|pass_new|element_new)0/g, `$1${serial}x`);
  for (const [index, id] of randomMediaIds.entries()) text = text.replaceAll(id, media[index % media.length] as string);
  return JSON.parse(text) as Edit;
}
