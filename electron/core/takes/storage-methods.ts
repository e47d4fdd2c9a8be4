/** Owns what the window asks of what a project keeps on the disk beside its plan. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { storageContract } from "../../../shared/rpc/storage-contract.ts";
import { freeBytes } from "../media/disk-space.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { isStored } from "../media/project-paths.ts";
import { binTakes, emptyBin, listBin, onlyInBin, restoreTakes } from "../projects/bin.ts";
import { clearCacheFolder, sizeOfCache } from "../projects/cache-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { relinkMedia } from "../projects/relink.ts";
import { listSounds } from "../projects/sound-rows.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Operations } from "../runtime/operations.ts";
import type { Sounds } from "./sounds.ts";
import { storeTakeFrame } from "./take-frame.ts";

export interface StorageParts {
  readonly projects: ProjectService;
  readonly sounds: Sounds;
  readonly ffmpeg: Ffmpeg;
  readonly operations: Operations;
  readonly now: () => Date;
  /** The media or the takes of a project are others now. */
  readonly onTake: (projectId: string) => void;
}

export function storageMethods(parts: StorageParts): MethodsOf<typeof storageContract> {
  const { projects, sounds, ffmpeg, operations, now, onTake } = parts;
  const filesOf = async (projectId: string) => [
    ...(await projects.storedMedia(projectId)),
    ...listSounds(await projects.database(projectId)),
  ];
  return {
    "takes.frame": async (wanted) => {
      const mediaId = await storeTakeFrame(projects, ffmpeg, wanted);
      onTake(wanted.projectId);
      return { mediaId };
    },
    "sound.import": async ({ projectId, file }) => {
      await projects.writableFolder(projectId);
      const run: Parameters<Operations["start"]>[0]["run"] = async (context) => {
        const result = await sounds.importSound(projectId, file, context);
        onTake(projectId);
        return result;
      };
      return { operationId: operations.start({ kind: "import", projectId, title: "Import sound", run }) };
    },
    "takes.bin": async ({ projectId, takeIds }) => {
      // What was done of it is shown, however it ends.
      await binTakes(projects, projectId, takeIds, now()).finally(() => onTake(projectId));
      return {};
    },
    "takes.restore": async ({ projectId, takeIds }) => {
      await restoreTakes(projects, projectId, takeIds).finally(() => onTake(projectId));
      return {};
    },
    "bin.list": ({ projectId }) => listBin(projects, projectId),
    "takes.emptyBin": async ({ projectId }) => ({
      bytes: await emptyBin(projects, projectId).finally(() => onTake(projectId)),
    }),
    "media.relink": async ({ projectId, folder: from, file }) => {
      const folder = await projects.writableFolder(projectId);
      const place = from ?? file;
      if (place === undefined) {
        throw new AppError("input.invalid", "Say where the missing files are.", { next: "Choose a folder or a file." });
      }
      const operationId = operations.start({
        kind: "relink",
        projectId,
        title: "Find missing files",
        run: async (context) => {
          const found = await relinkMedia(folder, await filesOf(projectId), place, context);
          onTake(projectId);
          return { folder, files: found.map(({ file: path, bytes }) => ({ path, bytes })) };
        },
      });
      return { operationId };
    },
    "storage.sizes": async ({ projectId }) => {
      const folder = await projects.folderOf(projectId);
      const stored = await filesOf(projectId);
      const kept = stored.filter(({ file }) => isStored(folder, file));
      const { takes } = await projects.view(projectId);
      const binned = onlyInBin(takes);
      const free = await freeBytes(folder);
      return {
        media: kept.reduce((sum, { bytes }) => sum + bytes, 0),
        bin: (await listBin(projects, projectId)).bytes,
        cache: (await sizeOfCache(folder)).bytes,
        missing: stored.filter(({ id, file }) => !isStored(folder, file) && !binned.has(id)).length,
        free: Number.isFinite(free) ? Math.floor(free) : null,
      };
    },
    "cache.clear": async ({ projectId }) => ({
      bytes: await clearCacheFolder(await projects.writableFolder(projectId)).finally(() => onTake(projectId)),
    }),
  };
}
