/** Owns what is chosen of a pass before it is generated: which of its shots, what a retake begins with, and whether it is asked for longer. */
import { useEffect, useMemo, useState } from "react";
import { framesToBeginWith } from "../../../shared/cut/out/go-on.ts";
import { type Retake, retakenPass, retakeShortage } from "../../../shared/generation/retake.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import type { Continues, Pass, Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { editor, useEditor } from "../state/use-editor.ts";

/** `pass`: its own start frame, or none where the retake lacks the pass's first shot; the others: frames of takes. */
export type BeginsWith = "pass" | "previous" | "same";

export interface ChosenRetake {
  /** Null while all shots are chosen. */
  readonly retake: Retake | null;
  /** The pass as it will be sent; null while no shot is chosen, or its start frame is being made. */
  readonly sent: Pass | null;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (shotId: string, isChosen: boolean) => void;
  readonly frames: Readonly<Record<"previous" | "same", Continues | null>>;
  readonly beginsWith: BeginsWith;
  readonly beginWith: (which: BeginsWith) => void;
  /** What too short a retake lacks; null when it is long enough. */
  readonly shortage: ReturnType<typeof retakeShortage>;
  readonly lengthen: boolean;
  readonly setLengthen: (lengthen: boolean) => void;
}

const noTakes: readonly Take[] = [];
const noFrames = { previous: null, same: null };

/** `shotIds`: those that are chosen first; absent: all. */
export function useRetake(
  project: Project,
  pass: Pass,
  { id: profile, limits }: ModelProfile,
  shotIds: readonly string[] | undefined,
): ChosenRetake {
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  const [left, setLeft] = useState(
    () => new Set(shotIds ? pass.shots.flatMap(({ id }) => (shotIds.includes(id) ? [] : id)) : []),
  );
  const [beginsWith, beginWith] = useState<BeginsWith>("pass");
  const [lengthen, setLengthen] = useState(false);
  const chosen = useMemo(() => new Set(pass.shots.flatMap(({ id }) => (left.has(id) ? [] : id))), [pass, left]);
  const isRetake = chosen.size < pass.shots.length;
  const first = pass.shots.find(({ id }) => chosen.has(id));
  const frames = isRetake && limits.startFrame && first ? framesToBeginWith(project, takes, first.id) : noFrames;
  const from = beginsWith === "pass" ? null : frames[beginsWith];
  const startFrame = useTakeFrame(from, profile);
  const retake = useMemo((): Retake | null => {
    if (!isRetake || chosen.size === 0) return null;
    return { shotIds: [...chosen], ...(startFrame ? { startFrame } : {}), ...(lengthen ? { lengthen } : {}) };
  }, [isRetake, chosen, startFrame, lengthen]);
  const isReady = chosen.size > 0 && (from === null || startFrame !== null);
  const sent = useMemo(() => {
    if (!isReady) return null;
    return retake === null ? pass : retakenPass(pass, retake, limits);
  }, [isReady, retake, pass, limits]);
  const choose = (shotId: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(shotId);
    else next.add(shotId);
    setLeft(next);
  };
  const planned = retake && { ...retake, lengthen: false };
  const shortage = planned && retakeShortage(pass, planned, limits);
  return { retake, sent, chosen, choose, frames, beginsWith, beginWith, shortage, lengthen, setLengthen };
}

/** The stored image of a take's frame, made when it is first asked for; null until it is there. */
function useTakeFrame(from: Continues | null, profile: string): string | null {
  const key = from && `${from.takeId} ${from.frame} ${profile}`;
  const [made, setMade] = useState<{ key: string; mediaId: string } | null>(null);
  useEffect(() => {
    const { projectId } = editor.get();
    if (key === null || projectId === null) return;
    const [takeId = "", frame, model] = key.split(" ");
    let current = true;
    editor.client.call("takes.frame", { projectId, takeId, frame: Number(frame), profile: model }).then(
      ({ mediaId }) => current && setMade({ key, mediaId }),
      (error: unknown) => editor.report(error),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return made?.key === key ? made.mediaId : null;
}
