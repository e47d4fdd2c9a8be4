/** Owns what the window sees of an open project. */
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import { isStored } from "../media/project-paths.ts";
import type { OpenProject } from "./open-project.ts";
import { shownSounds } from "./sound-rows.ts";
import { takesWithStale } from "./stale-takes.ts";

export function viewOf(open: OpenProject): ProjectView {
  const { folder, isReadOnly: readOnly, repository, saved, state, measured } = open;
  const takes = open.knownTakes ?? takesWithStale(repository.takes, state.project);
  return {
    ...state,
    folder,
    readOnly,
    heldBy: null,
    savedAt: saved.savedAt(state.revision) ?? repository.lastStepAt(),
    ...repository.historyLabels(),
    media: repository.listMedia().map(({ file, ...media }) => ({ ...media, missing: !isStored(folder, file) })),
    takes: measured.size === 0 ? takes : takes.map((take) => ({ ...take, ...measured.get(take.id) })),
    sounds: shownSounds(folder, repository.database),
  };
}
