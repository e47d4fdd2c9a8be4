/** Owns asking for an archive, and telling one by its name. */
import { chooseArchive } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";

export async function openArchive(): Promise<void> {
  const file = await chooseArchive();
  if (file !== null) openDialog({ kind: "openArchive", file });
}

export function isArchive(path: string): boolean {
  return /\.shotarchive$/i.test(path);
}
