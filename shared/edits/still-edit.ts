/** Owns picking a still: the edit that puts it into its place. */
import type { Project } from "../project/model.ts";
import { type ElementView, findPlace, isUsedAt, type StillPlace } from "../project/still-place.ts";
import type { OneEdit } from "./edit.ts";

/** Null where the place is gone, or has the image already. An element gets it as one image more, named by its view. */
export function editForStill(
  project: Pick<Project, "passes" | "elements">,
  place: StillPlace,
  mediaId: string,
): OneEdit | null {
  const found = findPlace(project, place);
  if (!found || isUsedAt(project, place, mediaId)) return null;
  switch (place.kind) {
    case "startFrame":
      return { type: "pass.describe", passId: place.passId, fields: { startFrame: mediaId } };
    case "endFrame":
      return { type: "pass.describe", passId: place.passId, fields: { endFrame: mediaId } };
    case "shot":
      return { type: "shot.describe", shotId: place.shotId, fields: { frame: mediaId } };
    case "element": {
      const name = place.view ?? "contact sheet";
      return editForViews(project, place.elementId, [{ mediaId, name }]);
    }
  }
}

/** An image of an element that is to be, and what was cropped for it. */
export interface NewView {
  readonly mediaId: string;
  readonly name: ElementView | "contact sheet";
  readonly cropped?: {
    readonly from: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** The most images that any known service accepts for an element: a frontal one and three more. */
export const elementImagesMost = 4;

/** Those of a sheet's views that an element has room for; one that has a picture keeps it as the frontal one. */
export function viewsThatFit(images: readonly string[], views: readonly NewView[]): NewView[] {
  const wanted = images.length === 0 ? views : views.filter(({ name }) => name !== "front");
  return wanted.slice(0, Math.max(0, elementImagesMost - images.length));
}

/** Adds named images to an element; those that it has already get the name. Null where the element is gone. */
export function editForViews(
  { elements }: Pick<Project, "elements">,
  elementId: string,
  added: readonly NewView[],
): OneEdit | null {
  const element = elements.find(({ id }) => id === elementId);
  if (!element) return null;
  const images = [...new Set([...element.images, ...added.map(({ mediaId }) => mediaId)])];
  const views = Object.fromEntries(
    added.map(({ mediaId, name, cropped }) => [mediaId, { name, ...(cropped ? { cropped } : {}) }]),
  );
  return { type: "element.describe", elementId, fields: { images, views: { ...element.views, ...views } } };
}
