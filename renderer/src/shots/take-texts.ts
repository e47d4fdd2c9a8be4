/** Owns the texts that the newest take of a shot was made from, asked of the core once a take: what one remembers never changes. */
import { useEffect, useState } from "react";
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { editor, useEditor } from "../state/use-editor.ts";

const memories = new Map<string, Promise<TakeMemory | null>>();

function memoryOf(projectId: string, takeId: string): Promise<TakeMemory | null> {
  const key = `${projectId} ${takeId}`;
  let memory = memories.get(key);
  if (!memory) {
    memory = editor.client.call("takes.memory", { projectId, takeId }).catch(() => {
      // Nothing to compare with, and another time there may be.
      memories.delete(key);
      return null;
    });
    memories.set(key, memory);
  }
  return memory;
}

export interface TakeText {
  /** `Take 3`. */
  readonly label: string;
  readonly text: string;
}

/** Null where no take shows the shot, or none remembers its words. */
export function useTakeText(shotId: string): TakeText | null {
  const projectId = useEditor((state) => state.projectId);
  const take = useEditor((state) => newestOf(state.view?.takes, shotId));
  const [memory, setMemory] = useState<{ takeId: string; memory: TakeMemory | null } | null>(null);
  const takeId = take?.id;
  useEffect(() => {
    if (projectId === null || takeId === undefined) return;
    let left = false;
    void memoryOf(projectId, takeId).then((read) => !left && setMemory({ takeId, memory: read }));
    return () => {
      left = true;
    };
  }, [projectId, takeId]);
  const pass = take && memory?.takeId === take.id ? memory.memory?.madeFrom?.pass : undefined;
  const shot = pass?.shots.find(({ id }) => id === shotId);
  return take && pass && shot ? { label: `Take ${take.number}`, text: compileShotText(shot, pass.look) } : null;
}

let lastFound: { takes: readonly Take[]; shotId: string; take: Take | null } | null = null;

/** The newest take that was made to show the shot and is not in the bin. */
function newestOf(takes: readonly Take[] | undefined, shotId: string): Take | null {
  if (!takes) return null;
  if (lastFound?.takes !== takes || lastFound.shotId !== shotId) {
    const shown = takes.filter(
      ({ shots, binnedAt }) => binnedAt === null && shots?.some((each) => each.shotId === shotId),
    );
    const take = shown.toSorted((left, right) => right.createdAt.localeCompare(left.createdAt))[0] ?? null;
    lastFound = { takes, shotId, take };
  }
  return lastFound.take;
}
