/** Owns the board: the shots' pictures in order under their scenes and passes, moved by dragging and by keys, in step with the timeline. */
import { Search } from "lucide-react";
import { type DragEvent, type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { openPass, runCommand } from "../commands/commands.ts";
import { nudgePlace } from "../commands/nudges.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { IconButton } from "../ui/Button.tsx";
import unseen from "../ui/Unseen.module.css";
import styles from "./Board.module.css";
import { BoardCard } from "./BoardCard.tsx";
import { BoardGroup } from "./BoardGroup.tsx";
import { type BoardRow, cardAfter, type DropPlace, dropIndex, modelBoard, passBeside } from "./board-rows.ts";
import { ListFoot } from "./ListFoot.tsx";
import listStyles from "./ListToolbar.module.css";
import { ListFilters } from "./ListToolbar.tsx";
import { listOptions, useListOptions } from "./list-options.ts";
import { NoShots } from "./ShotListView.tsx";
import { createShotPictures, PicturesContext } from "./shot-pictures.ts";
import { useRowsInView } from "./use-rows-in-view.ts";
import { useShownRows } from "./use-shown-rows.ts";

const noTakes: readonly Take[] = [];
const gapPx = 10;
const edgePx = 12;
const groupPx = 30;
/** Height of what is written under a picture. */
const wordsPx = 66;
const shotType = "application/x-shotline-shot";

/** A card's picture has its pass's shape; one that stands is no higher than its card is wide, so that a row of cards fits the view. */
function picturePx({ aspectRatio }: Pass, cardWidthPx: number): number {
  return Math.round(cardWidthPx / Math.max(1, ratioOf(aspectRatio)));
}

export function BoardView() {
  const project = useEditor((state) => state.view?.project ?? null);
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  return (
    <section className={listStyles.view} aria-label="Board">
      {project && <Board project={project} takes={takes} />}
    </section>
  );
}

function Board({ project, takes }: { project: Project; takes: readonly Take[] }) {
  const { cardPx } = useListOptions();
  const { rows, scenes } = useShownRows(project, takes, null);
  const shotCount = rows.filter(({ kind }) => kind === "shot").length;
  return (
    <>
      <div className={listStyles.bar} role="toolbar" aria-label="Board">
        <ListFilters scenes={scenes} />
        <span className={listStyles.gap} />
        <input
          type="range"
          className={listStyles.size}
          aria-label="Card size"
          title="Card size"
          min={120}
          max={400}
          step={20}
          value={cardPx}
          onChange={(event) => listOptions.set({ cardPx: Number(event.currentTarget.value) })}
        />
        <IconButton label="Search" shortcut={shortcutOf("search", isMac)} onClick={() => runCommand("search")}>
          <Search size={16} />
        </IconButton>
      </div>
      {shotCount === 0 ? (
        <NoShots isFiltered={project.passes.length > 0} />
      ) : (
        <Cards project={project} rows={rows} cardPx={cardPx} />
      )}
      <ListFoot project={project} takes={takes} shownCount={shotCount} />
    </>
  );
}

function Cards({
  project,
  rows,
  cardPx,
}: {
  project: Project;
  rows: ReturnType<typeof useShownRows>["rows"];
  cardPx: number;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const widthPx = useWidth(scroller);
  const across = Math.max(1, Math.floor((widthPx - 2 * edgePx + gapPx) / (cardPx + gapPx)));
  const cardWidthPx = Math.floor((widthPx - 2 * edgePx - gapPx * (across - 1)) / across);
  const model = useMemo(() => {
    const cardPx = (pass: Pass) => picturePx(pass, cardWidthPx) + wordsPx + gapPx;
    return modelBoard(rows, across, { groupPx, cardPx });
  }, [rows, across, cardWidthPx]);
  const [pictures] = useState(() => createShotPictures(400));
  useEffect(() => () => pictures.close(), [pictures]);
  const { from, to, reveal } = useRowsInView(scroller, model.layout, 0);
  const selectedId = useEditor((state) => state.selection.shotId);
  const active = selectedId !== null && model.places.has(selectedId) ? selectedId : null;
  const activeRow = active === null ? -1 : (model.places.get(active)?.row ?? -1);
  const [playing, setPlaying] = useState<string | null>(null);
  const [drop, setDrop] = useState<DropPlace | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a card into view when it becomes the active one, not while the user scrolls on
  useLayoutEffect(() => {
    // What was pressed with the pointer is seen already, and must not run away from under it.
    if (activeRow >= 0 && !pressed.current) reveal(activeRow);
    pressed.current = false;
  }, [active, activeRow]);
  useLayoutEffect(() => {
    const shown = model.rows.slice(from, to).flatMap((row) => (row.kind === "cards" ? row.cards : []));
    pictures.want(project, shown, (pass) => Math.round(picturePx(pass, cardWidthPx) * window.devicePixelRatio));
  }, [pictures, project, model, from, to, cardWidthPx]);

  const select = (shotId: string) => {
    const row = model.shots.find(({ key }) => key === shotId);
    if (row) editor.select({ passId: row.pass.id, shotId });
  };
  const move = (shotId: string, place: DropPlace | null) => {
    const index = place && dropIndex(project, shotId, place);
    if (!place || index === null) return;
    void editor.apply({ type: "shot.move", shotId, passId: place.passId, index });
    select(shotId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const current = active ?? model.shots[0]?.key;
    if (!current) return;
    if (event.altKey) {
      const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
      const aside = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
      if (!along && !aside) return;
      const edit = along && nudgePlace(project, current, along);
      if (edit) void editor.apply(edit);
      if (aside) move(current, passBeside(project, current, aside));
    } else if (event.key === "Enter") editor.showWorkspace("edit");
    else if (event.key === " ") setPlaying(playing === current ? null : current);
    else if (event.key === "Escape" && playing !== null) setPlaying(null);
    else {
      const next = active === null ? model.shots[0] : cardAfter(model, current, event.key);
      const isArrow = event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End";
      if (!isArrow) return;
      setPlaying(null);
      if (next) select(next.key);
    }
    event.preventDefault();
  };

  const placeUnder = (event: DragEvent): DropPlace | null => {
    const target = event.target instanceof Element ? event.target : null;
    const card = target?.closest<HTMLElement>("[data-shot]");
    const pass = project.passes.find(({ id }) => id === target?.closest<HTMLElement>("[data-pass]")?.dataset["pass"]);
    if (!pass) return null;
    if (!card) return { passId: pass.id, index: pass.shots.length };
    const box = card.getBoundingClientRect();
    const at = pass.shots.findIndex(({ id }) => id === card.dataset["shot"]);
    return { passId: pass.id, index: event.clientX < box.left + box.width / 2 ? at : at + 1 };
  };

  const inPage = model.rows.slice(from, to).map((row, offset) => ({ row, index: from + offset }));
  const outside = model.rows[activeRow];
  // The card that the keyboard is on stays in the page wherever the board is scrolled to.
  if (outside && (activeRow < from || activeRow >= to)) inPage.push({ row: outside, index: activeRow });
  const positions = useMemo(() => new Map(model.shots.map(({ key }, index) => [key, index + 1])), [model]);
  const card = (row: BoardRow & { kind: "cards" }) =>
    row.cards.map((each, column) => {
      const at = drop?.passId === row.pass.id ? row.pass.shots.indexOf(each.shot) : -1;
      const isLast = at === row.pass.shots.length - 1;
      return (
        <BoardCard
          key={each.key}
          id={cardId(each.key)}
          row={each}
          project={project}
          picturePx={picturePx(row.pass, cardWidthPx)}
          widthPx={cardWidthPx}
          leftPx={edgePx + column * (cardWidthPx + gapPx)}
          isSelected={each.key === active}
          plays={each.key === playing}
          drop={at === -1 ? null : drop?.index === at ? "before" : isLast && drop?.index === at + 1 ? "after" : null}
          position={positions.get(each.key) ?? 1}
          count={model.shots.length}
        />
      );
    });
  return (
    <PicturesContext value={pictures}>
      <div ref={scroller} className={styles.scroller}>
        <div
          role="listbox"
          aria-label="Shots on the board"
          aria-describedby="board-keys"
          aria-activedescendant={active === null ? undefined : cardId(active)}
          tabIndex={0}
          className={styles.board}
          style={{ height: model.layout.heightPx + edgePx }}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            const target = event.target instanceof Element ? event.target : null;
            const shotId = target?.closest<HTMLElement>("[data-shot]")?.dataset["shot"];
            const passId = target?.closest<HTMLElement>("[data-pass]")?.dataset["pass"];
            pressed.current = shotId !== undefined && shotId !== active;
            if (shotId) select(shotId);
            else if (passId && target?.closest("[data-opens]")) openPass(passId);
          }}
          onDoubleClick={(event) => {
            if (event.target instanceof Element && event.target.closest("[data-shot]")) editor.showWorkspace("edit");
          }}
          onDragStart={(event) => {
            const shotId = event.target instanceof HTMLElement ? event.target.dataset["shot"] : undefined;
            if (!shotId) return;
            event.dataTransfer.setData(shotType, shotId);
            event.dataTransfer.effectAllowed = "move";
          }}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(shotType)) return;
            event.preventDefault();
            const place = placeUnder(event);
            if (place?.index !== drop?.index || place?.passId !== drop?.passId) setDrop(place);
          }}
          onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setDrop(null)}
          onDragEnd={() => setDrop(null)}
          onDrop={(event) => {
            const shotId = event.dataTransfer.getData(shotType);
            setDrop(null);
            if (shotId === "") return;
            event.preventDefault();
            move(shotId, placeUnder(event));
          }}
        >
          <span id="board-keys" className={unseen.unseen}>
            Arrows select a shot, with Alt they move it. Space plays its move. Enter shows it in the viewer.
          </span>
          <BoardGroups inPage={inPage} tops={model.layout.tops} renderCards={card} />
        </div>
      </div>
    </PicturesContext>
  );
}

/** The rows in the page, those of a pass as a group. */
function BoardGroups({
  inPage,
  tops,
  renderCards,
}: {
  inPage: readonly { row: BoardRow; index: number }[];
  tops: readonly number[];
  renderCards: (row: BoardRow & { kind: "cards" }) => React.ReactNode;
}) {
  const groups = new Map<string, typeof inPage>();
  for (const each of inPage) {
    const key = each.row.kind === "scene" ? each.row.key : each.row.pass.id;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([key, rows]) => <BoardGroup key={key} rows={rows} tops={tops} renderCards={renderCards} />);
}

function cardId(shotId: string): string {
  return `board-${shotId}`;
}

/** How wide the inside of an element is. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(700);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => setWidthPx(watched.clientWidth);
    measure();
    const resizing = new ResizeObserver(measure);
    resizing.observe(watched);
    return () => resizing.disconnect();
  }, [element]);
  return widthPx;
}
