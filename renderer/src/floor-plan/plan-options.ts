/** Owns how the floor plan behaves, as the user set it. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";

export const planOptions = createRememberedStore<{ readonly snaps: boolean }>("shotline.floorPlan", { snaps: true });

export function useSnaps(): boolean {
  return useSyncExternalStore(planOptions.subscribe, () => planOptions.get().snaps);
}
