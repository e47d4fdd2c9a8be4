/** Owns the rows that the list and the board show of the project: filtered, and for the list sorted. */
import { useDeferredValue, useMemo } from "react";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { sumScenes } from "../../../shared/project/scene-lengths.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { numbersOf } from "../state/selectors.ts";
import { useListView } from "./list-options.ts";
import { type ListRow, listRows, type Sorting } from "./list-rows.ts";
import { toldShots } from "./told-shots.ts";

export function useShownRows(
  project: Project,
  takes: readonly Take[],
  sorting: Sorting | null,
): { rows: readonly ListRow[]; scenes: readonly string[] } {
  const { filter } = useListView();
  // Typing into the filter goes before what it leaves out.
  const shown = useDeferredValue(filter);
  const scenes = useMemo(() => [...sumScenes(project.passes).keys()], [project.passes]);
  const rows = useMemo(() => {
    const toldOf = (pass: Pass, what: "advice" | "to-do") => toldShots(project.elements, pass, what);
    const kept = scenes.includes(shown.scene) ? shown : { ...shown, scene: "" };
    return listRows(project, { takes, numbers: numbersOf(project), toldOf }, kept, sorting);
  }, [project, takes, shown, sorting, scenes]);
  return { rows, scenes };
}
