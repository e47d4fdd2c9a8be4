/** Owns what the floor plan's toolbar offers of set-ups: presets, each with what it does, and copying, pasting and mirroring the camera. */
import { Menu } from "@base-ui/react/menu";
import { LayoutTemplate, Video } from "lucide-react";
import type { ReactNode } from "react";
import { presetIds, presets } from "../../../shared/stage/presets.ts";
import { runCommand } from "../commands/commands.ts";
import type { Command } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { selectOnStage } from "../state/stage-selection.ts";
import { useEditor } from "../state/use-editor.ts";
import { joinClasses, Tip } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import styles from "./PlanActions.module.css";

const setUpItems: readonly (readonly [Command, string])[] = [
  ["blocking.copy", "Copy set-up"],
  ["blocking.paste", "Paste set-up"],
  ["blocking.same", "Same set-up as the previous shot"],
  ["blocking.reverse", "Reverse angle of the previous shot"],
  ["blocking.mirror", "Mirror set-up"],
];

export function PlanActions() {
  const canEdit = useEditor((state) => state.view?.readOnly === false);
  return (
    <>
      <ActionMenu name="Presets…" isNamed disabled={!canEdit} icon={<LayoutTemplate size={15} />}>
        {presetIds.map((id) => (
          <Menu.Item
            key={id}
            className={joinClasses(menuStyles.item, styles.preset)}
            onClick={() => runCommand(`blocking.${id}`)}
          >
            <span>{presets[id].name}</span>
            <span className={styles.about}>{presets[id].about}</span>
          </Menu.Item>
        ))}
      </ActionMenu>
      <ActionMenu name="Set-up" icon={<Video size={15} />}>
        {setUpItems.map(([command, label]) => (
          <Item key={command} label={label} command={command} disabled={!canEdit && command !== "blocking.copy"} />
        ))}
        <Menu.Separator className={menuStyles.separator} />
        <Item label="Back to the words" command="blocking.words" disabled={!canEdit} />
        <Menu.Separator className={menuStyles.separator} />
        <Menu.Item className={menuStyles.item} onClick={() => selectOnStage({ kind: "stage" })}>
          Light and floor
        </Menu.Item>
      </ActionMenu>
    </>
  );
}

/** `isNamed`: its name stands beside its icon; else a tooltip says it. */
function ActionMenu({
  name,
  icon,
  isNamed = false,
  disabled = false,
  children,
}: {
  name: string;
  icon: ReactNode;
  isNamed?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Menu.Root>
      <Tip text={name}>
        <Menu.Trigger
          className={joinClasses(styles.trigger, isNamed && styles.named)}
          aria-label={name}
          disabled={disabled}
        >
          {icon}
          {isNamed && <span>{name}</span>}
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} align="end" sideOffset={6}>
          <Menu.Popup className={menuStyles.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ label, command, disabled }: { label: string; command: Command; disabled: boolean }) {
  const keys = shortcutOf(command, isMac);
  return (
    <Menu.Item className={menuStyles.item} disabled={disabled} onClick={() => runCommand(command)}>
      <span>{label}</span>
      {keys && <kbd className={menuStyles.shortcut}>{keys}</kbd>}
    </Menu.Item>
  );
}
