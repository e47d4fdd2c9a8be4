/** Owns the menu of a field: taking its text to the shots that follow, or from the first shot. */
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import menuStyles from "../ui/Menu.module.css";
import { copyToFollowing, repeatFromFirst, type SharedField } from "./copy-field.ts";
import { shotNow } from "./describe-shot.ts";
import styles from "./TextFieldOfShot.module.css";

interface FieldMenuProps {
  readonly shotId: string;
  readonly field: SharedField;
  /** What the field is called. */
  readonly label: string;
}

export function FieldMenu({ shotId, field, label }: FieldMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        className={styles.more}
        aria-label={`Copy ${label.toLowerCase()}`}
        title={`Copy ${label.toLowerCase()}`}
      >
        <Ellipsis size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} side="bottom" align="end" sideOffset={2}>
          <Menu.Popup className={menuStyles.popup}>
            <Items shotId={shotId} field={field} label={label} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** What can be done is looked up when the menu opens. */
function Items({ shotId, field, label }: FieldMenuProps) {
  const found = shotNow(shotId);
  if (!found) return null;
  const { pass, shot } = found;
  const copy = copyToFollowing(pass, shot, field, label);
  const repeat = repeatFromFirst(pass, shot, field);
  return (
    <>
      <Menu.Item
        className={menuStyles.item}
        disabled={copy === null}
        onClick={() => {
          if (!copy) return;
          void editor.apply(copy);
          showDone(`${copy.label.replace(/^Copy/, "Copied")}.`);
        }}
      >
        Copy to following shots
      </Menu.Item>
      <Menu.Item
        className={menuStyles.item}
        disabled={repeat === null}
        onClick={() => repeat && void editor.apply(repeat)}
      >
        Repeat from shot 1
      </Menu.Item>
    </>
  );
}
