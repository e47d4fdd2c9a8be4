/** Owns what happens to an element's images and the names of their views: each a change of the element's fields, as one edit has it. */
import type { EditOf } from "../../../shared/edits/edit.ts";
import type { Region } from "../../../shared/preflight/crop-rules.ts";
import type { Element, View } from "../../../shared/project/model.ts";

export type ElementFields = EditOf<"element.describe">["fields"];
type Images = Pick<Element, "images" | "views">;

/** What services ask pictures of an element for, offered beside whatever the user types. */
export const viewNames = ["front", "profile", "back", "detail"] as const;

/** The most images that any known service takes for one element: a frontal one and three more. */
export const imagesMax = 4;

export function addImages({ images }: Images, added: readonly string[]): ElementFields {
  return { images: [...images, ...added].slice(0, imagesMax) };
}

/** Another image in the place of one; what its view is called stays. */
export function replaceImage({ images, views }: Images, index: number, mediaId: string): ElementFields {
  const name = views?.[images[index] ?? ""]?.name;
  return fieldsOf(images.with(index, mediaId), { ...views, ...(name === undefined ? {} : { [mediaId]: { name } }) });
}

export function removeImage({ images, views }: Images, index: number): ElementFields {
  return fieldsOf(images.toSpliced(index, 1), views);
}

/** Moves an image to another place; the first place is the frontal one's. */
export function moveImage({ images }: Images, from: number, to: number): ElementFields {
  const moved = images[from];
  const place = Math.min(Math.max(0, to), images.length - 1);
  return { images: moved === undefined ? images : images.toSpliced(from, 1).toSpliced(place, 0, moved) };
}

export function nameView({ images, views }: Images, mediaId: string, name: string): ElementFields {
  const { name: _, ...rest } = views?.[mediaId] ?? {};
  const plain = name
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 40);
  return fieldsOf(images, { ...views, [mediaId]: plain === "" ? rest : { ...rest, name: plain } });
}

/** Puts a crop in the place of an image wherever the element has it; it remembers what it was cut from. */
export function putCrop(
  element: Images,
  mediaId: string,
  crop: { id: string; from: string; region: Region },
): ElementFields {
  const images = element.images.map((id) => (id === mediaId ? crop.id : id));
  const name = element.views?.[mediaId]?.name;
  const view: View = { ...(name === undefined ? {} : { name }), cropped: { from: crop.from, ...crop.region } };
  return fieldsOf(images, { ...element.views, [crop.id]: view });
}

/** Puts the original back in the place of its crop. */
export function takeCropBack(element: Images, mediaId: string): ElementFields {
  const { cropped, ...rest } = element.views?.[mediaId] ?? {};
  if (!cropped) return {};
  const images = element.images.map((id) => (id === mediaId ? cropped.from : id));
  return fieldsOf(images, { ...element.views, [cropped.from]: rest });
}

/** Says nothing of images that are gone, and nothing empty. */
function fieldsOf(images: readonly string[], views: Element["views"]): ElementFields {
  const kept = Object.entries(views ?? {}).filter(([id, view]) => images.includes(id) && Object.keys(view).length > 0);
  return { images: [...images], views: kept.length === 0 ? null : Object.fromEntries(kept) };
}
