/** Owns starting a generation that the user has confirmed at a price: another price in force is shown and asked about again. */
import { useState } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { InputOf } from "../../../shared/rpc/contract.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";
import { describeError } from "../api/client.ts";
import { openJobs } from "../dialogs/jobs-panel.ts";
import { showQuote } from "../generation/pass-price.ts";
import { editor } from "../state/use-editor.ts";
import type { AskedQuote } from "./use-quote.ts";

type Wanted = Omit<InputOf<"generation.start">, "projectId" | "expected">;

/** `start` resolves when the job is queued, with the jobs in view, or when `problem` says why it is not. */
export function useStart(
  { quote, askAgain }: AskedQuote,
  onStarted: () => void,
): { start: (wanted: Wanted) => Promise<void>; busy: boolean; problem: ErrorData | null } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorData | null>(null);
  const start = async (wanted: Wanted) => {
    const { projectId } = editor.get();
    if (projectId === null || quote === null) return;
    setBusy(true);
    setProblem(null);
    try {
      await editor.client.call("generation.start", { projectId, ...wanted, expected: quote.amount });
      openJobs("jobs");
      onStarted();
    } catch (error) {
      const refusal = describeError(error);
      setProblem(refusal);
      setBusy(false);
      if (refusal.code === "spend.unconfirmed") askAgain();
    }
  };
  return { start, busy, problem };
}

/** The words on the button that spends. */
export function sayConfirm(quote: Quote | null): string {
  if (quote === null) return "Generate";
  return quote.amount === null ? "Generate, price unknown" : `Generate for ${showQuote(quote)}`;
}
