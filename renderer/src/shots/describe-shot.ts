/** Owns sending a change of a shot's fields; null takes a field away. */
import type { EditOf } from "../../../shared/edits/edit.ts";
import type { Camera, Pass, Shot } from "../../../shared/project/model.ts";
import { editor } from "../state/use-editor.ts";

export function describeShot(shotId: string, fields: EditOf<"shot.describe">["fields"]): void {
  if (Object.keys(fields).length > 0) void editor.apply({ type: "shot.describe", shotId, fields });
}

/** A shot and its pass as they stand, with what was committed a moment ago. */
export function shotNow(shotId: string): { pass: Pass; shot: Shot } | null {
  for (const pass of editor.get().view?.project.passes ?? []) {
    const shot = pass.shots.find(({ id }) => id === shotId);
    if (shot) return { pass, shot };
  }
  return null;
}

/** A text as a field: an empty one takes the field away. */
export function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

/** Changes one key of the camera, in view; undefined takes it away, and a camera with nothing left goes too. */
export function describeCamera<Key extends keyof Camera>(
  shotId: string,
  camera: Camera | undefined,
  key: Key,
  value: Camera[Key] | undefined,
): void {
  const { [key]: _, ...rest } = camera ?? {};
  const next = (value === undefined ? rest : { ...rest, [key]: value }) as Camera;
  editor.select({ shotId });
  describeShot(shotId, { camera: Object.keys(next).length === 0 ? null : next });
}
