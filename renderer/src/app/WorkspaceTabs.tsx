/** Owns choosing what lies above the timeline. */
import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { type Workspace, workspaces } from "../state/editor-state.ts";
import { useEditor } from "../state/use-editor.ts";
import styles from "./WorkspaceTabs.module.css";

const labels: Readonly<Record<Workspace, string>> = {
  edit: "Edit",
  list: "List",
  board: "Board",
  script: "Script",
  block: "Blocking",
};

export function WorkspaceTabs() {
  const shown = useEditor((state) => state.workspace);
  return (
    <ToggleGroup className={styles.tabs} aria-label="Workspace" value={[shown]}>
      {workspaces.map((workspace) => (
        <Toggle
          key={workspace}
          className={styles.tab}
          value={workspace}
          title={`${labels[workspace]} (${shortcutOf(`workspace.${workspace}`, isMac)})`}
          onClick={() => runCommand(`workspace.${workspace}`)}
        >
          {labels[workspace]}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
