/** Owns the switch in the title bar that shows and hides the takes. */
import { GalleryHorizontalEnd } from "lucide-react";
import type { Take } from "../../../shared/takes/take.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { isTrayOpen, useTrayOptions } from "../state/takes-tray.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./TakesButton.module.css";

const noTakes: readonly Take[] = [];

export function TakesButton() {
  const options = useTrayOptions();
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  const open = isTrayOpen(options, takes);
  return (
    <Button
      className={styles.button}
      aria-expanded={open}
      title={`${open ? "Hide" : "Show"} takes (${shortcutOf("takes.toggle", isMac)})`}
      icon={<GalleryHorizontalEnd size={14} />}
      onClick={() => runCommand("takes.toggle")}
    >
      Takes
    </Button>
  );
}
