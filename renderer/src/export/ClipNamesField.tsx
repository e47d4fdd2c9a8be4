/** Owns choosing how clips are named: a template, its version, and the names that come of it. */
import { useId, useMemo } from "react";
import { animaticFilm, assembleCut } from "../../../shared/cut/cut.ts";
import { nameTokens, previewNames, templateProblem } from "../../../shared/cut/name-template.ts";
import { takeLabel, takeOfShot } from "../../../shared/cut/take-film.ts";
import type { ProjectView } from "../../../shared/rpc/contract.ts";
import type { ClipNames } from "../../../shared/rpc/export-options.ts";
import styles from "./ExportDialog.module.css";

interface ClipNamesProps {
  readonly view: ProjectView;
  readonly names: ClipNames;
  readonly onChange: (names: ClipNames) => void;
}

export function ClipNamesField({ view, names, onChange }: ClipNamesProps) {
  const id = useId();
  const previews = usePreviews(view, names);
  const problem = templateProblem(names.template) ?? previews.find((preview) => preview.problem)?.problem;
  const [first] = previews;
  return (
    <div className={styles.names}>
      <div className={styles.choices}>
        <input
          className={styles.input}
          aria-label="Clip names"
          aria-describedby={id}
          aria-invalid={problem !== undefined}
          value={names.template}
          spellCheck={false}
          title={`${nameTokens.join(" ")} stand for what a clip shows`}
          onChange={(event) => onChange({ ...names, template: event.currentTarget.value })}
        />
        <input
          className={styles.version}
          aria-label="Version"
          type="number"
          min={1}
          max={999}
          value={names.version}
          onChange={(event) => {
            const version = Math.round(event.currentTarget.valueAsNumber);
            if (version >= 1 && version <= 999) onChange({ ...names, version });
          }}
        />
      </div>
      <p id={id} className={problem ? styles.problem : styles.words} aria-live="polite">
        {problem ?? (first ? `${first.fileStem}.mov` : "")}
      </p>
    </div>
  );
}

/** The names as things stand; none while the project cannot be handed off at all. */
function usePreviews(view: ProjectView, names: ClipNames) {
  const cut = useMemo(() => {
    try {
      return assembleCut(view.project, (placed, recordIn, pass) => {
        const take = takeOfShot(pass, placed.shot, view.takes);
        const film = animaticFilm(placed, recordIn, pass);
        return take ? { ...film, source: takeLabel(take) } : film;
      });
    } catch {
      return null;
    }
  }, [view.project, view.takes]);
  return useMemo(() => (cut ? previewNames(cut, names) : []), [cut, names]);
}
