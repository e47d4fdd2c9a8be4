/** Owns what is asked of archives: how large one would be, writing one, and opening one as a new project. */
import { basename, dirname } from "node:path";
import type { archiveContract } from "../../../shared/rpc/archive-contract.ts";
import { freeProjectFolder } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Operations } from "../runtime/operations.ts";
import { archiveEnding } from "./manifest.ts";
import { filesOf, sizesOf } from "./project-files.ts";
import { unpackArchive } from "./unpack-archive.ts";
import { writeArchive } from "./write-archive.ts";

export interface ArchiveParts {
  readonly projects: ProjectService;
  readonly operations: Operations;
  /** Where new projects go when nobody says otherwise. */
  readonly projectsFolder: string;
  /** Of Shotline. */
  readonly version: string;
  readonly now: () => Date;
  readonly onOpened: (projectId: string) => void;
}

export function archiveMethods(parts: ArchiveParts): MethodsOf<typeof archiveContract> {
  const { projects, operations, projectsFolder, version, now, onOpened } = parts;
  return {
    "archive.sizes": ({ projectId }) => sizesOf(projects, projectId),
    "archive.write": async ({ projectId, file, videos }) => {
      const projectFolder = await projects.folderOf(projectId);
      const operationId = operations.start({
        kind: "archive",
        projectId,
        title: "Archive project",
        run: async (context) => {
          const { files, missing } = await filesOf(projects, projectId, videos);
          const database = await projects.database(projectId);
          const job = { file, projectFolder, version, videos, database, files };
          const { bytes, notes } = await writeArchive(job, context);
          const absent = missing.map((name) => `${name} is missing from the project, so it was left out.`);
          return { folder: dirname(file), files: [{ path: file, bytes }], notes: [...absent, ...notes] };
        },
      });
      return { operationId };
    },
    "archive.open": ({ file, folder: wanted, parent, withoutDamaged = false }) => {
      const name = basename(file, archiveEnding);
      const folder = wanted ?? freeProjectFolder(parent ?? projectsFolder, name);
      const operationId = operations.start({
        kind: "archive",
        projectId: null,
        title: `Open ${name}`,
        run: async (context) => {
          const { notes } = await unpackArchive({ file, folder, withoutDamaged, now }, context);
          const projectId = await projects.open(folder);
          onOpened(projectId);
          return { folder, projectId, notes };
        },
      });
      return { operationId };
    },
  };
}
