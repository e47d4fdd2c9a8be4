/** Owns what is said, to those who do not see it, of what was just done where the plan alone does not tell. */
import { createStore } from "./store.ts";

export const said = createStore<{ readonly words: string }>({ words: "" });

export function say(words: string): void {
  said.set({ words });
}
