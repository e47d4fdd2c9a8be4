/** Owns the buttons below long work: stop it or let it go on, and once it has ended, close or try again. */
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { Button } from "../ui/Button.tsx";

interface OperationButtonsProps {
  readonly state: Operation["state"];
  /** What is canceled, in a word. */
  readonly what: string;
  readonly onClose: () => void;
  readonly onCancel: () => void;
  readonly onBack: () => void;
}

export function OperationButtons({ state, what, onClose, onCancel, onBack }: OperationButtonsProps) {
  if (state === "running") {
    return (
      <>
        <Button onClick={onClose}>Continue in background</Button>
        <Button onClick={onCancel}>Cancel {what}</Button>
      </>
    );
  }
  return (
    <>
      <Button kind={state === "done" ? "primary" : "plain"} onClick={onClose}>
        Close
      </Button>
      {state !== "done" && (
        <Button kind="primary" onClick={onBack}>
          Back
        </Button>
      )}
    </>
  );
}
