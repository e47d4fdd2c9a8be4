/** Owns what the window asks of what a project keeps on the disk beside its plan. */
import type { storageContract } from "../../../shared/rpc/storage-contract.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { storeTakeFrame } from "./take-frame.ts";

export interface StorageParts {
  readonly projects: ProjectService;
  readonly ffmpeg: Ffmpeg;
  /** The media or the takes of a project are others now. */
  readonly onTake: (projectId: string) => void;
}

export function storageMethods({ projects, ffmpeg, onTake }: StorageParts): MethodsOf<typeof storageContract> {
  return {
    "takes.frame": async (wanted) => {
      const mediaId = await storeTakeFrame(projects, ffmpeg, wanted);
      onTake(wanted.projectId);
      return { mediaId };
    },
  };
}
