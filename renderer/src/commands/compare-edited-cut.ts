/** Owns asking for an edited list and opening the dialog that compares it with the plan. */
import { chooseEditList } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";

export async function compareEditedCut(): Promise<void> {
  const file = await chooseEditList();
  if (file !== null) openDialog({ kind: "compare", file });
}
