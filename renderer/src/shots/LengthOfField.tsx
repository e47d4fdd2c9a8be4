/** Owns saying how long the shot's prompt is against its model's limit, at the field that is being typed in. */
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { joinClasses } from "../ui/Button.tsx";
import { type ShotField, textOf, useLiveShot } from "./live-shot.ts";
import { sentLength } from "./sent-length.ts";
import { useShotPage } from "./shot-page.ts";
import styles from "./TextFieldOfShot.module.css";

export function LengthOfField({ shot, field }: { shot: Shot; field: ShotField }) {
  const live = useLiveShot(shot);
  const { pass, elements } = useShotPage();
  const limit = limitsOf(pass.profile).shotPromptChars;
  const length = sentLength(elements, pass, live);
  const over = limit !== null && length > limit;
  return (
    <span className={joinClasses(styles.length, over && styles.over)} data-testid="field-length">
      {[...textOf(live, field)].length.toLocaleString("en-US")} · shot {length.toLocaleString("en-US")}
      {limit !== null && ` of ${limit.toLocaleString("en-US")}`}
    </span>
  );
}
