/** Owns what the floor plan's toolbar offers of the blocked frame: a picture made from it, and its use as a frame of the plan as it is. */
import { Menu } from "@base-ui/react/menu";
import { Image } from "lucide-react";
import { ownerOfPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { placesFor } from "../generation/UseFrameMenu.tsx";
import { progressAt } from "../state/planned-frame.ts";
import { stagedShotId } from "../state/staged-shot.ts";
import { placeBlockedFrame } from "../state/stills.ts";
import { editor } from "../state/use-editor.ts";
import { Tip } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import styles from "./BlockedFrameMenu.module.css";

export function BlockedFrameMenu() {
  const keys = shortcutOf("frames.fromBlocking", isMac);
  return (
    <Menu.Root onOpenChange={(open) => open && editor.pause()}>
      <Tip text="Picture">
        <Menu.Trigger className={styles.trigger} aria-label="Picture">
          <Image size={15} />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} align="end" sideOffset={4}>
          <Menu.Popup className={menuStyles.popup}>
            <Menu.Item className={menuStyles.item} onClick={() => runCommand("frames.fromBlocking")}>
              <span>Picture from blocking…</span>
              {keys && <kbd className={menuStyles.shortcut}>{keys}</kbd>}
            </Menu.Item>
            <Menu.Separator className={menuStyles.separator} />
            <Places />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Where the frame may go that the viewer's camera sees at the playhead, looked up when the menu opens. */
function Places() {
  const state = editor.get();
  const project = state.view?.project;
  const shotId = stagedShotId(state);
  const pass = project?.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  if (!project || !pass || shotId === null) return null;
  const moment = { shotId, progress: progressAt(state, state.playheadFrame) };
  return (
    <Menu.Group>
      <Menu.GroupLabel className={menuStyles.groupLabel}>Use the blocked frame as</Menu.GroupLabel>
      {placesFor(project, { passId: pass.id, shotId }, state.selection).map((place) => {
        const title = titleOfPlace(place, ownerOfPlace(project, place) ?? "");
        return (
          <Menu.Item
            key={title}
            className={menuStyles.item}
            disabled={state.view?.readOnly === true}
            onClick={() => void placeBlockedFrame(place, moment, title)}
          >
            {title}
          </Menu.Item>
        );
      })}
    </Menu.Group>
  );
}
