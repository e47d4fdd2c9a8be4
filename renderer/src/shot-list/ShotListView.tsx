/** Owns the list of shots: a row a shot, edited in place, in step with the timeline. */
import { ContextMenu } from "@base-ui/react/context-menu";
import { Menu } from "@base-ui/react/menu";
import { useEffect, useMemo, useState } from "react";
import type { Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import { clearCells, fillDown } from "./cell-edits.ts";
import { addAfter, applyCells, moveSelected, removeSelected } from "./grid-edits.ts";
import { modelGrid } from "./grid-model.ts";
import { ListFoot } from "./ListFoot.tsx";
import styles from "./ListToolbar.module.css";
import { ListToolbar } from "./ListToolbar.tsx";
import { listView, rowHeights, shownColumns, useListOptions, useListView } from "./list-options.ts";
import { noFilter } from "./list-rows.ts";
import { ShotGrid } from "./ShotGrid.tsx";
import { createShotPictures, PicturesContext } from "./shot-pictures.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useShownRows } from "./use-shown-rows.ts";

const noTakes: readonly Take[] = [];

export function ShotListView() {
  const project = useEditor((state) => state.view?.project ?? null);
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  return (
    <section className={styles.view} aria-label="Shot list">
      {project && <ShotTable project={project} takes={takes} />}
    </section>
  );
}

function ShotTable({ project, takes }: { project: Project; takes: readonly Take[] }) {
  const { shown, rows: rowHeight } = useListOptions();
  const { sorting } = useListView();
  const rowPx = rowHeights[rowHeight];
  const columns = shownColumns(shown, sorting !== null);
  const { rows, scenes } = useShownRows(project, takes, sorting);
  const model = useMemo(() => modelGrid(rows, rowPx), [rows, rowPx]);
  const selection = useGridSelection(model, columns);
  const [pictures] = useState(() => createShotPictures(160));
  useEffect(() => () => pictures.close(), [pictures]);

  const { range, active } = selection;
  const selected = range ? model.shotRows.slice(range.rows[0], range.rows[1] + 1).map(({ shot }) => shot) : [];
  const selectedColumns = range ? columns.slice(range.columns[0], range.columns[1] + 1).map(({ id }) => id) : [];
  const ids = selected.map(({ id }) => id);
  const add = () => (active ? addAfter(project, active.shotId) : runCommand("shot.add"));
  const fill = () => applyCells(fillDown(selected, model.shotRows[(range?.rows[0] ?? 0) - 1]?.shot, selectedColumns));
  return (
    <PicturesContext value={pictures}>
      <ListToolbar project={project} scenes={scenes} onAdd={add} onFillDown={fill} />
      {model.shotRows.length === 0 ? (
        <NoShots isFiltered={project.passes.length > 0} />
      ) : (
        <ContextMenu.Root>
          <ContextMenu.Trigger
            render={<div className={styles.table} style={{ "--lines": linesIn(rowPx) } as React.CSSProperties} />}
          >
            <ShotGrid
              project={project}
              takes={takes}
              model={model}
              columns={columns}
              rowPx={rowPx}
              sorting={sorting}
              selection={selection}
              pictures={pictures}
            />
          </ContextMenu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={menuStyles.place}>
              <Menu.Popup className={menuStyles.popup}>
                <Item keys="Ins" onClick={add}>
                  Add shot
                </Item>
                <Item keys={isMac ? "⌘D" : "Ctrl+D"} onClick={fill}>
                  Fill down
                </Item>
                <Item keys="Del" onClick={() => applyCells(clearCells(selected, selectedColumns))}>
                  Clear
                </Item>
                <Menu.Separator className={menuStyles.separator} />
                <Item
                  keys={isMac ? "⌥↑" : "Alt+↑"}
                  disabled={sorting !== null}
                  onClick={() => moveSelected(project, ids, -1)}
                >
                  Move up
                </Item>
                <Item
                  keys={isMac ? "⌥↓" : "Alt+↓"}
                  disabled={sorting !== null}
                  onClick={() => moveSelected(project, ids, 1)}
                >
                  Move down
                </Item>
                <Menu.Separator className={menuStyles.separator} />
                <Item
                  onClick={() => removeSelected(project, selected, model.shotRows[(range?.rows[1] ?? 0) + 1]?.shot)}
                >
                  {selected.length > 1 ? `Remove ${selected.length} shots` : "Remove shot"}
                </Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </ContextMenu.Root>
      )}
      <ListFoot project={project} takes={takes} shownCount={model.shotRows.length} selected={selected} />
    </PicturesContext>
  );
}

/** How many lines of a text a row has room for. */
function linesIn(rowPx: number): number {
  return Math.max(1, Math.floor((rowPx - 6) / 17));
}

function Item({
  keys,
  disabled = false,
  onClick,
  children,
}: {
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
  children: string;
}) {
  return (
    <Menu.Item className={menuStyles.item} disabled={disabled} onClick={onClick}>
      {children} {keys && <kbd className={menuStyles.shortcut}>{keys}</kbd>}
    </Menu.Item>
  );
}

/** What stands where no shot does. */
export function NoShots({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className={styles.empty}>
      {isFiltered ? (
        <>
          <p>No shot matches the filter.</p>
          <Button onClick={() => listView.set({ filter: noFilter })}>Show all shots</Button>
        </>
      ) : (
        <>
          <p>No shots yet. Add a pass to start planning shots.</p>
          <Button onClick={() => runCommand("pass.add")}>Add pass</Button>
        </>
      )}
    </div>
  );
}
