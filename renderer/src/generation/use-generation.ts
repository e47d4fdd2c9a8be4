/** Owns the window's one view of generation, and the hook by which components follow a part of it. */
import { useSyncExternalStore } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { createGeneration, type GenerationState } from "./generation.ts";
import { tellTurn } from "./job-notices.ts";

export const generation = createGeneration(editor.client, tellTurn, (error) => {
  // The banner says that the core is away, and the fetch is made again when it is back.
  if (describeError(error).code !== "offline") editor.report(error);
});

/** Fetches what holds without a project as well, and keeps the jobs of the project that is open. */
export function followOpenProject(): void {
  generation.onReset();
  editor.subscribe(() => generation.follow(editor.get().view === null ? null : editor.get().projectId));
}

/** A part of the state; `select` must give the same value for the same state (no new objects). */
export function useGeneration<Part>(select: (state: GenerationState) => Part): Part {
  return useSyncExternalStore(generation.subscribe, () => select(generation.get()));
}

/** Whether a key for the service is kept; true while nobody knows yet, so that nothing is refused too early. */
export function useHasKey(provider: ProviderName | "animatic"): boolean {
  return useGeneration((state) => hasKey(state, provider));
}

export function hasKey({ keys }: GenerationState, provider: ProviderName | "animatic"): boolean {
  if (provider === "animatic" || keys === null) return true;
  return keys.some((key) => key.provider === provider && key.source !== null);
}
