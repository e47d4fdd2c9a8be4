/** Owns the places of a plan that a still is made for: what each is called, and what stands there now. */
import { z } from "zod";
import { shotLabel, shotNumbers } from "./layout.ts";
import { idSchema, type Pass, type Project, type Shot } from "./model.ts";

/** The sides of an element that a contact sheet shows, in its order: the rows of a grid of two by two. */
export const elementViews = ["front", "profile", "back", "detail"] as const;
export type ElementView = (typeof elementViews)[number];

/** An element without a view is its contact sheet: all views in one image. */
export const stillPlaceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("startFrame"), passId: idSchema }),
  z.strictObject({ kind: z.literal("endFrame"), passId: idSchema }),
  z.strictObject({ kind: z.literal("shot"), shotId: idSchema }),
  z.strictObject({ kind: z.literal("element"), elementId: idSchema, view: z.enum(elementViews).optional() }),
]);
export type StillPlace = z.infer<typeof stillPlaceSchema>;

export function isSamePlace(one: StillPlace, other: StillPlace): boolean {
  return placeKey(one) === placeKey(other);
}

/** The same text for the same place. */
export function placeKey(place: StillPlace): string {
  switch (place.kind) {
    case "startFrame":
    case "endFrame":
      return `${place.kind} ${place.passId}`;
    case "shot":
      return `shot ${place.shotId}`;
    case "element":
      return `element ${place.elementId} ${place.view ?? ""}`;
  }
}

/** The part of the plan that a place is in; null once that is gone. */
export function findPlace(
  project: Pick<Project, "passes" | "elements">,
  place: StillPlace,
): { readonly pass: Pass; readonly shot: Shot } | { readonly element: Project["elements"][number] } | null {
  if (place.kind === "element") {
    const element = project.elements.find(({ id }) => id === place.elementId);
    return element ? { element } : null;
  }
  for (const pass of project.passes) {
    const shot =
      place.kind === "shot"
        ? pass.shots.find(({ id }) => id === place.shotId)
        : pass.id === place.passId
          ? pass.shots.at(place.kind === "startFrame" ? 0 : -1)
          : undefined;
    if (shot) return { pass, shot };
  }
  return null;
}

/** The image that a frame's place holds; null for none, and for an element, which has many. */
export function imageAt(project: Pick<Project, "passes" | "elements">, place: StillPlace): string | null {
  const found = findPlace(project, place);
  if (!found || "element" in found || place.kind === "element") return null;
  if (place.kind === "shot") return found.shot.frame ?? null;
  return found.pass[place.kind] ?? null;
}

/** Whether the plan uses the image for the place. */
export function isUsedAt(project: Pick<Project, "passes" | "elements">, place: StillPlace, mediaId: string): boolean {
  const found = findPlace(project, place);
  if (found && "element" in found) return found.element.images.includes(mediaId);
  return imageAt(project, place) === mediaId;
}

/** What a place is in, such as `SC010 Pit lane`, `SC010 Pit lane SH0020` or `@Driver`; null once that is gone. */
export function ownerOfPlace(project: Project, place: StillPlace): string | null {
  const found = findPlace(project, place);
  if (!found) return null;
  if ("element" in found) return `@${found.element.name}`;
  const pass = `${found.pass.scene} ${found.pass.name}`;
  return place.kind === "shot" ? `${pass} ${shotLabel(shotNumbers(project.passes).get(found.shot.id) ?? 0)}` : pass;
}

const viewNames: Readonly<Record<ElementView, string>> = {
  front: "Front view",
  profile: "Profile view",
  back: "Back view",
  detail: "Detail view",
};

/** What is made for a place, such as `Start frame` or `Contact sheet`. */
export function nameOfPlace(place: StillPlace): string {
  switch (place.kind) {
    case "startFrame":
      return "Start frame";
    case "endFrame":
      return "End frame";
    case "shot":
      return "Frame";
    case "element":
      return place.view === undefined ? "Contact sheet" : viewNames[place.view];
  }
}

/** A place as a title, such as `Start frame of SC010 Pit lane`; `owner` as of `ownerOfPlace`. */
export function titleOfPlace(place: StillPlace, owner: string): string {
  return `${nameOfPlace(place)} of ${owner}`;
}
