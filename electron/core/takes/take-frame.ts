/** Owns taking one frame out of a take's own film, exact and whole, as an image of the project: what another generation begins with. */

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { imageProblems } from "../../../shared/preflight/image-rules.ts";
import { frameImageArguments } from "../media/arguments.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { checkImage, makeFitting } from "../media/images.ts";
import { probeFilm } from "../media/probe.ts";
import { ownFolder } from "../media/project-paths.ts";
import { storeImage } from "../projects/media-store.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";

const timeLimitMs = 5 * 60_000;

interface WantedFrame {
  readonly projectId: string;
  readonly takeId: string;
  /** From 0. */
  readonly frame: number;
  /** The model that it will be sent to. */
  readonly profile?: string | undefined;
}

/** The id of the stored PNG, or of a JPEG that the model accepts; the same frame is stored once. Throws not-found for one that there is not. */
export async function storeTakeFrame(
  projects: ProjectService,
  ffmpeg: Ffmpeg,
  { projectId, takeId, frame, profile }: WantedFrame,
): Promise<string> {
  const folder = await projects.writableFolder(projectId);
  const { project, takes } = await projects.view(projectId);
  const take = takes.find((each) => each.id === takeId);
  if (!take) throw new AppError("not-found", "This take is no longer in the project.");
  const film = await projects.mediaFile(projectId, take.mediaId);
  const facts = await probeFilm(ffmpeg, film.path);
  if (frame >= facts.frames) {
    throw new AppError("not-found", `The take has ${facts.frames} frames, so there is no frame ${frame}.`);
  }
  const pass = project.passes.find(({ id }) => id === take.passId);
  const work = workName(join(ownFolder(folder, "cache"), `frame-${randomUUID()}`));
  const [still, smaller] = [`${work}.png`, `${work}.jpg`];
  try {
    await ffmpeg.run(frameImageArguments(film.path, frame, facts, still), { timeLimitMs });
    const name = `${pass?.scene ?? ""} ${pass?.name ?? ""} take ${take.number} frame ${frame}`.trim();
    const fits =
      profile === undefined || imageProblems(profile, "startFrame", name, await checkImage(still)).length === 0;
    if (!fits) await makeFitting(still, smaller, limitsOf(profile).image);
    const stored = await storeImage(folder, fits ? still : smaller, `${name}.${fits ? "png" : "jpg"}`, { checkImage });
    await projects.addMedia(projectId, stored);
    return stored.id;
  } finally {
    await removeWork(still, smaller);
  }
}
