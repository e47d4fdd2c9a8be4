/** Owns starting a generation of a pass that the user has confirmed at a price, and then showing its jobs. */
import type { InputOf } from "../../../shared/rpc/contract.ts";
import { openJobs } from "../dialogs/jobs-panel.ts";
import { type AskedQuote, useConfirmedStart } from "../generation/use-confirmed-start.ts";
import { editor } from "../state/use-editor.ts";

type Wanted = Omit<InputOf<"generation.start">, "projectId" | "expected">;

/** `start` resolves when the job is queued, with the jobs in view, or when `problem` says why it is not. */
export function useStart(asked: AskedQuote, onStarted: () => void) {
  const { start, ...standing } = useConfirmedStart(asked, () => {
    openJobs("jobs");
    onStarted();
  });
  const startPass = (wanted: Wanted) =>
    start((confirmed) => editor.client.call("generation.start", { ...wanted, ...confirmed }));
  return { start: startPass, ...standing };
}
