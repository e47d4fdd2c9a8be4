/** Owns taking one field of a shot to others of its pass: to all that follow, or from the first one here. */
import type { EditOf, OneEdit } from "../../../shared/edits/edit.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";

/** A field that shots of a pass may share. */
export type SharedField =
  | "action"
  | "environment"
  | "lighting"
  | "mood"
  | "ambience"
  | "music"
  | "wardrobe"
  | "props"
  | "notes"
  | "camera.note"
  | "camera.lens";

type Fields = EditOf<"shot.describe">["fields"];

/** The edit that gives the field of a shot to all shots after it, as one step; null where that changes nothing. */
export function copyToFollowing(pass: Pass, shot: Shot, field: SharedField, label: string): EditOf<"batch"> | null {
  const index = pass.shots.findIndex(({ id }) => id === shot.id);
  const following = pass.shots.slice(index + 1);
  const edits = following
    .filter((each) => textIn(each, field) !== textIn(shot, field))
    .map((each): OneEdit => ({ type: "shot.describe", shotId: each.id, fields: fieldsFrom(each, shot, field) }));
  if (index === -1 || edits.length === 0) return null;
  const count = following.length === 1 ? "the next shot" : `the next ${following.length} shots`;
  return { type: "batch", label: `Copy ${label.toLowerCase()} to ${count}`, edits };
}

/** The edit that gives a shot the field of the first shot of its pass. */
export function repeatFromFirst(pass: Pass, shot: Shot, field: SharedField): EditOf<"shot.describe"> | null {
  const [first] = pass.shots;
  if (!first || first.id === shot.id || textIn(first, field) === textIn(shot, field)) return null;
  return { type: "shot.describe", shotId: shot.id, fields: fieldsFrom(shot, first, field) };
}

function textIn(shot: Shot, field: SharedField): string {
  if (field === "camera.note") return shot.camera?.note ?? "";
  if (field === "camera.lens") return shot.camera?.lens ?? "";
  return shot[field] ?? "";
}

function fieldsFrom(to: Shot, from: Shot, field: SharedField): Fields {
  const value = textIn(from, field);
  if (field !== "camera.note" && field !== "camera.lens") return { [field]: value === "" ? null : value };
  const key = field === "camera.note" ? "note" : "lens";
  const { [key]: _, ...rest } = to.camera ?? {};
  const camera = value === "" ? rest : { ...rest, [key]: value };
  return { camera: Object.keys(camera).length === 0 ? null : camera };
}
