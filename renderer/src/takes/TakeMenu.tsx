/** Owns the menu of a take's card: all that its keys do, for the pointer and for those who look for it. */
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { Take } from "../../../shared/takes/take.ts";
import {
  binTake,
  compareTakes,
  giveTake,
  prepareAgain,
  rateTake,
  rejectTake,
  toggleCircle,
} from "../commands/take-commands.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { traySpot } from "../state/takes-tray.ts";
import menuStyles from "../ui/Menu.module.css";
import styles from "./TakeMenu.module.css";

interface TakeMenuProps {
  readonly take: Take;
  readonly shotId: string | null;
  readonly name: string;
  readonly circled: boolean;
  readonly rejected: boolean;
  /** Its video could not be made ready. */
  readonly failed: boolean;
  readonly reachable: boolean;
}

export function TakeMenu({ take, shotId, name, circled, rejected, failed, reachable }: TakeMenuProps) {
  const item = (words: string, keys: string | null, run: () => void) => (
    <Menu.Item className={menuStyles.item} onClick={run}>
      {words} {keys !== null && <kbd className={menuStyles.shortcut}>{keys}</kbd>}
    </Menu.Item>
  );
  return (
    <Menu.Root>
      <Menu.Trigger
        className={styles.more}
        aria-label={`More for ${name}`}
        tabIndex={reachable ? 0 : -1}
        onClick={() => traySpot.set({ card: take.id })}
      >
        <Ellipsis size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} side="top" align="end" sideOffset={2}>
          <Menu.Popup className={menuStyles.popup}>
            {item("Open take…", "O", () => openDialog({ kind: "take", takeId: take.id }))}
            {shotId !== null && item("Use for this shot", "U", () => giveTake(shotId, take.id))}
            {item(circled ? "Remove the circle" : "Circle for the pass", "Enter", () => toggleCircle(take))}
            {item("Compare…", "⇧C", () => {
              traySpot.set({ card: take.id });
              compareTakes();
            })}
            <Menu.Separator className={menuStyles.separator} />
            {[5, 4, 3, 2, 1].map((stars) => (
              <Menu.Item key={stars} className={menuStyles.item} onClick={() => rateTake(take, stars)}>
                <span aria-hidden="true">{"★".repeat(stars)}</span>
                <span className={styles.hidden}>{stars === 1 ? "1 star" : `${stars} stars`}</span>
                <kbd className={menuStyles.shortcut}>{stars}</kbd>
              </Menu.Item>
            ))}
            {item("No stars", "0", () => rateTake(take, 0))}
            <Menu.Separator className={menuStyles.separator} />
            {item(rejected ? "Take back the rejection" : "Reject…", "X", () => rejectTake(take))}
            {failed && item("Prepare again", null, () => void prepareAgain(take))}
            {item("Move to the bin", "Del", () => void binTake(take))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
