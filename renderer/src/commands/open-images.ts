/** Owns making a new project of images: all that can be read, or nothing. */
import { newProjectImagesMax } from "../../../shared/rpc/projects-contract.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { opening } from "./commands.ts";
import { describeRefused, inNameOrder, sendImages } from "./image-files.ts";

/**
 * Makes a project with a shot for each image, in the order of their names, opens it and plays it once. `folder` is the name of the folder
 * that they came in; `onRead` hears how many are read. What cannot be used is told, and the rest is used.
 */
export async function openImages(
  files: readonly File[],
  folder: string | null,
  onRead: (count: number) => void,
): Promise<void> {
  if (files.length > newProjectImagesMax) {
    const message = `A new project can have at most ${newProjectImagesMax} images; you added ${files.length}.`;
    showProblem({ message, next: "Drop fewer, then add the others on the timeline." });
    return;
  }
  const { client } = editor;
  const images: string[] = [];
  try {
    const sent = await sendImages(inNameOrder(files), files.length, async (name, bytes) => {
      images.push(await client.uploadNew(name, bytes));
      onRead(images.length);
      return name;
    });
    const refusal = describeRefused(sent);
    if (refusal) showProblem(refusal);
    if (images.length === 0) return;
    const name = nameOfImages(sent.kept, folder);
    if (!(await opening(() => client.call("projects.createFromImages", { name, images })))) return;
    editor.play();
    const passes = editor.get().view?.project.passes.length ?? 1;
    if (passes > 1) showDone(`${images.length} images fill ${passes} passes.`);
  } catch (error) {
    editor.report(error);
    if (images.length > 0) await client.call("images.discard", { images }).catch(() => {});
  }
}

/** What a camera or a program calls everything. */
const namesNothing = /^(?:dscn?|dscf|frame|image|img|photo|picture|pxl|screenshot|untitled)?$/i;

/** The folder's name, else the words that all names begin with, else Untitled. */
export function nameOfImages(names: readonly string[], folder: string | null): string {
  const name = folder ?? commonWords(names.map((each) => each.replace(/\.\w+$/, "")));
  const plain = [...name.replace(/[\p{Cc}\p{Cs}]/gu, "")].slice(0, 80).join("").trim();
  return namesNothing.test(plain) ? "Untitled" : plain;
}

function commonWords([first = "", ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  let length = 0;
  while (length < first.length && others.every((each) => each[length] === first[length])) length += 1;
  const isInWord = [first, ...others].some((each) => /^\p{L}$/u.test(each[length] ?? ""));
  const common = first.slice(0, length);
  return (isInWord ? common.replace(/\p{L}+$/u, "") : common).replace(/[^\p{L}]+$/u, "");
}
