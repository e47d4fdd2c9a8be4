/** Owns whether the tour of the window is offered or under way, and that it is offered until it was answered once. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";

export type TourStage = "offered" | "running";

interface TourState {
  readonly stage: TourStage | null;
  /** The project that it is offered for, or goes through. */
  readonly projectId: string | null;
}

const remembered = createRememberedStore<{ readonly isAnswered: boolean }>("shotline.tour", { isAnswered: false });
const store = createStore<TourState>({ stage: null, projectId: null });

/** Offers it for the open project, unless it was taken or declined before. */
export function offerTour(): void {
  if (!remembered.get().isAnswered) show("offered");
}

export function startTour(): void {
  remembered.set({ isAnswered: true });
  show("running");
}

/** Ends the tour, or declines it. */
export function endTour(): void {
  remembered.set({ isAnswered: true });
  store.set({ stage: null });
}

function show(stage: TourStage): void {
  store.set({ stage, projectId: editor.get().view?.project.id ?? null });
}

/** Null also while another project is open. */
export function useTourStage(openProjectId: string | null): TourStage | null {
  const { stage, projectId } = useSyncExternalStore(store.subscribe, store.get);
  return projectId === openProjectId ? stage : null;
}
