/** Owns what the window knows of a place's candidates, and the price of more: asked again whenever either may have changed. */
import { useCallback, useEffect, useState } from "react";
import type { Job } from "../../../shared/generation/job.ts";
import type { Still } from "../../../shared/project/still.ts";
import { isSamePlace, placeKey, type StillPlace } from "../../../shared/project/still-place.ts";
import { describeError } from "../api/client.ts";
import type { AskedQuote } from "../generation/use-confirmed-start.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { editor, useEditor } from "../state/use-editor.ts";

/** Newest first; null until they are there. */
export function useStills(place: StillPlace): {
  readonly stills: readonly Still[] | null;
  readonly askAgain: () => void;
} {
  const [stills, setStills] = useState<readonly Still[] | null>(null);
  const [times, setTimes] = useState(0);
  const media = useEditor((state) => state.view?.media);
  const jobs = useGeneration((state) => state.jobs);
  const key = placeKey(place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `media`, `jobs` and `times` are the reasons to ask again, and `key` says the place
  useEffect(() => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    let current = true;
    // A contact sheet's views are seen beside it.
    const sheetOf = place.kind === "element" && place.view === undefined ? place.elementId : null;
    editor.client.call("stills.list", sheetOf === null ? { projectId, place } : { projectId }).then(
      (listed) => current && setStills(sheetOf === null ? listed : listed.filter((still) => isOf(still, sheetOf))),
      (error: unknown) => current && editor.report(error),
    );
    return () => {
      current = false;
    };
  }, [key, media, jobs, times]);
  return { stills, askAgain: useCallback(() => setTimes((before) => before + 1), []) };
}

function isOf({ place }: Still, elementId: string): boolean {
  return place.kind === "element" && place.elementId === elementId;
}

/** The jobs of a place that have not ended, and those of `ownIds` that failed, newest first. */
export function jobsAt(jobs: readonly Job[] | null, place: StillPlace, ownIds: readonly string[]): Job[] {
  return (jobs ?? []).filter((job) => {
    if (job.place === null || !isSamePlace(job.place, place)) return false;
    return job.state === "failed" ? ownIds.includes(job.id) : job.state !== "done" && job.state !== "cancelled";
  });
}

/** What so many stills would cost together now. `profileId` null asks nothing. */
export function useStillsQuote(place: StillPlace, profileId: string | null, count: number): AskedQuote {
  const [answer, setAnswer] = useState<Pick<AskedQuote, "quote" | "problem">>({ quote: null, problem: null });
  const [times, setTimes] = useState(0);
  const revision = useEditor((state) => state.view?.revision ?? 0);
  const saved = useEditor((state) => state.save.kind === "saved");
  const keys = useGeneration((state) => state.keys);
  const key = placeKey(place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision`, `keys` and `times` are the reasons to ask again, and `key` says the place
  useEffect(() => {
    const { projectId } = editor.get();
    setAnswer({ quote: null, problem: null });
    if (projectId === null || profileId === null || !saved) return;
    let current = true;
    editor.client.call("generation.quoteStills", { projectId, place, profile: profileId, count }).then(
      (quote) => current && setAnswer({ quote, problem: null }),
      (error: unknown) => current && setAnswer({ quote: null, problem: describeError(error) }),
    );
    return () => {
      current = false;
    };
  }, [key, profileId, count, revision, saved, keys, times]);
  return { ...answer, askAgain: useCallback(() => setTimes((before) => before + 1), []) };
}
