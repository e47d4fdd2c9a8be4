/** Owns choosing the model of a pass: grouped by service, each with its price for this pass and what the pass has that it lacks. */
import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { labelOf, profileOf } from "../../../shared/models/profiles.ts";
import { sayDrops } from "../../../shared/preflight/compare-models.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { joinClasses } from "../ui/Button.tsx";
import pickerStyles from "../ui/Picker.module.css";
import styles from "./ModelPicker.module.css";
import { type ModelChoice, modelChoices } from "./model-choices.ts";
import { hasKey, useGeneration } from "./use-generation.ts";

interface ModelPickerProps {
  readonly label: string;
  readonly project: Project;
  readonly pass: Pass;
  /** The profile's id; one that is not known is shown as it is. */
  readonly value: string;
  readonly output?: "film" | "still";
  readonly onPick: (profileId: string) => void;
}

/** Picking this instead of a model opens the settings at the service's key. */
const keyPrefix = "key of ";
/** Picking this opens the page that compares them. */
const comparing = "compare";

export function ModelPicker({ label, project, pass, value, output = "film", onPick }: ModelPickerProps) {
  return (
    <Select.Root
      value={value}
      onValueChange={(next, { reason }) => {
        // Where the chosen model leaves the list, the list would choose the one that it began with.
        if (next === null || (reason === "none" && profileOf(value) === null)) return;
        if (next === comparing) openDialog({ kind: "models" });
        else if (!next.startsWith(keyPrefix)) onPick(next);
        else openDialog({ kind: "settings", page: "services", provider: next.slice(keyPrefix.length) as ProviderName });
      }}
    >
      <Select.Trigger className={pickerStyles.trigger} aria-label={label} title={labelOf(value)}>
        <span className={pickerStyles.value}>{labelOf(value)}</span>
        <ChevronDown size={14} className={pickerStyles.arrow} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className={pickerStyles.place} sideOffset={4} align="end" alignItemWithTrigger={false}>
          <Select.Popup className={joinClasses(pickerStyles.popup, styles.popup)}>
            <Choices project={project} pass={pass} output={output} />
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

/** Judged only while the list is open: each model checks the whole pass. */
function Choices({ project, pass, output }: { project: Project; pass: Pass; output: "film" | "still" }) {
  const state = useGeneration((whole) => whole);
  return (
    <Select.List>
      {modelChoices(project, pass, output).map(({ provider, title, choices }) => {
        const keyed = hasKey(state, provider);
        return (
          <Select.Group key={provider} className={styles.group}>
            <Select.GroupLabel className={styles.title}>
              {title}
              {!keyed && <span className={styles.noKey}>No API key</span>}
            </Select.GroupLabel>
            {choices.map((choice) => (
              <Item key={choice.profile.id} choice={choice} />
            ))}
            {!keyed && provider !== "animatic" && (
              <Select.Item value={`${keyPrefix}${provider}`} label={`Add API key for ${title}`} className={styles.item}>
                <Select.ItemText className={styles.addKey}>Add API key for {title}…</Select.ItemText>
              </Select.Item>
            )}
          </Select.Group>
        );
      })}
      {output === "film" && (
        <Select.Item value={comparing} label="Compare models" className={joinClasses(styles.item, styles.compare)}>
          <Select.ItemText className={styles.addKey}>Compare models…</Select.ItemText>
        </Select.Item>
      )}
    </Select.List>
  );
}

function Item({ choice: { profile, name, price, lacks, drops } }: { choice: ModelChoice }) {
  return (
    <Select.Item
      value={profile.id}
      label={profile.label}
      disabled={profile.off !== undefined}
      className={joinClasses(styles.item, lacks && styles.lacking)}
    >
      <Select.ItemIndicator className={styles.mark}>
        <Check size={14} />
      </Select.ItemIndicator>
      <Select.ItemText className={styles.name}>{name}</Select.ItemText>
      <span className={styles.price} title={price.reason}>
        {price.text}
      </span>
      {lacks && <span className={styles.reason}>{lacks}</span>}
      {!lacks && drops.length > 0 && <span className={styles.reason}>{sayDrops({ drops })}</span>}
    </Select.Item>
  );
}
