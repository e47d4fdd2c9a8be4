/** Owns what is done with elements: images that come as files become elements or views, removal, and which images wait to be cropped. */
import { useSyncExternalStore } from "react";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { elementImageLimits, imageFaults } from "../../../shared/preflight/crop-rules.ts";
import { elementNameFrom, freeElementName } from "../../../shared/project/element-names.ts";
import type { Media } from "../../../shared/project/media.ts";
import { type Element, projectLimits } from "../../../shared/project/model.ts";
import { sayUses, usesOf } from "../../../shared/prompt/where-used.ts";
import { describeRefused, inNameOrder, listNames, sendImages } from "../commands/image-files.ts";
import { makeId } from "../state/make-id.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { numbersOf } from "../state/selectors.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";
import { addImages, imagesMax } from "./element-images.ts";

export interface CropRequest {
  readonly elementId: string;
  readonly mediaId: string;
}

const crops = createStore<{ waiting: readonly CropRequest[]; of: number }>({ waiting: [], of: 0 });

/** Opens the crop of these images, one after another. */
export function openCrops(waiting: readonly CropRequest[]): void {
  crops.set({ waiting, of: waiting.length });
}

/** Goes on with the next one. */
export function nextCrop(): void {
  crops.set({ waiting: crops.get().waiting.slice(1) });
}

export function useCrops(): { readonly waiting: readonly CropRequest[]; readonly of: number } {
  return useSyncExternalStore(crops.subscribe, crops.get);
}

const elementsNow = () => editor.get().view?.project.elements ?? [];

/** A new element without images; its id, or null when there is no room for one. */
export async function addEmptyElement(): Promise<string | null> {
  const name = freeElementName(
    "Element",
    elementsNow().map((element) => element.name),
  );
  const element: Element = { id: makeId("element"), name, kind: "character", images: [] };
  const wall = await editor.apply({ type: "element.add", element });
  if (wall) showProblem(wall);
  return wall ? null : element.id;
}

/** A new element for each image, in the order of their names and as one edit; tells what can't be used. The id of the only one. */
export async function addElementsOf(files: readonly File[]): Promise<string | null> {
  const ordered = inNameOrder(files);
  const room = projectLimits.elements - elementsNow().length;
  const kept = await store(ordered, room);
  if (kept === null || kept.length === 0) return null;
  const taken = elementsNow().map(({ name }) => name);
  const elements = kept.map(({ media, fileName }): Element => {
    const name = freeElementName(nameOfFile(fileName), taken);
    taken.push(name);
    return { id: makeId("element"), name, kind: "character", images: [media.id] };
  });
  const edits = elements.map((element) => ({ type: "element.add" as const, element }));
  const [only] = edits;
  const edit: Edit | undefined =
    edits.length > 1 ? { type: "batch", label: `Add ${edits.length} elements`, edits } : only;
  const wall = edit ? await editor.apply(edit) : null;
  if (wall) {
    showProblem(wall);
    return null;
  }
  cropUnfit(elements.map(({ id }, index) => ({ elementId: id, media: (kept[index] as Stored).media })));
  return elements.length === 1 ? (elements[0]?.id ?? null) : null;
}

/** Adds images to an element as further views, as many as one can have. */
export async function addViews(elementId: string, files: readonly File[]): Promise<void> {
  const find = () => elementsNow().find(({ id }) => id === elementId);
  const room = imagesMax - (find()?.images.length ?? imagesMax);
  if (room <= 0) {
    const message = `An element can have at most ${imagesMax} images.`;
    showProblem({ message, next: "Remove one first, or drop the images beside the elements to create new ones." });
    return;
  }
  const kept = await store(inNameOrder(files), room);
  const element = find();
  if (kept === null || kept.length === 0 || !element) return;
  const fields = addImages(
    element,
    kept.map(({ media }) => media.id),
  );
  const wall = await editor.apply({ type: "element.describe", elementId, fields });
  if (wall) showProblem(wall);
  else cropUnfit(kept.map(({ media }) => ({ elementId, media })));
}

interface Stored {
  readonly media: Media;
  readonly fileName: string;
}

/** Stores images in the open project; null when that is another one by then, or when what failed is no fault of a file. */
async function store(files: readonly File[], most: number): Promise<readonly Stored[] | null> {
  const { projectId } = editor.get();
  if (projectId === null) return null;
  try {
    const sent = await sendImages(files, most, async (fileName, bytes) => {
      const media = await editor.client.upload(projectId, fileName, bytes);
      if (editor.get().projectId === projectId) editor.addMedia(media);
      return { media, fileName };
    });
    const refusal = describeRefused(sent);
    if (refusal) showProblem(refusal);
    const left = files.slice(sent.kept.length + sent.refused.length).map(({ name }) => name);
    if (left.length > 0) showProblem({ message: `Left out, because there is no room: ${listNames(left)}.` });
    return editor.get().projectId === projectId ? sent.kept : null;
  } catch (error) {
    editor.report(error);
    return null;
  }
}

/** What comes from the clipboard has no name of its own. */
function nameOfFile(fileName: string): string {
  return /^image\.\w+$/i.test(fileName) ? "Element" : elementNameFrom(fileName.replace(/\.[^.]*$/, ""));
}

function cropUnfit(images: readonly { readonly elementId: string; readonly media: Media }[]): void {
  const limits = elementImageLimits(editor.get().view?.project.passes ?? []);
  const unfit = images.filter(({ media }) => imageFaults(media, limits).length > 0);
  if (unfit.length > 0) openCrops(unfit.map(({ elementId, media }) => ({ elementId, mediaId: media.id })));
}

/** The images among what is pasted; none where the focus is in a text and there is text to paste. */
export function pastedImages({ clipboardData, target }: { clipboardData: DataTransfer; target: EventTarget }): File[] {
  const isText = target instanceof Element && target.closest("input, textarea, [contenteditable=true]") !== null;
  if (isText && clipboardData.types.includes("text/plain")) return [];
  return [...clipboardData.files];
}

/** Removes an element, and says where its name is left. */
export async function removeElement({ id, name }: Element): Promise<void> {
  const project = editor.get().view?.project;
  const numbers = project && numbersOf(project);
  const places = (project ? usesOf(project, name) : []).map(({ pass, shot }) =>
    shot
      ? `${pass.scene} SH${String(numbers?.get(shot.id) ?? 0).padStart(4, "0")}`
      : `the look of ${pass.scene} ${pass.name}`,
  );
  if (await editor.apply({ type: "element.remove", elementId: id })) return;
  showDone(`Removed @${name}.${places.length === 0 ? "" : ` Still used in ${listNames(places)}.`} Undo to restore it.`);
}

/** Renames an element wherever it is called; what refused it. */
export async function renameElement({ id, name }: Element, wanted: string): Promise<Wall | null> {
  const used = usesNow(name);
  const wall = await editor.apply({ type: "element.describe", elementId: id, fields: { name: wanted } });
  if (wall === null && used !== null && wanted !== name) showDone(`Renamed @${name} to @${wanted} in ${used}.`);
  return wall;
}

function usesNow(name: string): string | null {
  const project = editor.get().view?.project;
  return project ? sayUses(usesOf(project, name)) : null;
}
