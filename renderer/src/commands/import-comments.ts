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
  if (added === 0) return known > 0 ? "These comments were in the notes already." : "No comment was added.";
  const there = known > 0 ? `; ${known} were there already` : "";
  return `${counted(added, "comment")} added to the notes of ${counted(shots, "shot")}${there}.`;
}

function leftOut({ skipped }: OutputOf<"comments.import">): string {
  const [first] = skipped;
  const more = skipped.length > 1 ? ` and ${skipped.length - 1} more` : "";
  return `Left out: the one at ${first?.timecode}${more}.`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
