/** Owns the hints of the first minute: which one is given, what makes it done, and that it never comes back. */
import type { Shot } from "../../../shared/project/model.ts";
import type { EditorState } from "../state/editor-state.ts";
import { createRememberedStore } from "../state/remembered-store.ts";

/** In the order in which they are given. */
const hints = ["edge", "play", "prompt"] as const;
export type Hint = (typeof hints)[number];

export const hintsDone = createRememberedStore<Readonly<Record<Hint, boolean>>>("shotline.hints", {
  edge: false,
  play: false,
  prompt: false,
});

/** The hint to give now, and the shot that it is about. */
export function hintFor(
  { view, selection, wall }: EditorState,
  done: Readonly<Record<Hint, boolean>>,
): { hint: Hint; shot: Shot } | null {
  // What stopped an edit is said in the same place.
  if (!view || view.readOnly || wall) return null;
  const { passes } = view.project;
  const pass = passes.find((each) => each.id === selection.passId) ?? passes[0];
  const selected = pass?.shots.find((shot) => shot.id === selection.shotId);
  const shotsOf: Readonly<Record<Hint, readonly Shot[]>> = {
    edge: pass?.shots ?? [],
    play: pass?.shots ?? [],
    prompt: pass?.shots.filter((shot) => textOf(shot) === "") ?? [],
  };
  const hint = hints.find((each) => !done[each] && shotsOf[each].length > 0);
  const [first] = hint ? shotsOf[hint] : [];
  if (!hint || !first) return null;
  return { hint, shot: selected && shotsOf[hint].includes(selected) ? selected : first };
}

/** The hints that the user no longer needs after what happened between two states of the window. */
export function hintsMet(before: EditorState, after: EditorState): Hint[] {
  const met: Hint[] = after.playing && !before.playing ? ["play"] : [];
  if (!before.view || !after.view || before.projectId !== after.projectId) return met;
  if (before.view.project === after.view.project) return met;
  const [was, is] = [before.view.project.passes, after.view.project.passes];
  // A pass that stayed the same object holds nothing new, and most of a long plan does.
  const [inWas, inIs] = [new Set(was), new Set(is)];
  const shotsBefore = new Map(
    was.flatMap((pass) => (inIs.has(pass) ? [] : pass.shots.map((shot): [string, Shot] => [shot.id, shot]))),
  );
  for (const shot of is.flatMap((pass) => (inWas.has(pass) ? [] : pass.shots))) {
    const old = shotsBefore.get(shot.id);
    if (!old || old === shot) continue;
    if (old.durationMs !== shot.durationMs) met.push("edge");
    if (textOf(shot) !== "" && textOf(old) !== textOf(shot)) met.push("prompt");
  }
  return met;
}

/** Follows the window and strikes off what is done, until the returned function is called. */
export function followHints(editor: { get(): EditorState; subscribe(listener: () => void): () => void }): () => void {
  let before = editor.get();
  return editor.subscribe(() => {
    const after = editor.get();
    if (hints.every((hint) => hintsDone.get()[hint])) return;
    for (const hint of hintsMet(before, after)) hintsDone.set({ [hint]: true });
    before = after;
  });
}

export function hideHints(): void {
  hintsDone.set({ edge: true, play: true, prompt: true });
}

function textOf(shot: Shot): string {
  return (shot.prompt ?? shot.action ?? "").trim();
}
