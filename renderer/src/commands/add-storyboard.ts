/** Owns making passes of a storyboard: a shot for each picture, in the order of their names, as many passes as the model needs, as one edit. */
import { limitsOf, newPassProfileId } from "../../../shared/models/profiles.ts";
import { projectLimits } from "../../../shared/project/model.ts";
import { addDraft, type DraftPass } from "../../../shared/ways-in/draft.ts";
import { fillPasses } from "../../../shared/ways-in/fill-passes.ts";
import { makeId } from "../state/make-id.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { selectAndShow } from "./commands.ts";
import { describeRefused, inNameOrder, sendImages } from "./image-files.ts";

/** What a picture is shown for where nobody says. */
const shotMs = 3000;
/** More at once is a folder by mistake. */
const picturesMax = 1000;

/** Tells what cannot be used; the others come. */
export async function addStoryboard(files: readonly File[]): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  if (files.length > picturesMax) {
    const most = picturesMax.toLocaleString("en");
    showProblem({ message: `${files.length.toLocaleString("en")} files were dropped; the limit is ${most} pictures.` });
    return;
  }
  try {
    const sent = await sendImages(inNameOrder(files), files.length, async (name, bytes) => {
      const media = await editor.client.upload(projectId, name, bytes);
      if (editor.get().projectId === projectId) editor.addMedia(media);
      return media.id;
    });
    const project = shownProject(editor.get());
    // Another project may be open by now.
    if (editor.get().projectId !== projectId || !project) return;
    const refusal = describeRefused(sent);
    if (refusal) showProblem(refusal);
    const { selection } = editor.get();
    const like = project.passes.find(({ id }) => id === selection.passId) ?? project.passes.at(-1);
    const profile = like?.profile ?? newPassProfileId();
    const shots = sent.kept.map((frame) => ({ durationMs: shotMs, frame }));
    const passes = fillPasses(shots, limitsOf(profile)).map(
      (each, at): DraftPass => ({
        scene: like?.scene ?? "SC010",
        name: `Storyboard ${at + 1}`,
        profile,
        aspectRatio: like?.aspectRatio ?? "16:9",
        resolution: like?.resolution ?? limitsOf(profile).resolutions[0] ?? "1080p",
        shots: each,
      }),
    );
    if (project.passes.length + passes.length > projectLimits.passes) {
      showProblem({
        message: `A project can have at most ${projectLimits.passes} passes.`,
        next: "Drop fewer pictures.",
      });
      return;
    }
    const edit = addDraft(project, { passes, elements: [], remarks: [] }, "Import a storyboard", makeId);
    if (edit?.type !== "batch" || (await editor.apply(edit)) !== null) return;
    const added = edit.edits.find((each) => each.type === "pass.add");
    const [first] = added?.pass.shots ?? [];
    if (added && first) selectAndShow(added.pass.id, first.id);
    const pictures = sent.kept.length === 1 ? "1 picture" : `${sent.kept.length} pictures`;
    showDone(`${pictures} became shots in ${passes.length === 1 ? "1 pass" : `${passes.length} passes`}.`);
  } catch (error) {
    editor.report(error);
  }
}
