/** Owns the text that is being typed into a field of a shot, before it is committed: what is shown of the shot follows it. */
import { useSyncExternalStore } from "react";
import type { EditOf } from "../../../shared/edits/edit.ts";
import type { Camera, Pass, Shot } from "../../../shared/project/model.ts";
import { createStore } from "../state/store.ts";

/** A text of a shot, named as problems name it. */
export type ShotField =
  | "action"
  | "environment"
  | "lighting"
  | "mood"
  | "camera.note"
  | "prompt"
  | "ambience"
  | "music"
  | `dialogue[${number}].line`;

interface Draft {
  readonly shotId: string;
  readonly field: ShotField;
  readonly text: string;
}

const store = createStore<{ draft: Draft | null }>({ draft: null });

/** Tells of a text as typed so far. Nothing is saved. */
export function showDraft(draft: Draft): void {
  store.set({ draft });
}

export function clearDraft({ shotId, field }: Omit<Draft, "text">): void {
  const { draft } = store.get();
  if (draft?.shotId === shotId && draft.field === field) store.set({ draft: null });
}

/** The field of the shot that is being typed in; null while none is. */
export function typedField(shotId: string): ShotField | null {
  const { draft } = store.get();
  return draft?.shotId === shotId ? draft.field : null;
}

/** What the field holds in a shot; empty where there is nothing. */
export function textOf(shot: Shot, field: ShotField): string {
  if (field === "camera.note") return shot.camera?.note ?? "";
  const line = lineIndex(field);
  if (line !== null) return shot.dialogue?.[line]?.line ?? "";
  return shot[field as Exclude<ShotField, "camera.note" | `dialogue[${number}].line`>] ?? "";
}

/** The change that puts a text into a field; an empty one takes the field away, but for a free text and a spoken line. */
export function fieldsWith(shot: Shot, field: ShotField, text: string): EditOf<"shot.describe">["fields"] {
  if (field === "camera.note") {
    const { note: _, ...rest } = shot.camera ?? {};
    const camera: Camera = text.trim() === "" ? rest : { ...rest, note: text.trim() };
    return { camera: Object.keys(camera).length === 0 ? null : camera };
  }
  const line = lineIndex(field);
  if (line !== null) {
    const spoken = shot.dialogue?.[line];
    return spoken ? { dialogue: (shot.dialogue ?? []).with(line, { ...spoken, line: text }) } : {};
  }
  if (field === "prompt") return { prompt: text };
  return { [field]: text.trim() === "" ? null : text };
}

function lineIndex(field: ShotField): number | null {
  const index = /^dialogue\[(\d+)\]\.line$/.exec(field)?.[1];
  return index === undefined ? null : Number(index);
}

/** Several parts of the page ask for the same. */
let last: { shot: Shot; draft: Draft; live: Shot } | null = null;

/** The shot with what is being typed into it. */
export function useLiveShot(shot: Shot): Shot {
  const draft = useSyncExternalStore(store.subscribe, () => store.get().draft);
  if (draft?.shotId !== shot.id) return shot;
  if (last?.shot !== shot || last.draft !== draft) last = { shot, draft, live: withDraft(shot, draft) };
  return last.live;
}

/** A pass with one of its shots as it is being typed; the same pass where nothing is. */
export function withShot(pass: Pass, shot: Shot): Pass {
  const index = pass.shots.findIndex(({ id }) => id === shot.id);
  return index === -1 || pass.shots[index] === shot ? pass : { ...pass, shots: pass.shots.with(index, shot) };
}

function withDraft(shot: Shot, { field, text }: Draft): Shot {
  if (textOf(shot, field) === text) return shot;
  const next = { ...shot } as Record<string, unknown>;
  for (const [key, value] of Object.entries(fieldsWith(shot, field, text))) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next as Shot;
}
