/** Owns making shots of images that are given to a pass: a shot each, as long as they fit. */
import { lengthsForShots } from "../../../shared/budget/check.ts";
import { roomFor } from "../../../shared/edits/shot-edits.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { makeId } from "../state/make-id.ts";
import { showProblem } from "../state/problems.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { selectAndShow } from "./commands.ts";
import { describeRefused, inNameOrder, listNames, sendImages } from "./image-files.ts";

/**
 * Stores each image and adds a shot of it at `index`, in the order of their names and as one edit; tells what cannot be used, and what
 * has no room, with the reason.
 */
export async function addImagesToPass(passId: string, files: readonly File[], index: number): Promise<void> {
  const { projectId } = editor.get();
  const room = roomIn(passId, files.length);
  if (projectId === null || room === null) return;
  const images = inNameOrder(files);
  try {
    const sent = await sendImages(images, room.length, async (name, bytes) => {
      const media = await editor.client.upload(projectId, name, bytes);
      if (editor.get().projectId === projectId) editor.addMedia(media);
      return media.id;
    });
    // The plan may have been edited meanwhile, or another project opened.
    if (editor.get().projectId !== projectId) return;
    const lengths = roomIn(passId, sent.kept.length) ?? [];
    const shots = lengths.map(
      (durationMs, at): Shot => ({ id: makeId("shot"), durationMs, frame: sent.kept[at] as string }),
    );
    const [first] = shots;
    if (first) {
      void editor.apply({ type: "shots.add", passId, index, shots });
      selectAndShow(passId, first.id);
    }
    const refusal = describeRefused(sent);
    if (refusal) showProblem(refusal);
    const refused = new Set(sent.refused.map(({ name }) => name));
    tellLeftOut(passId, images.filter(({ name }) => !refused.has(name)).slice(shots.length));
  } catch (error) {
    editor.report(error);
  }
}

function passOf(passId: string): Pass | null {
  return shownProject(editor.get())?.passes.find((pass) => pass.id === passId) ?? null;
}

/** The lengths of the shots that have room in the pass; null when it is gone. */
function roomIn(passId: string, wanted: number): number[] | null {
  const pass = passOf(passId);
  if (!pass) return null;
  const lengths = pass.shots.map((shot) => shot.durationMs);
  return lengthsForShots(lengths, limitsOf(pass.profile), wanted);
}

function tellLeftOut(passId: string, files: readonly File[]): void {
  const pass = passOf(passId);
  const wall = pass && roomFor(pass, limitsOf(pass.profile).shotMs.min);
  if (!wall || files.length === 0) return;
  const names = listNames(files.map(({ name }) => name));
  showProblem({ message: `Left out: ${names}. ${wall.message}`, next: wall.next });
}
