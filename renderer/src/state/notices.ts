/** Owns what the app has to say by itself: fetched at the start and whenever it changes, and each said once in the window. */
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import type { CoreClient } from "../api/client.ts";
import { describeError } from "../api/client.ts";
import { showProblem } from "./problems.ts";

export interface NoticeFeed {
  onEvents(events: readonly AppEvent[]): void;
  onReset(): void;
}

export function createNoticeFeed(client: CoreClient): NoticeFeed {
  const said = new Set<string>();
  const fetchNotices = async () => {
    for (const { id, message, next } of await client.call("notices.list", {})) {
      if (said.has(`${id} ${message}`)) continue;
      said.add(`${id} ${message}`);
      const dismiss = () =>
        void client.call("notices.dismiss", { id }).catch((error) => showProblem(describeError(error)));
      showProblem({ message, next }, { label: "OK", run: dismiss });
    }
  };
  const follow = () => void fetchNotices().catch((error: unknown) => showProblem(describeError(error)));
  return {
    onEvents(events) {
      if (events.some((event) => event.type === "notices.changed")) follow();
    },
    onReset: follow,
  };
}
