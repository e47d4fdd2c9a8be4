/** Owns cropping a stored image: the region becomes an image of its own, made such that models take it; the one it is from stays. */

import { randomUUID } from "node:crypto";
import { join, parse } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import {
  clampRegion,
  elementImageLimits,
  imageFaults,
  type Region,
  regionFault,
} from "../../../shared/preflight/crop-rules.ts";
import type { Media } from "../../../shared/project/media.ts";
import { checkImage, cropImage, makeFitting } from "../media/images.ts";
import { ownFolder } from "../media/project-paths.ts";
import { storeImage } from "../projects/media-store.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";

/** Throws input.invalid for a region outside the image, image.ratio for one of a shape that no model of the project takes. */
export async function cropStoredImage(
  projects: ProjectService,
  projectId: string,
  mediaId: string,
  region: Region,
): Promise<Media> {
  const folder = await projects.writableFolder(projectId);
  const { project } = await projects.view(projectId);
  const { path, name, kind } = await projects.mediaFile(projectId, mediaId);
  if (kind !== "image") throw new AppError("input.invalid", `${name} is not an image.`, { next: "Choose an image." });
  const facts = await checkImage(path);
  const inside = clampRegion(region, facts);
  if (inside.width !== region.width || inside.height !== region.height) {
    throw new AppError("input.invalid", `The selection is not inside ${name}.`, {
      next: "Select a part of the image.",
    });
  }
  const limits = elementImageLimits(project.passes);
  const fault = regionFault(inside, limits);
  if (fault !== null) throw new AppError("image.ratio", fault, { next: "Select a part closer to square." });
  const work = workName(join(ownFolder(folder, "cache"), `crop-${randomUUID()}`));
  const [cropped, fitting] = [`${work}.${facts.format === "png" ? "png" : "jpg"}`, `${work}-fitting.jpg`];
  try {
    await cropImage(path, cropped, inside);
    const fits = imageFaults(await checkImage(cropped), limits).length === 0;
    if (!fits) await makeFitting(cropped, fitting, limits);
    const source = fits ? cropped : fitting;
    const ownName = `${parse(name).name} crop${parse(source).ext}`;
    const stored = await storeImage(folder, source, ownName, { checkImage });
    const { file: _, ...media } = await projects.addMedia(projectId, stored);
    return { ...media, missing: false };
  } finally {
    await removeWork(cropped, fitting);
  }
}
