/** Owns saying how long the shot's prompt is against its model's limit, at the field that is being typed in. */
import type { Shot } from "../../../shared/project/model.ts";
import { joinClasses } from "../ui/Button.tsx";
import { type ShotField, textOf, useLiveShot } from "./live-shot.ts";
import { sayLength } from "./sent-length.ts";
import { useShotPage } from "./shot-page.ts";
import styles from "./TextFieldOfShot.module.css";

export function LengthOfField({ shot, field }: { shot: Shot; field: ShotField }) {
  const live = useLiveShot(shot);
  const { pass, elements } = useShotPage();
  const { text, isOver } = sayLength(elements, pass, live);
  return (
    <span className={joinClasses(styles.length, isOver && styles.over)} data-testid="field-length">
      {[...textOf(live, field)].length.toLocaleString("en-US")} · shot {text}
    </span>
  );
}
