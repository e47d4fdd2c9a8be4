/** Owns an edit list that comes back: its file is read, compared with the cut that was handed off, and what is accepted becomes edits. */
import { acceptLines, compareCut, listLines, type ReturnedCut } from "../../../shared/cut/back/accept-lines.ts";
import { type ComparedCut, matchClips } from "../../../shared/cut/back/match-clips.ts";
import { planItself, type ReadCut } from "../../../shared/cut/back/read-cut.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { InputOf, OutputOf } from "../../../shared/rpc/contract.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import { type RateName, rateNames, rateOf, sameSpeed } from "../../../shared/time/rate.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { planMedia } from "./clips/media-plan.ts";
import type { HandOffTools } from "./hand-off-request.ts";
import { handOffOf, listHandOffs, readHandOff } from "./hand-offs.ts";
import { readListText } from "./lists/list-text.ts";
import { isEdl, readEditList } from "./lists/read-edit-list.ts";

export class ReturnedCuts {
  readonly #projects: Pick<ProjectService, "view" | "applyEdit" | "database">;
  readonly #filesOf: (projectId: string) => Pick<HandOffTools, "filmFile" | "probe">;

  /** `filesOf` gives what finds and measures the films of a project's takes. */
  constructor(
    projects: Pick<ProjectService, "view" | "applyEdit" | "database">,
    filesOf: (projectId: string) => Pick<HandOffTools, "filmFile" | "probe">,
  ) {
    this.#projects = projects;
    this.#filesOf = filesOf;
  }

  /** Errors: `not-found`, `input.invalid` (no edit list, another rate, nothing to compare it with). */
  async compare(input: InputOf<"cut.compare">): Promise<OutputOf<"cut.compare">> {
    const view = await this.#projects.view(input.projectId);
    const { returned, ...how } = await this.#compare(view, input);
    return {
      revision: view.revision,
      ...how,
      lines: listLines(view.project, returned),
      ignored: [...returned.read.ignored],
    };
  }

  /** Errors: those of `compare`, and `edit.stale` when plan or list are no longer what was compared. */
  async accept(input: InputOf<"cut.accept">): Promise<OutputOf<"cut.accept">> {
    const { projectId, baseRevision, lineIds } = input;
    const view = await this.#projects.view(projectId);
    const { returned } = await this.#compare(view, input);
    const known = new Set(returned.changes.map(({ id }) => id));
    const unknown = lineIds.find((id) => !known.has(id));
    if (view.revision !== baseRevision || unknown !== undefined) {
      const message =
        unknown !== undefined
          ? `“${unknown}” is not a change in this list.`
          : "The project has changed since the comparison.";
      throw new AppError("edit.stale", message, { next: "Compare the list again." });
    }
    const { edits, sentences, partly, applied } = acceptLines(view.project, returned, new Set(lineIds));
    let revision = baseRevision;
    for (const edit of edits) ({ revision } = await this.#projects.applyEdit(projectId, revision, edit));
    return { revision, applied, edits: edits.length, sentences: [...sentences], partly: [...partly] };
  }

  async #compare(view: ProjectView, { projectId, file, rate: asked, against }: InputOf<"cut.compare">) {
    const text = await readListText(file);
    const database = await this.#projects.database(projectId);
    const handOffs = listHandOffs(database);
    const saysRate = !isEdl(text);
    const first = readEditList(text, rateOf(asked ?? view.project.rate));
    const runsAsFast = (name: RateName) =>
      saysRate ? sameSpeed(first.rate, rateOf(name)) : asked === undefined || asked === name;
    const chosen = handOffs.find(({ id }) => id === against);
    if (against !== undefined && against !== planItself && !chosen) {
      throw new AppError("not-found", "That hand-off is no longer in the project.", {
        next: "Choose another hand-off.",
      });
    }
    const handOff = against === undefined ? handOffOf(handOffs, first, runsAsFast) : (chosen ?? null);
    const own = handOff?.rateName ?? view.project.rate;
    const rate = saysRate ? rateNameOf(first, own) : (asked ?? own);
    const read = saysRate ? first : readEditList(text, rateOf(rate));
    const cut = handOff ? readHandOff(database, handOff.id) : await this.#planned(view, projectId, rate);
    const returned = compareCut(cut, read);
    refuseStranger(returned);
    return { returned, rate, saysRate, against: handOff?.id ?? planItself, handOffs };
  }

  /** The cut as the plan is now. */
  async #planned(view: ProjectView, projectId: string, rate: RateName): Promise<ComparedCut> {
    const signal = new AbortController().signal;
    return (await planMedia(this.#filesOf(projectId), { view, rate, signal })).cut;
  }
}

/** A list of something else would take the whole plan away. */
function refuseStranger({ cut, read }: ReturnedCut): void {
  if (matchClips(cut, read).pairs.size > 0 || cut.clips.every(({ media }) => !media)) return;
  throw new AppError("input.invalid", "The list contains no clips from this project's cut.", {
    next: "Choose a list that was edited from this project's hand-off.",
  });
}

/** The project's rate where the list runs as fast, however it counts; the cut may also have been handed off at another one. */
function rateNameOf({ rate }: ReadCut, own: RateName): RateName {
  if (sameSpeed(rate, rateOf(own))) return own;
  const alike = rateNames.filter((name) => sameSpeed(rate, rateOf(name)));
  // With none of them the comparison says which two rates differ.
  return alike.find((name) => rateOf(name).dropFrame === rate.dropFrame) ?? alike[0] ?? own;
}
