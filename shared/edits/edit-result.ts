/** Owns what comes of an edit: applied, or refused with the reason; and the refusals that several edits share. */
import type { Wall } from "../budget/wall.ts";
import type { Project } from "../project/model.ts";

/**
 * What an edit came to. Applied: the new project (the very same object when nothing changed), the name that undo shows,
 * and what stopped a drag short of where it was pulled. Refused: why, and nothing has changed.
 */
export type EditResult =
  | { readonly ok: true; readonly project: Project; readonly label: string; readonly stoppedBy: Wall | null }
  | { readonly ok: false; readonly refusal: Wall };

/** `label`: where it takes counting through a scene, how to get it once somebody reads it. */
export function applied(
  project: Project,
  label: string | (() => string),
  stoppedBy: Wall | null = null,
): EditResult & { readonly ok: true } {
  if (typeof label === "string") return { ok: true, project, label, stoppedBy };
  return {
    ok: true,
    project,
    get label() {
      return label();
    },
    stoppedBy,
  };
}

export function refused(refusal: Wall): EditResult {
  return { ok: false, refusal };
}

export function missing(what: string): EditResult {
  return refused({ code: "not-found", message: `This ${what} is no longer in the project.` });
}
