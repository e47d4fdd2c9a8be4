/** Owns what is asked of the list of projects that this installation knows, and what is told to it of one that is open. */
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { isStored, storedPath } from "../media/project-paths.ts";
import type { OpenProject } from "./open-project.ts";

/** The list, wherever it is kept. */
export interface KnownProjects {
  list(): Promise<readonly { readonly folder: string; readonly missing: boolean }[]>;
  remember(entry: { folder: string; name: string; openedAt: string }): Promise<void>;
}

export interface ProjectOutline {
  readonly folder: string;
  readonly name: string;
  readonly durationMs: number;
  readonly passes: number;
  /** The stored image of the first shot that has one. */
  readonly picture: { readonly id: string; readonly path: string } | null;
  readonly project: Project;
}

export function outlineOf(open: OpenProject): ProjectOutline {
  const { project } = open.state;
  const { name, passes } = project;
  const durationMs = passes.reduce((sum, pass) => sum + totalMs(pass), 0);
  return { folder: open.folder, name, durationMs, passes: passes.length, picture: firstPicture(open), project };
}

function firstPicture({ folder, repository, state: { project } }: OpenProject): ProjectOutline["picture"] {
  for (const pass of project.passes) {
    for (const shot of pass.shots) {
      const id = pictureOf(project, pass, shot);
      const file = id === null ? undefined : repository.findMedia(id)?.file;
      if (id !== null && file !== undefined && isStored(folder, file)) return { id, path: storedPath(folder, file) };
    }
  }
  return null;
}
