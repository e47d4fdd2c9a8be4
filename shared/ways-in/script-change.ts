/** Owns what a change of a script is, to those who show it and to those who accept it. */
import { z } from "zod";
import type { OneEdit } from "../edits/edit.ts";
import type { DraftPass, DraftShot } from "./draft.ts";

export const changeKindSchema = z.enum(["added", "changed", "removed", "moved"]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/**
 * `note`: why it is not accepted with all others; empty for one that is. `line`: where it stands in the script, 0 for what is gone.
 * `fields`: what it says and would say; `before` is empty for what is new.
 */
export const scriptChangeSchema = z.object({
  id: z.string(),
  kind: changeKindSchema,
  sentence: z.string(),
  note: z.string(),
  line: z.int(),
  shotId: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), before: z.string(), after: z.string() })),
});
export type ScriptChange = z.infer<typeof scriptChangeSchema>;

/** Where something new goes: behind the first of these that there is, else at the start. `change` is the id of another one. */
export type Anchor = { readonly shotId: string } | { readonly change: string } | { readonly passId: string };

/** What accepting a change does. */
export type Step =
  | { readonly does: "edit"; readonly edits: readonly OneEdit[] }
  | { readonly does: "rename"; readonly elementId: string; readonly name: string }
  | {
      readonly does: "add-shot";
      readonly shot: DraftShot;
      readonly behind: readonly Anchor[];
      readonly passIds: readonly string[];
    }
  | {
      readonly does: "add-passes";
      readonly passes: readonly DraftPass[];
      readonly number?: string;
      readonly behind: readonly Anchor[];
    }
  | { readonly does: "remove-shot"; readonly shotId: string }
  | {
      readonly does: "move-shot";
      readonly shotId: string;
      readonly behind: readonly Anchor[];
      readonly passIds: readonly string[];
    }
  | { readonly does: "move-passes"; readonly passIds: readonly string[]; readonly behind: readonly Anchor[] };

/** Whether a change is accepted where all are. */
export function isPlain({ note }: Pick<ScriptChange, "note">): boolean {
  return note === "";
}
