/** Owns the page of a script: its paragraphs as they are set, the shots of each beside it; what is chosen on one side is chosen on the other. */
import { type KeyboardEvent, memo, useCallback, useEffect, useRef } from "react";
import { shotLabel, totalMs } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { acceptScript } from "../../../shared/ways-in/accept-script.ts";
import { diffScript } from "../../../shared/ways-in/diff-script.ts";
import type { Script } from "../../../shared/ways-in/script.ts";
import { makeId } from "../state/make-id.ts";
import { numbersOf, placedAt } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./ScriptView.module.css";
import type { RowShot, SceneRows, ScriptRow } from "./script-rows.ts";

interface ScriptPageProps {
  readonly project: Project;
  readonly script: Script;
  readonly scenes: readonly SceneRows[];
  readonly canMake: boolean;
}

export function ScriptPage({ project, script, scenes, canMake }: ScriptPageProps) {
  const selected = useEditor((state) => state.selection.shotId);
  const playing = useEditor((state) =>
    state.playing ? (placedAt(state, state.playheadFrame)?.placed.shot.id ?? null) : null,
  );
  const shown = playing ?? selected;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown === null) return;
    page.current?.querySelector(`[data-shots~="${shown}"]`)?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  const numbers = numbersOf(project);
  const make = useCallback((row: ScriptRow) => makeShots(project, script, row), [project, script]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div ref={page} className={styles.page} role="group" aria-label="Script and shots" onKeyDown={moveFocus}>
      {scenes.map((scene) => (
        <Scene key={scene.scene.key} {...scene} numbers={numbers} shown={shown} onMake={canMake ? make : null} />
      ))}
      {script.remarks.length > 0 && (
        <details className={styles.remarks}>
          <summary>Not understood: {script.remarks.length}</summary>
          <ul>
            {script.remarks.map(({ line, text, message }) => (
              <li key={`${line} ${message}`}>
                Line {line} “{text}”: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface SceneProps extends SceneRows {
  readonly numbers: ReadonlyMap<string, number>;
  readonly shown: string | null;
  readonly onMake: ((row: ScriptRow) => void) | null;
}

function Scene({ scene, passes, rows, numbers, shown, onMake }: SceneProps) {
  const seconds = passes.reduce((sum, pass) => sum + totalMs(pass), 0) / 1000;
  const [first] = passes;
  return (
    <section className={styles.scene} aria-label={scene.heading || "Opening"}>
      <header className={styles.sceneHead}>
        <h3 className={styles.heading}>{scene.heading || "Opening"}</h3>
        <span className={styles.sceneAbout}>
          {first && `${first.scene} · ${passes.length === 1 ? "1 pass" : `${passes.length} passes`} · ${seconds} s`}
          {!first && onMake && rows.some(({ isOpen }) => isOpen) && "No pass"}
        </span>
      </header>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            scene={first?.scene ?? ""}
            numbers={numbers}
            shown={shownIn(row, shown)}
            onMake={onMake}
          />
        ))}
      </ul>
    </section>
  );
}

/** The shot where it is one of the row, so that other rows need not be drawn again. */
function shownIn({ shots }: ScriptRow, shown: string | null): string | null {
  return shots.some(({ shot }) => shot.id === shown) ? shown : null;
}

interface RowProps {
  readonly row: ScriptRow;
  /** The code of the scene; a shot of another one says its own. */
  readonly scene: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly shown: string | null;
  readonly onMake: ((row: ScriptRow) => void) | null;
}

const Row = memo(function Row({ row, scene, numbers, shown, onMake }: RowProps) {
  const { paragraphs, shots, isOpen } = row;
  const [first] = shots;
  const words = paragraphs.map(({ key, kind, text }) => (
    <span key={key} className={styles.paragraph} data-kind={kind}>
      {text}
    </span>
  ));
  return (
    <li
      className={styles.row}
      data-shots={shots.map(({ shot }) => shot.id).join(" ")}
      data-open={isOpen && onMake ? "" : undefined}
      data-shown={shown === null ? undefined : ""}
    >
      {first ? (
        <button
          type="button"
          className={styles.words}
          aria-pressed={shown !== null}
          data-row=""
          onClick={() => show(first)}
        >
          {words}
        </button>
      ) : (
        <div className={styles.words}>{words}</div>
      )}
      <div className={styles.shots}>
        {shots.map((each) => (
          <button
            key={each.shot.id}
            type="button"
            className={styles.shot}
            aria-pressed={each.shot.id === shown}
            onClick={() => show(each)}
          >
            <span className={styles.number}>
              {each.pass.scene !== scene && `${each.pass.scene} `}
              {shotLabel(numbers.get(each.shot.id) ?? 0)}
            </span>
            <span className={styles.camera}>
              {[each.shot.camera?.size, each.shot.camera?.move].filter(Boolean).join(" ")}
            </span>
            <span className={styles.length}>{each.shot.durationMs / 1000} s</span>
          </button>
        ))}
        {isOpen && onMake && (
          <Button kind="quiet" className={styles.make} data-row="" onClick={() => onMake(row)}>
            Make a shot
          </Button>
        )}
      </div>
    </li>
  );
});

function show({ pass, shot }: RowShot): void {
  editor.select({ passId: pass.id, shotId: shot.id });
}

/** Up and down go from row to row, wherever in a row the focus is. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const row = (event.target as HTMLElement).closest("li")?.querySelector<HTMLElement>("[data-row]");
  const at = row ? rows.indexOf(row) : -1;
  if (at === -1) return;
  event.preventDefault();
  rows[at + step]?.focus();
}

/** Makes the shots of a paragraph that has none, where they stand in the script. */
function makeShots(project: Project, script: Script, { paragraphs }: ScriptRow): void {
  const like = project.passes.at(-1);
  const choices = like ?? ({ profile: "animatic", aspectRatio: "16:9", resolution: "1080p" } as const);
  const { profile, aspectRatio, resolution } = choices;
  const diff = diffScript(project, script, { choices: { profile, aspectRatio, resolution } });
  const lines = new Set(paragraphs.map(({ line }) => line));
  const scene = script.scenes.find((each) => each.paragraphs.some(({ key }) => key === paragraphs[0]?.key));
  const added = diff.changes.filter(({ kind, id, line }) => {
    return kind === "added" && (lines.has(line) || id === `scene:${scene?.key}`);
  });
  const { edit } = acceptScript(project, diff, new Set(added.map(({ id }) => id)), "Make a shot", makeId);
  if (!edit) return;
  void editor.apply(edit);
  const known = new Set(project.passes.flatMap(({ shots }) => shots.map(({ id }) => id)));
  const after = editor.get().view?.project.passes ?? [];
  const made = after
    .flatMap((pass) => pass.shots.map((shot) => ({ pass, shot })))
    .find(({ shot }) => !known.has(shot.id));
  if (made) show(made);
}
