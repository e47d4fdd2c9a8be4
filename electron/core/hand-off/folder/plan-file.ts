/** Writes the plan of a project as a plan file with copies of its images beside it, so that a new project can be made from it. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { claimName, nameStem } from "../../../../shared/cut/out/names.ts";
import type { Project } from "../../../../shared/project/model.ts";
import { planOfProject } from "../../../../shared/project/plan.ts";

/** Within the hand-off folder. */
export const imagesFolder = "images";

export interface PlanFileRequest {
  readonly project: Project;
  /** Begins the name of the file. */
  readonly show: string;
  /** The path of a stored image; null when its file is gone. */
  readonly imageFile: (mediaId: string) => Promise<string | null>;
  /** Where it is written. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface PlanFile {
  readonly name: string;
  /** The images' names, with their folder. */
  readonly images: readonly string[];
  /** Images whose files are gone; the plan does without them. */
  readonly missingImages: number;
}

/** Each image is copied once, named by where it is used first: `Driver_1.png`, `SC010_PitLane_start.png`. */
export async function writePlanFile(request: PlanFileRequest): Promise<PlanFile> {
  const { project, folder, signal } = request;
  const images = new Map<string, string>();
  const gone = new Set<string>();
  const taken = new Set<string>();
  for (const { mediaId, stem } of usedImages(project)) {
    if (images.has(mediaId) || gone.has(mediaId)) continue;
    signal.throwIfAborted();
    const source = await request.imageFile(mediaId);
    if (source === null) {
      gone.add(mediaId);
      continue;
    }
    const name = `${imagesFolder}/${claimName(stem, taken)}${extname(source)}`;
    await mkdir(join(folder, imagesFolder), { recursive: true });
    await copyFile(source, join(folder, imagesFolder, basename(name)));
    images.set(mediaId, name);
  }
  const plan = planOfProject(withoutImages(project, gone), (mediaId) => images.get(mediaId) as string);
  const name = `${request.show}.plan.json`;
  await writeFile(join(folder, name), `${JSON.stringify(plan, null, 2)}\n`);
  return { name, images: [...images.values()], missingImages: gone.size };
}

/** What a plan file names: images of elements, then those of passes. */
function usedImages({ elements, passes }: Project): { mediaId: string; stem: string }[] {
  return [
    ...elements.flatMap(({ name, images }) =>
      images.map((mediaId, index) => ({ mediaId, stem: `${nameStem(name, 40, "Element")}_${index + 1}` })),
    ),
    ...passes.flatMap(({ scene, name, startFrame, endFrame }) => {
      const stem = `${nameStem(scene, 20, "SC")}_${nameStem(name, 40, "Pass")}`;
      return [
        ...(startFrame === undefined ? [] : [{ mediaId: startFrame, stem: `${stem}_start` }]),
        ...(endFrame === undefined ? [] : [{ mediaId: endFrame, stem: `${stem}_end` }]),
      ];
    }),
  ];
}

function withoutImages(project: Project, gone: ReadonlySet<string>): Project {
  return {
    ...project,
    elements: project.elements.map((element) => ({
      ...element,
      images: element.images.filter((mediaId) => !gone.has(mediaId)),
    })),
    passes: project.passes.map(({ startFrame, endFrame, ...pass }) => ({
      ...pass,
      ...(startFrame === undefined || gone.has(startFrame) ? {} : { startFrame }),
      ...(endFrame === undefined || gone.has(endFrame) ? {} : { endFrame }),
    })),
  };
}
