/** Owns for which shots Generate was pressed: what they lack is to do before, and a problem from then on. */
import { useSyncExternalStore } from "react";
import type { Pass } from "../../../shared/project/model.ts";
import { createStore } from "./store.ts";

const store = createStore<{ ids: ReadonlySet<string> }>({ ids: new Set() });

export function askForShots({ shots }: Pick<Pass, "shots">): void {
  store.set({ ids: new Set([...store.get().ids, ...shots.map(({ id }) => id)]) });
}

/** Their ids. */
export function useAskedShots(): ReadonlySet<string> {
  return useSyncExternalStore(store.subscribe, () => store.get().ids);
}
