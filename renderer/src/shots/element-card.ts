/** Owns the card of an element inside a text field: its picture, name, kind and description, for whoever points at its name or picks one. */
import type { Element } from "../../../shared/project/model.ts";
import { mediaAddress } from "../api/session.ts";
import { editor } from "../state/use-editor.ts";

/** The thumbnail of its frontal picture; an empty frame where it has none. */
export function elementPicture(element: Pick<Element, "images"> | undefined, className: string): HTMLElement {
  const frame = document.createElement("span");
  frame.className = className;
  const { projectId } = editor.get();
  const frontal = element?.images[0];
  if (frontal === undefined || projectId === null) return frame;
  const image = document.createElement("img");
  image.src = mediaAddress(projectId, frontal, "thumbnail");
  image.alt = "";
  image.draggable = false;
  image.addEventListener("error", () => image.remove());
  frame.append(image);
  return frame;
}

export function elementCard(element: Element): HTMLElement {
  const card = document.createElement("div");
  card.className = "cm-element-card";
  const words = document.createElement("div");
  words.className = "cm-element-card-words";
  const add = (className: string, text: string) => {
    const line = document.createElement("div");
    line.className = className;
    line.textContent = text;
    words.append(line);
  };
  const { images } = element;
  const pictures =
    images.length === 0 ? "no pictures" : images.length === 1 ? "1 picture" : `${images.length} pictures`;
  add("cm-element-card-name", `@${element.name}`);
  add("cm-element-card-kind", `${element.kind}, ${pictures}`);
  if (element.description?.trim()) add("cm-element-card-about", element.description);
  card.append(elementPicture(element, "cm-element-card-picture"), words);
  return card;
}
