/** Owns stores whose state is remembered on this computer. */
import { createStore, type Store } from "./store.ts";

/** A store that begins with what it held last time; `standard` fills in what was never stored. */
export function createRememberedStore<State extends object>(storageKey: string, standard: State): Store<State> {
  const store = createStore<State>({ ...standard, ...remembered(storageKey) });
  return {
    ...store,
    set(changes) {
      store.set(changes);
      try {
        localStorage.setItem(storageKey, JSON.stringify(store.get()));
      } catch {
        // A window that may not remember still works.
      }
    },
  };
}

function remembered(storageKey: string): object {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
