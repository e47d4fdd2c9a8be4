/** Owns starting what the user has confirmed at a price: another price in force is shown and asked about again. */
import { useState } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { Money } from "../../../shared/models/profile.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { showQuote } from "./pass-price.ts";

export interface AskedQuote {
  /** Null until it is there, or when it cannot be had. */
  readonly quote: Quote | null;
  readonly problem: ErrorData | null;
  readonly askAgain: () => void;
}

/** What is sent once it is confirmed. */
type Send = (confirmed: { readonly projectId: string; readonly expected: Money | null }) => Promise<unknown>;

/** `start` resolves when what `send` sends was taken, or when `problem` says why it was not. */
export function useConfirmedStart(
  { quote, askAgain }: AskedQuote,
  onStarted: () => void,
): { start: (send: Send) => Promise<void>; busy: boolean; problem: ErrorData | null } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorData | null>(null);
  const start = async (send: Send) => {
    const { projectId } = editor.get();
    if (projectId === null || quote === null) return;
    setBusy(true);
    setProblem(null);
    try {
      await send({ projectId, expected: quote.amount });
      onStarted();
    } catch (error) {
      const refusal = describeError(error);
      setProblem(refusal);
      if (refusal.code === "spend.unconfirmed") askAgain();
    } finally {
      setBusy(false);
    }
  };
  return { start, busy, problem };
}

/** The words on the button that spends. */
export function sayConfirm(quote: Quote | null): string {
  if (quote === null || quote.amount?.micros === 0) return "Generate";
  return quote.amount === null ? "Generate, price unknown" : `Generate for ${showQuote(quote)}`;
}
