/** Owns what the window asks of candidates: images for the frames of the plan and for its elements, from files, takes and contact sheets. */

import { randomUUID } from "node:crypto";
import { basename, extname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { usesKeyframes } from "../../../shared/generation/keyframes.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { BlockedMoment, KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Still, StillOrigin } from "../../../shared/project/still.ts";
import { elementViews, findPlace, type StillPlace } from "../../../shared/project/still-place.ts";
import type { stillsContract } from "../../../shared/rpc/stills-contract.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { checkImage, cropImage } from "../media/images.ts";
import { ownFolder } from "../media/project-paths.ts";
import { storeImage } from "../projects/media-store.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { addStill, findStill, listStills, removeStill, setStillOrigin } from "../projects/still-rows.ts";
import { removeWork } from "../runtime/files.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { workName } from "../runtime/work-name.ts";
import { storeTakeFrame } from "./take-frame.ts";

export interface StillParts {
  readonly projects: ProjectService;
  readonly ffmpeg: Ffmpeg;
  readonly now: () => Date;
  /** Stores the picture of a blocked moment. Throws not-found for a shot that is gone. */
  readonly drawBlocking: (
    projectId: string,
    project: Project,
    moment: BlockedMoment,
  ) => Promise<{ readonly mediaId: string; readonly blocking: KeptBlocking }>;
  /** The media of a project are others now. */
  readonly onTake: (projectId: string) => void;
}

/** What services take of an element at the least, in pixels a side. */
const viewSidePxMin = 300;

export function stillMethods({
  projects,
  ffmpeg,
  drawBlocking,
  now,
  onTake,
}: StillParts): MethodsOf<typeof stillsContract> {
  /** The candidate, made or found; an image is one candidate of a place, however often it comes. */
  async function keep(projectId: string, place: StillPlace, mediaId: string, origin: StillOrigin): Promise<Still> {
    await projects.writableFolder(projectId);
    const database = await projects.database(projectId);
    const known = findStill(database, place, mediaId);
    if (known) {
      removeStill(database, known.id, null);
      return known;
    }
    const still = { id: newId("still"), place, mediaId, origin, createdAt: now().toISOString() };
    addStill(database, still);
    return still;
  }

  async function setRemoved(projectId: string, stillId: string, removedAt: string | null) {
    await projects.writableFolder(projectId);
    if (removeStill(await projects.database(projectId), stillId, removedAt)) return {};
    throw new AppError("not-found", "This image is no longer in the list.");
  }

  async function requirePlace(projectId: string, place: StillPlace) {
    const found = findPlace((await projects.view(projectId)).project, place);
    if (found) return found;
    const next = "Undo brings it back; or choose another place for the image.";
    throw new AppError("not-found", "What this image is for is no longer in the project.", { next });
  }

  return {
    "stills.list": async ({ projectId, place }) => listStills(await projects.database(projectId), place),
    "stills.add": async ({ projectId, place, mediaId, by }) => {
      await requirePlace(projectId, place);
      const { kind, name } = await projects.mediaFile(projectId, mediaId);
      if (kind !== "image") throw new AppError("not-found", "This is a video, not an image.");
      return keep(projectId, place, mediaId, by === "file" ? { by, name } : { by });
    },
    "stills.grab": async ({ projectId, place, takeId, frame }) => {
      const found = await requirePlace(projectId, place);
      const profile = "pass" in found ? profileOf(found.pass.profile) : null;
      const isKeyframe = profile !== null && "pass" in found && usesKeyframes(profile.limits, found.pass);
      const isSent = place.kind === "startFrame" || place.kind === "endFrame" || isKeyframe;
      const isFilm = isSent && profile?.output === "film" && profile.provider !== "animatic";
      const wanted = { projectId, takeId, frame, ...(isFilm ? { profile: profile.id } : {}) };
      const mediaId = await storeTakeFrame(projects, ffmpeg, wanted);
      onTake(projectId);
      return keep(projectId, place, mediaId, { by: "take", takeId, frame });
    },
    "stills.drawBlocking": async ({ projectId, place, moment }) => {
      if ("element" in (await requirePlace(projectId, place))) {
        const next = "Choose a frame of a pass or of a shot.";
        throw new AppError("input.invalid", "A blocked frame can't be an image of an element.", { next });
      }
      const { mediaId, blocking } = await drawBlocking(projectId, (await projects.view(projectId)).project, moment);
      onTake(projectId);
      const origin = { by: "blocking", blocking } as const;
      const still = await keep(projectId, place, mediaId, origin);
      // The same picture may come of another blocking, such as of one out of frame who moved.
      setStillOrigin(await projects.database(projectId), still.id, origin);
      return { ...still, origin };
    },
    "stills.remove": ({ projectId, stillId }) => setRemoved(projectId, stillId, now().toISOString()),
    "stills.restore": ({ projectId, stillId }) => setRemoved(projectId, stillId, null),
    "stills.cutViews": async ({ projectId, elementId, mediaId }) => {
      await requirePlace(projectId, { kind: "element", elementId });
      const folder = await projects.writableFolder(projectId);
      const sheet = await projects.mediaFile(projectId, mediaId);
      const { widthPx, heightPx } = await checkImage(sheet.path);
      const [width, height] = [Math.floor(widthPx / 2), Math.floor(heightPx / 2)];
      if (Math.min(width, height) < viewSidePxMin) {
        const message = `A quarter of ${sheet.name} is ${width} × ${height} pixels; a view needs at least ${viewSidePxMin} per side.`;
        throw new AppError("image.too-small", message, { next: "Choose a larger contact sheet." });
      }
      const views = [];
      // The last first, as what came last is listed first.
      for (const [index, name] of [...elementViews.entries()].reverse()) {
        const part = { x: (index % 2) * width, y: Math.floor(index / 2) * height, width, height };
        const work = `${workName(join(ownFolder(folder, "cache"), `view-${randomUUID()}`))}.png`;
        try {
          await cropImage(sheet.path, work, part);
          const title = `${basename(sheet.name, extname(sheet.name))} ${name}.png`;
          const stored = await storeImage(folder, work, title, { checkImage });
          await projects.addMedia(projectId, stored);
          const place = { kind: "element", elementId, view: name } as const;
          await keep(projectId, place, stored.id, { by: "file", name: title });
          views.unshift({ name, mediaId: stored.id, cropped: { from: mediaId, ...part } });
        } finally {
          await removeWork(work);
        }
      }
      onTake(projectId);
      return views;
    },
  };
}
