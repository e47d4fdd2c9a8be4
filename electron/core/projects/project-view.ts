/** Owns what the window sees of an open project. */
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { isStored } from "../media/project-paths.ts";
import type { OpenProject } from "./open-project.ts";
import { shownSounds } from "./sound-rows.ts";
import { changesOfTake } from "./take-memory.ts";

export function viewOf({ folder, isReadOnly: readOnly, repository, saved, state, measured }: OpenProject): ProjectView {
  return {
    ...state,
    folder,
    readOnly,
    heldBy: null,
    savedAt: saved.savedAt(state.revision) ?? repository.lastStepAt(),
    ...repository.historyLabels(),
    media: repository.listMedia().map(({ file, ...media }) => ({ ...media, missing: !isStored(folder, file) })),
    takes: repository.takes.list().map((take) => {
      const stale = staleOf(take, state.project, () => repository.takes.memory(take.id) as TakeMemory);
      return { ...take, ...measured.get(take.id), ...(stale.length > 0 ? { stale } : {}) };
    }),
    sounds: shownSounds(folder, repository.database),
  };
}

const compared = new WeakMap<Take, { readonly project: Project; readonly stale: string[] }>();

/** A view is asked for by whatever looks at a project, mostly at the same plan and the same takes. */
function staleOf(take: Take, project: Project, memory: () => TakeMemory): string[] {
  const known = compared.get(take);
  if (known?.project === project) return known.stale;
  const stale = changesOfTake(take, memory(), project);
  compared.set(take, { project, stale });
  return stale;
}
