/** Owns what the inspector's fields change, as edits, what is wrong with one in a sentence, and showing one before it is made. */
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import {
  type BlockedCamera,
  type BlockedFigure,
  blockingSchema,
  type Stage,
  type StageFigure,
  type StageProp,
  stageSchema,
} from "../../../shared/project/stage.ts";
import { withCamera, withFigure, withSeenProp, withStageFigure } from "../../../shared/stage/change-blocking.ts";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { editor } from "../state/use-editor.ts";
import type { Staged } from "./use-staged.ts";

export type StageEdit = EditOf<"shot.describe"> | EditOf<"pass.describe">;
type Fields<Of> = { readonly [Key in keyof Of]?: Of[Key] | undefined };

export function changeCamera({ shot }: Staged, fields: Fields<BlockedCamera>): StageEdit {
  return { type: "shot.describe", shotId: shot.id, fields: { blocking: withCamera(shot.blocking, fields) } };
}

/** What is left of `to` when nothing is in it goes. */
export function changeCameraEnd(staged: Staged, fields: Fields<NonNullable<BlockedCamera["to"]>>): StageEdit {
  const to = Object.fromEntries(
    Object.entries({ ...staged.shot.blocking?.camera?.to, ...fields }).filter(([, value]) => value !== undefined),
  );
  return changeCamera(staged, { to: Object.keys(to).length === 0 ? undefined : to });
}

export function changeFigure({ shot }: Staged, id: string, fields: Fields<BlockedFigure>): StageEdit {
  return { type: "shot.describe", shotId: shot.id, fields: { blocking: withFigure(shot.blocking, id, fields) } };
}

/** What holds through the whole pass. */
export function changeStageFigure({ pass }: Staged, id: string, fields: Fields<Omit<StageFigure, "id">>): StageEdit {
  return changeStage(pass.id, withStageFigure(pass.stage, id, fields));
}

/** A prop that the words put there becomes one that is there by hand. */
export function changeProp({ pass }: Staged, prop: SceneProp, fields: Fields<Omit<StageProp, "id">>): StageEdit {
  return changeStage(pass.id, withSeenProp(pass.stage, prop, fields));
}

export function changeStage(passId: string, stage: Stage | null): StageEdit {
  return { type: "pass.describe", passId, fields: { stage } };
}

export function make(edit: StageEdit): void {
  void editor.apply(edit);
}

/** Shows the plan as the edit would leave it, until another edit or `null` is shown. */
export function preview(edit: StageEdit | null): void {
  const saved = editor.get().view?.project;
  const shown = edit && saved ? applyEdit(saved, edit) : null;
  editor.setPreview(shown?.ok ? shown.project : null);
}

/** The first sentence of what the plan's format says against an edit; null for one that it allows. */
export function faultIn(edit: StageEdit): string | null {
  const result =
    edit.type === "shot.describe"
      ? blockingSchema.nullish().safeParse(edit.fields.blocking)
      : stageSchema.nullish().safeParse(edit.fields.stage);
  return result.success ? null : firstFault(result.error.issues);
}

interface Issue {
  readonly message: string;
  /** Of a value that may be one of several: what each says against it. */
  readonly errors?: readonly (readonly Issue[])[];
}

function firstFault(issues: readonly Issue[]): string {
  const [issue] = issues;
  // A number that is wrong breaks the last of several: a point, not a figure.
  const inner = issue?.errors?.at(-1);
  return inner && inner.length > 0 ? firstFault(inner) : (issue?.message ?? "Enter another value.");
}
