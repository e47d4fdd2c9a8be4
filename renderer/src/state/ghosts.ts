/** Owns which neighbors of a shot shine through its picture, to draw and to judge continuity by; remembered on this computer. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "./remembered-store.ts";

/** `previous`: the last frame of the shot before; `next`: the first frame of the shot after. */
export interface Ghosts {
  readonly previous: boolean;
  readonly next: boolean;
}

export const ghosts = createRememberedStore<Ghosts>("shotline.ghosts", { previous: false, next: false });

export function useGhosts(): Ghosts {
  return useSyncExternalStore(ghosts.subscribe, ghosts.get);
}

/** From none to the previous shot, to the next, to both, to none. */
export function stepGhosts(): void {
  const { previous, next } = ghosts.get();
  if (previous && next) ghosts.set({ previous: false, next: false });
  else if (next) ghosts.set({ previous: true });
  else if (previous) ghosts.set({ previous: false, next: true });
  else ghosts.set({ previous: true });
}
