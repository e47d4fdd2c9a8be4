/**
 * Owns the palette of camera language: sizes, angles, moves, lenses, transitions and speed of one shot, found by a few letters. The active one
 * plays on the shot's own picture; held, it plays in the viewer. Enter sets it, Escape leaves everything as it was.
 */
import { Dialog } from "@base-ui/react/dialog";
import { Play, X } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { shotPictureOf } from "../../../shared/animatic/picture-of.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import type { AspectRatio } from "../../../shared/project/vocabulary.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import styles from "./CameraPalette.module.css";
import {
  type CameraEntry,
  cameraEntries,
  editOf,
  findCameraEntries,
  isCurrent,
  type Pace,
  withPace,
  wordsOf,
} from "./camera-entries.ts";
import { EntryList } from "./EntryList.tsx";
import { PaceSliders } from "./PaceSliders.tsx";
import { Preview } from "./Preview.tsx";
import type { CreatePictures } from "./preview-loop.ts";
import { withEntry } from "./preview-show.ts";
import { useHold } from "./use-hold.ts";

interface PaletteProps {
  readonly shotId: string;
  readonly createPictures: CreatePictures;
  readonly onClose: () => void;
}

export function CameraPalette(props: PaletteProps) {
  const project = useEditor((state) => state.view?.project ?? null);
  const pass = project?.passes.find(({ shots }) => shots.some(({ id }) => id === props.shotId));
  const shot = pass?.shots.find(({ id }) => id === props.shotId);
  if (!project || !pass || !shot) return null;
  const from = shotPictureOf(project, pass, shot)?.from ?? "element";
  return (
    <Known {...props} project={project} aspectRatio={pass.aspectRatio} shot={shot} isFramed={from !== "element"} />
  );
}

interface KnownProps extends PaletteProps {
  readonly project: Project;
  readonly aspectRatio: AspectRatio;
  readonly shot: Shot;
  /** Its picture shows what is meant to be seen, whatever the size. */
  readonly isFramed: boolean;
}

function Known({ project, aspectRatio, shot, isFramed, createPictures, onClose }: KnownProps) {
  const [typed, setTyped] = useState("");
  const [activeId, setActiveId] = useState(() => firstEntry(shot).id);
  const [dragged, setDragged] = useState<Pace | null>(null);
  const found = useMemo(() => findCameraEntries(typed), [typed]);
  const active = found.find(({ id }) => id === activeId) ?? found[0] ?? null;
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => withEntry(project, shot, active, dragged), [project, shot, active, dragged]);
  const hold = useHold({ project: shown, shotId: shot.id, fromBefore: active?.group === "Transition" });
  const set = (entry: CameraEntry | null, stays: boolean) => {
    if (!entry) return;
    hold.end();
    if (!stays) onClose();
    if (!isCurrent(entry, shot)) void editor.apply(editOf(entry, shot));
  };
  const setPace = (pace: Pace) => {
    setDragged(null);
    const camera = withPace(shot.camera, pace);
    const fields = { camera: Object.keys(camera).length === 0 ? null : camera };
    void editor.apply({ type: "shot.describe", shotId: shot.id, fields });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = entryAfter(event.key, found, active);
    if (event.key === "Enter") set(active, event.shiftKey);
    else if (next) setActiveId(next.id);
    else return;
    event.preventDefault();
  };
  const move = shot.camera?.move ?? "static";
  const hasMove = active?.camera?.move ? active.camera.move !== "static" : move !== "static";
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          initialFocus={field}
          className={styles.popup}
          data-keeps-keys=""
          onKeyDown={hold.onKeyDown}
          onKeyUp={hold.onKeyUp}
        >
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>
              Camera <span className={styles.shot}>{shotLabel(numbersOf(project).get(shot.id) ?? 0)}</span>
            </Dialog.Title>
            <Dialog.Close className={styles.close} aria-label="Close">
              <X size={16} />
            </Dialog.Close>
          </div>
          <Preview
            project={shown}
            shotId={shot.id}
            entry={active}
            aspectRatio={aspectRatio}
            createPictures={createPictures}
          />
          <div className={styles.about}>
            <div className={styles.names}>
              <span className={styles.name}>{active?.label ?? "Nothing found"}</span>
              <span className={styles.words} role="status">
                {active && describeEntry(active, shot, isFramed)}
              </span>
            </div>
            <button type="button" className={styles.hold} data-held={hold.held ? "" : undefined} {...hold.button}>
              <Play size={13} />
              Hold to play in viewer
            </button>
          </div>
          <PaceSliders
            pace={dragged ?? shot.camera ?? {}}
            disabled={!hasMove}
            onChange={(pace) => {
              setDragged(pace);
              if (active?.group !== "Move") setActiveId(`move-${move}`);
            }}
            onCommit={setPace}
          />
          <input
            ref={field}
            className={styles.input}
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={active ? `${list}-${active.id}` : undefined}
            aria-label="Size, angle, move, lens or transition"
            placeholder="Type to filter: push, close, 35mm…"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              const letters = event.currentTarget.value;
              setTyped(letters);
              setActiveId(letters.trim() === "" ? firstEntry(shot).id : (findCameraEntries(letters)[0]?.id ?? ""));
            }}
            onKeyDown={onKeyDown}
          />
          <EntryList
            id={list}
            entries={found}
            grouped={typed.trim() === ""}
            active={active}
            shot={shot}
            onActive={(entry) => setActiveId(entry.id)}
            onSet={set}
          />
          <p className={styles.keys}>
            <kbd>Enter</kbd> sets · <kbd>Shift+Enter</kbd> stays open · hold <kbd>Space</kbd> plays
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What becomes of the entry in the prompt, and on the picture where that is not what is seen. */
function describeEntry(entry: CameraEntry, shot: Shot, isFramed: boolean): string {
  const words = wordsOf(entry, shot);
  const said =
    words === ""
      ? "Adds nothing to the prompt."
      : typeof shot.prompt === "string"
        ? "The prompt is written out and doesn’t change."
        : `“${words}”`;
  return entry.group === "Size" && isFramed ? `${said} The picture is framed already.` : said;
}

/** Where the palette opens: at the shot's own move, else at what it begins with. */
function firstEntry(shot: Shot): CameraEntry {
  const own = cameraEntries.find(({ group, camera }) => group === "Move" && camera?.move === shot.camera?.move);
  return (shot.camera?.move && own) || (cameraEntries[0] as CameraEntry);
}

/** Where a key leads from the active entry; null for one that leads nowhere. */
function entryAfter(key: string, found: readonly CameraEntry[], active: CameraEntry | null): CameraEntry | null {
  const place = active ? found.indexOf(active) : -1;
  const at = (index: number) => found[(index + found.length) % found.length] ?? null;
  switch (key) {
    case "ArrowDown":
      return at(place + 1);
    case "ArrowUp":
      return at(place - 1);
    case "PageDown":
      return found.find(({ group }, index) => index > place && group !== active?.group) ?? at(-1);
    case "PageUp": {
      const before = found.slice(0, Math.max(0, place)).findLast(({ group }) => group !== active?.group);
      return found.find(({ group }) => group === (before ?? active)?.group) ?? null;
    }
    default:
      return null;
  }
}
