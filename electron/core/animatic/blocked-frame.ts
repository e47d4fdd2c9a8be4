/** Owns the picture of a blocked moment: drawn whole, without words or labels over it, and stored in its project like any image. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { keepMoment, type SeenMoment, seeMoment } from "../../../shared/animatic/blocked-moment.ts";
import { drawScene } from "../../../shared/animatic/draw-scene.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { BlockedMoment, KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import { shotLabel, shotNumbers } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { ownFolder } from "../media/project-paths.ts";
import { type ImageChecker, storeImage } from "../projects/media-store.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";

export interface BlockedFrame {
  readonly mediaId: string;
  readonly blocking: KeptBlocking;
}

/** Stores the picture of a moment of this state of the project; what looks the same is stored once. Throws not-found for a shot that is gone. */
export type StoreBlockedFrame = (projectId: string, project: Project, moment: BlockedMoment) => Promise<BlockedFrame>;

export function blockedFrameStore({
  projects,
  images,
}: {
  readonly projects: ProjectService;
  readonly images: ImageChecker;
}): StoreBlockedFrame {
  return async (projectId, project, moment) => {
    const folder = await projects.writableFolder(projectId);
    const seen = seeMoment(project, moment);
    const blocking = keepMoment(project, moment);
    if (!seen || !blocking) {
      const next = "Undo brings it back; or choose another shot.";
      throw new AppError("not-found", "This shot is no longer in the project.", { next });
    }
    const name = `${shotLabel(shotNumbers(project.passes).get(seen.shot.id) ?? 0)} blocking.png`;
    const work = `${workName(join(ownFolder(folder, "cache"), `blocking-${randomUUID()}`))}.png`;
    try {
      await writeFile(work, await drawBlockedFrame(seen));
      const stored = await storeImage(folder, work, name, images);
      await projects.addMedia(projectId, stored);
      return { mediaId: stored.id, blocking };
    } finally {
      await removeWork(work);
    }
  };
}

/** A PNG. */
export async function drawBlockedFrame({ scene, frame }: Pick<SeenMoment, "scene" | "frame">): Promise<Buffer> {
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  drawScene(canvas.getContext("2d"), scene, { frame, alpha: 1 });
  return await canvas.encode("png");
}
