/** Owns the bar on top: the project's name and menu, how saving stands, undo and redo, work under way, takes, jobs, export. */
import { Menu } from "@base-ui/react/menu";
import { ChevronDown, Redo2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { runCommand } from "../commands/commands.ts";
import type { Command } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { JobsButton } from "../generate/JobsButton.tsx";
import { OperationChip } from "../operations/OperationChip.tsx";
import { shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { TakesButton } from "../takes/TakesButton.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import { SaveStatus } from "./SaveStatus.tsx";
import styles from "./TitleBar.module.css";
import { WorkspaceTabs } from "./WorkspaceTabs.tsx";

export function TitleBar() {
  const undoLabel = useEditor((state) => state.view?.undoLabel ?? null);
  const redoLabel = useEditor((state) => state.view?.redoLabel ?? null);
  return (
    <header className={styles.bar}>
      <div className={styles.side}>
        <ProjectMenu />
        <SaveStatus />
      </div>
      <div className={styles.middle}>
        <IconButton
          label="Undo"
          tip={undoLabel === null ? "Nothing to undo" : `Undo: ${undoLabel}`}
          shortcut={shortcutOf("undo", isMac)}
          disabled={undoLabel === null}
          onClick={() => runCommand("undo")}
        >
          <Undo2 size={16} />
        </IconButton>
        <IconButton
          label="Redo"
          tip={redoLabel === null ? "Nothing to redo" : `Redo: ${redoLabel}`}
          shortcut={shortcutOf("redo", isMac)}
          disabled={redoLabel === null}
          onClick={() => runCommand("redo")}
        >
          <Redo2 size={16} />
        </IconButton>
        <WorkspaceTabs />
      </div>
      <div className={styles.side}>
        <span className={styles.gap} />
        <OperationChip />
        <div data-tour="takes">
          <TakesButton />
        </div>
        <JobsButton />
        <Button kind="primary" data-tour="export" onClick={() => runCommand("export")}>
          Export
        </Button>
      </div>
    </header>
  );
}

function ProjectMenu() {
  const name = useEditor((state) => shownProject(state)?.name ?? "");
  const folder = useEditor((state) => state.view?.folder ?? "");
  return (
    <Menu.Root>
      <h1 className={styles.heading}>
        <Menu.Trigger className={styles.project} title={folder} aria-label={`Project ${name}`}>
          <span className={styles.name}>{name}</span>
          <ChevronDown size={14} />
        </Menu.Trigger>
      </h1>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} sideOffset={4} align="start">
          <Menu.Popup className={menuStyles.popup}>
            <Item onClick={() => openDialog({ kind: "projectSettings" })}>Project settings…</Item>
            <Item command="project.backups">Backups…</Item>
            <Item command="export">Export…</Item>
            <Item command="project.archive">Archive project…</Item>
            <Item command="lists.import">Import shot list or prompt…</Item>
            <Item command="comments.import">Import comments…</Item>
            <Item command="cut.compare">Compare edited cut…</Item>
            <Menu.Separator className={menuStyles.separator} />
            <Item onClick={() => runCommand("project.new")}>New project…</Item>
            <Item onClick={() => runCommand("project.openPlan")}>New from plan…</Item>
            <Item command="project.open">Open…</Item>
            <Item command="archive.open">Open archive…</Item>
            <Item onClick={() => runCommand("project.close")}>Close project</Item>
            <Menu.Separator className={menuStyles.separator} />
            <Item command="models">Compare models…</Item>
            <Item command="settings">Settings…</Item>
            <Item command="shortcuts">Keyboard shortcuts</Item>
            <Item command="help">Help</Item>
            <Item command="tour">Take the tour</Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ command, onClick, children }: { command?: Command; onClick?: () => void; children: ReactNode }) {
  const shortcut = command && shortcutOf(command, isMac);
  return (
    <Menu.Item className={menuStyles.item} onClick={onClick ?? (() => command && runCommand(command))}>
      <span>{children}</span>
      {shortcut && <kbd className={menuStyles.shortcut}>{shortcut}</kbd>}
    </Menu.Item>
  );
}
