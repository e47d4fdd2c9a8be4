/** Owns following one piece of work from its start: its progress by events, and its state asked for once in case one was missed. */
import { useEffect } from "react";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { editor, useEditor } from "../state/use-editor.ts";

export function useOperation(operationId: string | null): Operation | null {
  const operation = useEditor((state) => state.operations.find((each) => each.id === operationId) ?? null);
  const known = operation !== null;
  const reachable = useEditor((state) => state.reachable);
  useEffect(() => {
    if (operationId === null || known || !reachable) return;
    editor.client.call("operations.list", {}).then(
      (operations) => {
        const found = operations.find((each) => each.id === operationId);
        const arrived = editor.get().operations.some((each) => each.id === operationId);
        if (found && !arrived) editor.onEvents([{ type: "operation.changed", operation: found }]);
      },
      // Its progress comes by events as well.
      () => undefined,
    );
  }, [operationId, known, reachable]);
  return operation;
}
