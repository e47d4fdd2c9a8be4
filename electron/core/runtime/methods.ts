/** Owns what answers the contract, room by room, and this room's own part of it: work under way, and the events. */
import type { z } from "zod";
import type { Contract } from "../../../shared/rpc/contract.ts";
import type { method } from "../../../shared/rpc/method.ts";
import type { runtimeContract } from "../../../shared/rpc/runtime-contract.ts";
import type { EventLog } from "./events.ts";
import type { Notices } from "./notices.ts";
import type { Operations } from "./operations.ts";

/**
 * What answers a part of the contract: one function a method. `signal` is aborted when nobody waits any more; `window` names the window
 * that calls, null for any other caller.
 */
export type MethodsOf<Part extends Record<string, ReturnType<typeof method>>> = {
  readonly [Name in keyof Part]: (
    input: z.infer<Part[Name]["input"]>,
    signal?: AbortSignal,
    window?: string | null,
  ) => Promise<z.infer<Part[Name]["output"]>> | z.infer<Part[Name]["output"]>;
};

/** What answers all of it. */
export type Methods = MethodsOf<Contract>;

export function runtimeMethods(
  operations: Operations,
  events: EventLog,
  notices: Notices,
  /** A window waits for events, until the returned function is called. */
  waits: (window: string | null) => () => void,
): MethodsOf<typeof runtimeContract> {
  return {
    "operations.list": () => operations.list(),
    "operations.cancel": ({ operationId }) => {
      operations.cancel(operationId);
      return {};
    },
    "notices.list": () => notices.list(),
    "notices.dismiss": ({ id }) => {
      notices.clear(id);
      return {};
    },
    "events.after": async ({ cursor }, signal, window = null) => {
      const end = waits(window);
      return events.after(cursor, signal).finally(end);
    },
  };
}
