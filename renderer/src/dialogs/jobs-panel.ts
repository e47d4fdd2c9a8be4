/** Owns whether the panel of jobs is open, and what it shows. */
import { useSyncExternalStore } from "react";
import { createStore } from "../state/store.ts";

export type JobsView = "jobs" | "spending";

const store = createStore<{ open: JobsView | null }>({ open: null });

export function openJobs(view: JobsView): void {
  store.set({ open: view });
}

export function closeJobs(): void {
  store.set({ open: null });
}

export function toggleJobs(): void {
  store.set({ open: store.get().open === null ? "jobs" : null });
}

/** Null while the panel is closed. */
export function useJobsPanel(): JobsView | null {
  return useSyncExternalStore(store.subscribe, () => store.get().open);
}
