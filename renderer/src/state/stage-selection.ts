/** Owns which thing on the stage of the shown shot is selected, for the floor plan and the inspector alike. */
import { useSyncExternalStore } from "react";
import { createStore } from "./store.ts";

export type OnStage =
  | { readonly kind: "figure"; readonly id: string }
  | { readonly kind: "prop"; readonly id: string }
  | { readonly kind: "camera" }
  | { readonly kind: "target" }
  /** The light and the floor. */
  | { readonly kind: "stage" };

const stageSelection = createStore<{ readonly selected: OnStage | null }>({ selected: null });

export function selectOnStage(selected: OnStage | null): void {
  stageSelection.set({ selected });
}

export function useStageSelection(): OnStage | null {
  return useSyncExternalStore(stageSelection.subscribe, () => stageSelection.get().selected);
}
