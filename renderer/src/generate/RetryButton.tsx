/** Owns making a new job of an ended one, or of one that waits for the user: after the price that it would have now was confirmed. */
import { useState } from "react";
import type { Job } from "../../../shared/generation/job.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";
import { showQuote } from "../generation/pass-price.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";

/** The first click asks for the price, the second one spends it. */
export function RetryButton({ job }: { job: Job }) {
  const verb = job.held === null ? "Retry" : "Send";
  const [quote, setQuote] = useState<Quote | null>(null);
  const [busy, setBusy] = useState(false);
  const during = async (work: (projectId: string) => Promise<Quote | null>) => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    setBusy(true);
    try {
      setQuote(await work(projectId));
    } catch (error) {
      editor.report(error);
      setQuote(null);
    }
    setBusy(false);
  };
  if (quote === null) {
    const ask = (projectId: string) =>
      editor.client.call("generation.quote", {
        projectId,
        passId: job.passId,
        profile: job.profile,
        ...(job.retake ? { retake: job.retake } : {}),
      });
    return (
      <Button disabled={busy} title="Create a new job from the current plan" onClick={() => void during(ask)}>
        {verb}…
      </Button>
    );
  }
  const retry = async (projectId: string) => {
    await editor.client.call("jobs.retry", { projectId, jobId: job.id, expected: quote.amount });
    return null;
  };
  return (
    <>
      <Button kind="primary" disabled={busy} onClick={() => void during(retry)}>
        {quote.amount === null ? `${verb}, price unknown` : `${verb} for ${showQuote(quote)}`}
      </Button>
      <Button kind="quiet" disabled={busy} onClick={() => setQuote(null)}>
        Not now
      </Button>
    </>
  );
}
