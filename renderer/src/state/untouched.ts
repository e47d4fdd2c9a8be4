/** Owns whether an edit says the same on a plan that was changed elsewhere meanwhile, as when a generated image got its place. */
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { Edit, OneEdit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";

/** True for an edit that only sets fields, each of which is now what it was before. */
export function isUntouched(edit: Edit, before: Project, now: Project): boolean {
  return (edit.type === "batch" ? edit.edits : [edit]).every((each) => {
    const [one, other] = [setBy(each, before), setBy(each, now)];
    return one !== null && other !== null && sameData(one, other);
  });
}

/** The values of the fields that an edit sets; null for any other edit, and where that which has them is gone. */
function setBy(edit: OneEdit, { passes, elements }: Project): Record<string, unknown> | null {
  switch (edit.type) {
    case "shot.describe":
      return valuesOf(
        passes.flatMap(({ shots }) => shots).find(({ id }) => id === edit.shotId),
        edit.fields,
      );
    case "pass.describe":
      return valuesOf(
        passes.find(({ id }) => id === edit.passId),
        edit.fields,
      );
    case "element.describe":
      return valuesOf(
        elements.find(({ id }) => id === edit.elementId),
        edit.fields,
      );
    default:
      return null;
  }
}

function valuesOf(thing: object | undefined, fields: object): Record<string, unknown> | null {
  if (!thing) return null;
  return Object.fromEntries(Object.keys(fields).map((key) => [key, (thing as Record<string, unknown>)[key]]));
}
