/** Owns the bar above the shot list: what is filtered, what is shown, and what is done with the selected shots. */
import { Menu } from "@base-ui/react/menu";
import { ArrowDownToLine, Check, Columns3, Lock, Plus, Printer, Search, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Project } from "../../../shared/project/model.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { showDone } from "../state/problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import { Picker } from "../ui/Picker.tsx";
import { columns } from "./columns.ts";
import { applyEdit } from "./grid-edits.ts";
import styles from "./ListToolbar.module.css";
import { listOptions, listView, type RowHeight, rowHeights, useListOptions, useListView } from "./list-options.ts";
import type { ListFilter } from "./list-rows.ts";
import { lockAllNumbers } from "./shot-moves.ts";

const kinds: readonly { value: ListFilter["only"]; label: string }[] = [
  { value: "all", label: "All shots" },
  { value: "no-take", label: "No take" },
  { value: "advice", label: "Has advice" },
  { value: "to-do", label: "To do" },
  { value: "unlocked", label: "Number not locked" },
];

const rowLabels: Readonly<Record<RowHeight, string>> = {
  small: "Small rows",
  medium: "Medium rows",
  large: "Large rows",
};

interface ListToolbarProps {
  readonly project: Project;
  readonly scenes: readonly string[];
  readonly onAdd: () => void;
  readonly onFillDown: () => void;
}

export function ListToolbar({ project, scenes, onAdd, onFillDown }: ListToolbarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="Shot list">
      <ListFilters scenes={scenes} />
      <span className={styles.gap} />
      <IconButton label="Add shot" tip="Add a shot after the selected one" shortcut="Ins" onClick={onAdd}>
        <Plus size={16} />
      </IconButton>
      <IconButton label="Fill down" shortcut={isMac ? "⌘D" : "Ctrl+D"} onClick={onFillDown}>
        <ArrowDownToLine size={16} />
      </IconButton>
      <LockMenu project={project} />
      <ShownMenu />
      <IconButton label="Search" shortcut={shortcutOf("search", isMac)} onClick={() => runCommand("search")}>
        <Search size={16} />
      </IconButton>
      <IconButton label="Print" shortcut={shortcutOf("list.print", isMac)} onClick={() => runCommand("list.print")}>
        <Printer size={16} />
      </IconButton>
    </div>
  );
}

/** What the list and the board leave out. */
export function ListFilters({ scenes }: { scenes: readonly string[] }) {
  const { filter } = useListView();
  const change = (changes: Partial<ListFilter>) => listView.set({ filter: { ...filter, ...changes } });
  return (
    <>
      <FilterField text={filter.text} onChange={(text) => change({ text })} />
      <Picker
        label="Shots shown"
        className={styles.kind}
        value={filter.only}
        choices={kinds}
        onPick={(only) => change({ only })}
      />
      {scenes.length > 1 && (
        <Picker
          label="Scene shown"
          className={styles.scene}
          value={filter.scene === "" ? null : filter.scene}
          choices={scenes.map((value) => ({ value, label: value }))}
          empty="All scenes"
          onPick={(scene) => change({ scene })}
          onClear={() => change({ scene: "" })}
        />
      )}
    </>
  );
}

function FilterField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <span className={styles.filter}>
      <input
        className={styles.field}
        aria-label="Filter shots"
        placeholder="Filter"
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") onChange("");
        }}
      />
      {text !== "" && (
        <button type="button" className={styles.clear} aria-label="Clear the filter" onClick={() => onChange("")}>
          <X size={14} />
        </button>
      )}
    </span>
  );
}

function ToolMenu({
  name,
  icon,
  isOn = false,
  children,
}: {
  name: string;
  icon: ReactNode;
  isOn?: boolean;
  children: ReactNode;
}) {
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.tool} aria-label={name} title={name} data-on={isOn ? "" : undefined}>
        {icon}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} sideOffset={4} align="end">
          <Menu.Popup className={menuStyles.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function LockMenu({ project }: { project: Project }) {
  const passId = useEditor((state) => state.selection.passId);
  const pass = project.passes.find(({ id }) => id === passId);
  const isLocked = ({ shots }: Project["passes"][number]) => shots.every(({ number }) => number !== undefined);
  const all = project.passes.length > 0 && project.passes.every(isLocked);
  const lock = (edit: ReturnType<typeof lockAllNumbers>, done: string) => {
    if (edit) applyEdit(edit);
    showDone(done, edit ? { label: "Undo", run: () => void editor.undo() } : undefined);
  };
  return (
    <ToolMenu name={all ? "Shot numbers: all locked" : "Lock shot numbers"} icon={<Lock size={15} />} isOn={all}>
      <Menu.Item
        className={menuStyles.item}
        disabled={!pass || isLocked(pass)}
        onClick={() => {
          if (pass)
            lock(
              { type: "pass.lock-numbers", passId: pass.id },
              `Locked the shot numbers of ${pass.scene} ${pass.name}.`,
            );
        }}
      >
        {pass && isLocked(pass) ? "Shot numbers of this pass are locked" : "Lock shot numbers of this pass"}
      </Menu.Item>
      <Menu.Item
        className={menuStyles.item}
        disabled={all}
        onClick={() => lock(lockAllNumbers(project), "Locked the shot numbers of the whole project.")}
      >
        {all ? "All shot numbers are locked" : "Lock all shot numbers"}
      </Menu.Item>
    </ToolMenu>
  );
}

function ShownMenu() {
  const { shown, rows } = useListOptions();
  return (
    <ToolMenu name="Columns and rows" icon={<Columns3 size={16} />}>
      <Menu.RadioGroup value={rows} onValueChange={(value: RowHeight) => listOptions.set({ rows: value })}>
        {(Object.keys(rowHeights) as RowHeight[]).map((value) => (
          <Menu.RadioItem key={value} value={value} className={joinClasses(menuStyles.item, menuStyles.check)}>
            <Menu.RadioItemIndicator>
              <Check size={14} />
            </Menu.RadioItemIndicator>
            <span>{rowLabels[value]}</span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Separator className={menuStyles.separator} />
      {columns
        .filter(({ id }) => id !== "number")
        .map(({ id, label }) => (
          <Menu.CheckboxItem
            key={id}
            checked={shown.includes(id)}
            closeOnClick={false}
            onCheckedChange={(on) =>
              listOptions.set({ shown: on ? [...shown, id] : shown.filter((each) => each !== id) })
            }
            className={joinClasses(menuStyles.item, menuStyles.check)}
          >
            <Menu.CheckboxItemIndicator>
              <Check size={14} />
            </Menu.CheckboxItemIndicator>
            <span>{label}</span>
          </Menu.CheckboxItem>
        ))}
    </ToolMenu>
  );
}
