/** Owns putting images into frames of the plan: what was there stays a candidate, so that one can go back to it. */
import { editForStill } from "../../../shared/edits/still-edit.ts";
import type { BlockedMoment } from "../../../shared/project/kept-blocking.ts";
import { imageAt, type StillPlace } from "../../../shared/project/still-place.ts";
import { showDone } from "./problems.ts";
import { editor } from "./use-editor.ts";
import { keptBlockings } from "./use-kept-blockings.ts";

/** Picks an image for a place; true when the plan has it. */
export async function pickStill(place: StillPlace, mediaId: string): Promise<boolean> {
  const before = editor.get().view?.project;
  const had = before ? imageAt(before, place) : null;
  if (had !== null && had !== mediaId) await keepStill(place, had);
  const project = editor.get().view?.project;
  const edit = project ? editForStill(project, place, mediaId) : null;
  return edit === null ? project !== undefined : (await editor.apply(edit)) === null;
}

/** Makes an image of the project a candidate for a place; a failure becomes a notice. */
export async function keepStill(place: StillPlace, mediaId: string): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    await editor.client.call("stills.add", { projectId, place, mediaId, by: "file" });
  } catch (error) {
    editor.report(error);
  }
}

/** Picks a new image of the project, such as one that was dropped. */
export async function giveStill(place: StillPlace, mediaId: string): Promise<void> {
  await keepStill(place, mediaId);
  await pickStill(place, mediaId);
}

/** Takes the image out of a frame's place; it stays a candidate. */
export async function clearStill(place: StillPlace): Promise<void> {
  const project = editor.get().view?.project;
  const had = project ? imageAt(project, place) : null;
  if (had !== null) await keepStill(place, had);
  if (place.kind === "shot") {
    await editor.apply({ type: "shot.describe", shotId: place.shotId, fields: { frame: null } });
  } else if (place.kind !== "element") {
    await editor.apply({ type: "pass.describe", passId: place.passId, fields: { [place.kind]: null } });
  }
}

/** Picks one frame of a take's own video, counted from 0; `title` is what was made of it, for the notice. */
export async function grabFrame(place: StillPlace, takeId: string, frame: number, title: string): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    const { mediaId } = await editor.client.call("stills.grab", { projectId, place, takeId, frame });
    if (await pickStill(place, mediaId)) showDone(`${title} is now frame ${frame} of the take.`);
  } catch (error) {
    editor.report(error);
  }
}

/** Picks a moment of a shot as it is blocked, drawn anew; `title` is what was made of it, for the notice. */
export async function placeBlockedFrame(place: StillPlace, moment: BlockedMoment, title: string): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    const { mediaId } = await editor.client.call("stills.drawBlocking", { projectId, place, moment });
    keptBlockings.refresh();
    if (await pickStill(place, mediaId)) showDone(`${title} is now the blocked frame.`);
  } catch (error) {
    editor.report(error);
  }
}

/** Takes a candidate off the list, which one click undoes; `onChanged` follows each. */
export async function removeStill(stillId: string, onChanged: () => void): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  const change = async (method: "stills.remove" | "stills.restore") => {
    try {
      await editor.client.call(method, { projectId, stillId });
      onChanged();
      return true;
    } catch (error) {
      editor.report(error);
      return false;
    }
  };
  if (await change("stills.remove")) {
    showDone("Removed from the list. The image stays in the project.", {
      label: "Put back",
      run: () => void change("stills.restore"),
    });
  }
}
