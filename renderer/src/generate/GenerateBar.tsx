/** Owns the foot of the inspector: the one button that makes a take of the selected pass, with its price, which moves with a drag. */
import { Clapperboard, Sparkles } from "lucide-react";
import { profileOf } from "../../../shared/models/profiles.ts";
import { generatePass } from "../commands/commands.ts";
import { shortcutOf } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { priceOfPlanned } from "../generation/pass-price.ts";
import { shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./GenerateBar.module.css";

export function GenerateBar() {
  const pass = useEditor((state) => {
    const { passId } = state.selection;
    return shownProject(state)?.passes.find((each) => each.id === passId) ?? null;
  });
  if (!pass) return null;
  const profile = profileOf(pass.profile);
  const local = profile?.provider === "animatic";
  const price = priceOfPlanned(pass);
  return (
    <footer className={styles.bar}>
      <p className={styles.facts} title={price.reason}>
        <span className={styles.model}>{profile?.label ?? pass.profile}</span>
        <span className={styles.price} data-testid="pass-price">
          {price.text}
        </span>
      </p>
      <Button
        kind="primary"
        className={styles.button}
        icon={local ? <Clapperboard size={16} /> : <Sparkles size={16} />}
        title={shortcutOf("generate", isMac)}
        onClick={() => generatePass(pass)}
      >
        {local ? "Render animatic · free" : `Generate${price.amount === null ? "…" : ` · ${price.text}`}`}
      </Button>
    </footer>
  );
}
