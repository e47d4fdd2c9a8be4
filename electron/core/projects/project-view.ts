/** Owns what the window sees of an open project. */
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
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
      const stale = changesOfTake(take, repository.takes.memory(take.id) as TakeMemory, state.project);
      return { ...take, ...measured.get(take.id), ...(stale.length > 0 ? { stale } : {}) };
    }),
    sounds: shownSounds(folder, repository.database),
  };
}
