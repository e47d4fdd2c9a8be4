/** Owns choosing one of a list: a labelled select in the window's look, with an empty choice where nothing may be chosen. */
import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { joinClasses } from "./Button.tsx";
import styles from "./Picker.module.css";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A few words on what it means, shown in the list only. */
  readonly note?: string;
}

interface PickerProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly choices: readonly Choice<Value>[];
  readonly onPick: (value: Value) => void;
  /** Offers "none" under these words; picking it calls `onClear`. */
  readonly empty?: string;
  readonly onClear?: () => void;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
}

export function Picker<Value extends string>(props: PickerProps<Value>) {
  const { label, value, choices, onPick, empty, onClear, className, disabled = false } = props;
  const shown = choices.find((choice) => choice.value === value);
  return (
    <Select.Root
      value={value}
      disabled={disabled}
      onValueChange={(next, { reason }) => {
        // Where the chosen one leaves the list, the list would choose the one that it began with.
        if (reason === "none" && value !== null && !shown) return;
        if (next === null) onClear?.();
        else onPick(next as Value);
      }}
    >
      <Select.Trigger
        className={joinClasses(styles.trigger, className)}
        aria-label={label}
        data-empty={shown ? undefined : ""}
      >
        <span className={styles.value}>{shown?.label ?? value ?? empty ?? ""}</span>
        <ChevronDown size={14} className={styles.arrow} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className={styles.place} sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className={styles.popup}>
            <Select.List>
              {onClear && <Row value={null} label={empty ?? "None"} />}
              {choices.map((choice) => (
                <Row key={choice.value} {...choice} />
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

function Row({ value, label, note }: { value: string | null; label: string; note?: string }) {
  return (
    <Select.Item value={value} label={label} className={styles.item}>
      <Select.ItemIndicator className={styles.mark}>
        <Check size={14} />
      </Select.ItemIndicator>
      <Select.ItemText className={value === null ? styles.none : styles.text}>{label}</Select.ItemText>
      {note && <span className={styles.note}>{note}</span>}
    </Select.Item>
  );
}
