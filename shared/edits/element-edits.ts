/** Owns the edits of elements; renaming one renames every `@Name` that calls it, and whoever shows it on a stage. */
import { type Element, type Project, passSchema, projectLimits } from "../project/model.ts";
import { releaseOnStage } from "../project/stage-names.ts";
import { renameReferences } from "../prompt/references.ts";
import { changeFields } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, missing, refused } from "./edit-result.ts";

function nameTaken(project: Project, name: string, except: string | null): EditResult | null {
  const taken = project.elements.some(
    (element) => element.id !== except && element.name.toLowerCase() === name.toLowerCase(),
  );
  if (!taken) return null;
  const message = `There is already an element named ${name}.`;
  return refused({ code: "name-taken", message, next: "Choose another name." });
}

export function addElement(project: Project, { element }: EditOf<"element.add">): EditResult {
  if (project.elements.length >= projectLimits.elements) {
    return refused({ code: "limit", message: `A project can have at most ${projectLimits.elements} elements.` });
  }
  if (project.elements.some((each) => each.id === element.id)) {
    return refused({ code: "name-taken", message: "This element is already in the project." });
  }
  return (
    nameTaken(project, element.name, null) ??
    applied({ ...project, elements: [...project.elements, element] }, `Add @${element.name}`)
  );
}

export function describeElement(project: Project, { elementId, fields }: EditOf<"element.describe">): EditResult {
  const element = project.elements.find((each) => each.id === elementId);
  if (!element) return missing("element");
  const taken = fields.name === undefined ? null : nameTaken(project, fields.name, elementId);
  if (taken) return taken;
  const next = changeFields<Element>(element, fields);
  if (next === element) return applied(project, `Change @${element.name}`);
  const elements = project.elements.map((each) => (each.id === elementId ? next : each));
  if (next.name === element.name) return applied({ ...project, elements }, `Change @${element.name}`);
  const passes = project.passes.map((pass) => renameReferences(pass, element.name, next.name));
  if (passes.some((pass, index) => pass !== project.passes[index] && !passSchema.safeParse(pass).success)) {
    const message = `The name ${next.name} would make a prompt that uses it too long.`;
    return refused({ code: "limit", message, next: "Choose a shorter name." });
  }
  return applied({ ...project, elements, passes }, `Rename @${element.name} to @${next.name}`);
}

export function removeElement(project: Project, { elementId }: EditOf<"element.remove">): EditResult {
  const element = project.elements.find((each) => each.id === elementId);
  if (!element) return missing("element");
  const elements = project.elements.filter((each) => each.id !== elementId);
  const released = project.passes.map((pass) => releaseOnStage(pass, element.name));
  const passes = released.some((pass, index) => pass !== project.passes[index]) ? released : project.passes;
  return applied({ ...project, elements, passes }, `Remove @${element.name}`);
}
