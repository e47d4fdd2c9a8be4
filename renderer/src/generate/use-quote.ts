/** Owns asking what a pass would cost now: again whenever the saved plan changes, and never while something is unsaved. */
import { useCallback, useEffect, useState } from "react";
import type { Retake } from "../../../shared/generation/retake.ts";
import { describeError } from "../api/client.ts";
import type { AskedQuote } from "../generation/use-confirmed-start.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { editor, useEditor } from "../state/use-editor.ts";

/** `profileId` null asks nothing; `retake` null is the whole pass. */
export function useQuote(passId: string, profileId: string | null, retake: Retake | null = null): AskedQuote {
  const [answer, setAnswer] = useState<Pick<AskedQuote, "quote" | "problem">>({ quote: null, problem: null });
  const [times, setTimes] = useState(0);
  const revision = useEditor((state) => state.view?.revision ?? 0);
  const saved = useEditor((state) => state.save.kind === "saved");
  const keys = useGeneration((state) => state.keys);
  const part = JSON.stringify(retake);
  // `revision`, `keys` and `times` are the reasons to ask again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const { projectId } = editor.get();
    setAnswer({ quote: null, problem: null });
    if (projectId === null || profileId === null || !saved) return;
    let current = true;
    const wanted: Retake | null = JSON.parse(part);
    const asked = { projectId, passId, profile: profileId, ...(wanted ? { retake: wanted } : {}) };
    editor.client.call("generation.quote", asked).then(
      (quote) => current && setAnswer({ quote, problem: null }),
      (error) => current && setAnswer({ quote: null, problem: describeError(error) }),
    );
    return () => {
      current = false;
    };
  }, [passId, profileId, part, revision, saved, keys, times]);
  return { ...answer, askAgain: useCallback(() => setTimes((before) => before + 1), []) };
}
