/** Builds projects of one pass for tests of what a service's profile takes. */
import type { Element, Pass, Project, Shot } from "../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "./builders.ts";

export const imageA = buildMediaId("a");
export const imageB = buildMediaId("b");

export function elementsOf(names: readonly string[], images = [imageA, imageB]): Element[] {
  return names.map((name) => buildElement(name, { images }));
}

/** One pass of one good shot, unless `content` says otherwise; eight elements that nobody calls. */
export function projectFor(
  profile: string,
  content: Partial<Pass> & { shots?: Shot[] },
  elements: Element[] = elementsOf(["Anna", "Bert", "Cleo", "Dora", "Emil", "Fred", "Gina", "Hugo"]),
): Project {
  const shots = content.shots ?? [buildShot("1", { action: "It rains", camera: { size: "WS" } })];
  return buildProject([buildPass("A", shots, { profile, resolution: "1080p", ...content })], { elements });
}
