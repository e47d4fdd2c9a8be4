/** Owns taking the comments of a review page into the open project: the file is chosen, and what came of it is said. */
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { chooseComments } from "../dialogs/chooser.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";

export async function importComments(): Promise<void> {
  const { projectId } = editor.get();
  const file = projectId === null ? null : await chooseComments();
  if (projectId === null || file === null) return;
  try {
    const report = await editor.client.call("comments.import", { projectId, file });
    const [first] = report.skipped;
    if (first) showProblem({ message: `${summaryOf(report)} ${leftOut(report)}`, next: first.reason });
    else showDone(summaryOf(report));
  } catch (error) {
    editor.report(error);
  }
}

function summaryOf({ added, shots, known }: OutputOf<"comments.import">): string {
  if (added === 0) return known > 0 ? "These comments are already in the notes." : "No comments added.";
  const there = known > 0 ? `; ${known} already there` : "";
  return `Added ${counted(added, "comment")} to the notes of ${counted(shots, "shot")}${there}.`;
}

function leftOut({ skipped }: OutputOf<"comments.import">): string {
  const [first] = skipped;
  const more = skipped.length > 1 ? ` and ${skipped.length - 1} more` : "";
  return `Skipped the comment at ${first?.timecode}${more}.`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
