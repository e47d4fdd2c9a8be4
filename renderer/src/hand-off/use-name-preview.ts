/** Owns what clips will be called as things stand: the first one's name, or what is wrong with the names. */
import { useMemo } from "react";
import { animaticFilm, assembleCut } from "../../../shared/cut/out/cut.ts";
import type { ClipNames } from "../../../shared/cut/out/hand-off-options.ts";
import { previewNames, templateProblem } from "../../../shared/cut/out/name-template.ts";
import { showsShot, takeLabel, takeOfShot } from "../../../shared/cut/out/take-film.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";

/** `problem` is a sentence, null when the names are good; `example` is empty while no shot has a film. */
export function useNamePreview(
  view: ProjectView | null,
  names: ClipNames,
): { problem: string | null; example: string } {
  const project = view?.project;
  const takes = view?.takes;
  const cut = useMemo(() => {
    if (!project || !takes) return null;
    try {
      return assembleCut(project, (placed, recordIn, pass) => {
        const take = takeOfShot(pass, placed.shot, takes);
        const film = animaticFilm(placed, recordIn, pass);
        return take && showsShot(take, pass, placed.shot) ? { ...film, source: takeLabel(take) } : film;
      });
    } catch {
      // Such a project cannot be handed off; starting the export says why.
      return null;
    }
  }, [project, takes]);
  return useMemo(() => {
    const previews = cut ? previewNames(cut, names) : [];
    const found = previews.find((preview) => preview.problem)?.problem ?? null;
    const [first] = previews;
    return { problem: templateProblem(names.template) ?? found, example: first ? `${first.fileStem}.mov` : "" };
  }, [cut, names]);
}
