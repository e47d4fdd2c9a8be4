/** Owns asking for an edited list and opening the dialog that compares it with the plan. */
import { chooseEditList } from "../app/chooser.ts";
import { openDialog } from "../app/dialogs.ts";

export async function compareEditedCut(): Promise<void> {
  const file = await chooseEditList();
  if (file !== null) openDialog({ kind: "compare", file });
}
