/** Owns an edit list that comes back: its file is read, compared with the cut as the plan stands, and what is accepted becomes edits. */
import { acceptLines, compareCut, listLines, type ReturnedCut } from "../../shared/cut/accept-lines.ts";
import type { ReadCut } from "../../shared/cut/read-cut.ts";
import type { InputOf, OutputOf, ProjectView } from "../../shared/rpc/contract.ts";
import { AppError } from "../../shared/rpc/errors.ts";
import { type RateName, rateNames, rateOf, sameSpeed } from "../../shared/time/rate.ts";
import type { HandOffTools } from "./export/hand-off-request.ts";
import { readListText } from "./export/list-text.ts";
import { planMedia } from "./export/media-plan.ts";
import { isEdl, readEditList } from "./export/read-edit-list.ts";
import type { ProjectService } from "./projects/project-service.ts";

export class ReturnedCuts {
  readonly #projects: Pick<ProjectService, "view" | "applyEdit">;
  readonly #filesOf: (projectId: string) => Pick<HandOffTools, "filmFile" | "probe">;

  /** `filesOf` gives what finds and measures the films of a project's takes. */
  constructor(
    projects: Pick<ProjectService, "view" | "applyEdit">,
    filesOf: (projectId: string) => Pick<HandOffTools, "filmFile" | "probe">,
  ) {
    this.#projects = projects;
    this.#filesOf = filesOf;
  }

  /** Errors: `not-found`, `input.invalid` (no edit list, another rate, nothing to compare it with). */
  async compare({ projectId, file, rate }: InputOf<"cut.compare">): Promise<OutputOf<"cut.compare">> {
    const view = await this.#projects.view(projectId);
    const { returned, rateName, saysRate } = await this.#compare(view, projectId, file, rate);
    return {
      revision: view.revision,
      rate: rateName,
      saysRate,
      lines: listLines(view.project, returned),
      ignored: [...returned.read.ignored],
    };
  }

  /** Errors: those of `compare`, and `edit.stale` when plan or list are no longer what was compared. */
  async accept(input: InputOf<"cut.accept">): Promise<OutputOf<"cut.accept">> {
    const { projectId, baseRevision, file, rate, lineIds } = input;
    const view = await this.#projects.view(projectId);
    const { returned } = await this.#compare(view, projectId, file, rate);
    const known = new Set(returned.changes.map(({ id }) => id));
    const unknown = lineIds.find((id) => !known.has(id));
    if (view.revision !== baseRevision || unknown !== undefined) {
      const message =
        unknown !== undefined
          ? `“${unknown}” is no difference of this list.`
          : "The project has changed since it was compared.";
      throw new AppError("edit.stale", message, { next: "Compare the list again." });
    }
    const { edits, sentences, partly, applied } = acceptLines(view.project, returned, new Set(lineIds));
    let revision = baseRevision;
    for (const edit of edits) ({ revision } = await this.#projects.applyEdit(projectId, revision, edit));
    return { revision, applied, edits: edits.length, sentences: [...sentences], partly: [...partly] };
  }

  async #compare(
    view: ProjectView,
    projectId: string,
    file: string,
    asked: RateName | undefined,
  ): Promise<{ returned: ReturnedCut; rateName: RateName; saysRate: boolean }> {
    const text = await readListText(file);
    const read = readEditList(text, rateOf(asked ?? view.project.rate));
    const saysRate = !isEdl(text);
    const rateName = saysRate ? rateNameOf(read, view.project.rate) : (asked ?? view.project.rate);
    const signal = new AbortController().signal;
    const { cut } = await planMedia(this.#filesOf(projectId), { view, rate: rateName, signal });
    return { returned: compareCut(cut, read), rateName, saysRate };
  }
}

/** The project's rate where the list runs as fast, however it counts; the cut may also have been handed off at another one. */
function rateNameOf({ rate }: ReadCut, own: RateName): RateName {
  if (sameSpeed(rate, rateOf(own))) return own;
  const alike = rateNames.filter((name) => sameSpeed(rate, rateOf(name)));
  // With none of them the comparison says which two rates differ.
  return alike.find((name) => rateOf(name).dropFrame === rate.dropFrame) ?? alike[0] ?? own;
}
