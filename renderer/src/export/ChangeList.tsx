/** Owns the list of what an editor changed: what it is by an icon and a word, and a box where the plan can take it. */
import { Checkbox } from "@base-ui/react/checkbox";
import {
  ArrowLeftRight,
  Check,
  CircleQuestionMark,
  CopyPlus,
  type LucideIcon,
  Minus,
  Scissors,
  Trash,
} from "lucide-react";
import type { CutLine } from "../../../shared/cut/accept-lines.ts";
import styles from "./CompareDialog.module.css";

const kinds: Readonly<Record<CutLine["kind"], { readonly Icon: LucideIcon; readonly word: string }>> = {
  moved: { Icon: ArrowLeftRight, word: "Moved" },
  trimmed: { Icon: Scissors, word: "Trimmed" },
  removed: { Icon: Trash, word: "Removed" },
  new: { Icon: CopyPlus, word: "Used again" },
  unknown: { Icon: CircleQuestionMark, word: "Not known" },
};

interface ChangeListProps {
  readonly lines: readonly CutLine[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

export function ChangeList({ lines, chosen, onChange }: ChangeListProps) {
  const acceptable = lines.filter(({ canAccept }) => canAccept).map(({ id }) => id);
  return (
    <>
      {acceptable.length > 1 && <AllBox acceptable={acceptable} chosen={chosen} onChange={onChange} />}
      <ul className={styles.lines} aria-label="Changes">
        {lines.map((line) => (
          <Change
            key={line.id}
            line={line}
            checked={chosen.has(line.id)}
            onChange={(on) => {
              const next = new Set(chosen);
              if (on) next.add(line.id);
              else next.delete(line.id);
              onChange(next);
            }}
          />
        ))}
      </ul>
    </>
  );
}

/** Chooses every change that the plan can take, or none. */
function AllBox({ acceptable, chosen, onChange }: Omit<ChangeListProps, "lines"> & { acceptable: readonly string[] }) {
  const all = acceptable.every((id) => chosen.has(id));
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one
    <label className={styles.all}>
      <Checkbox.Root
        className={styles.box}
        checked={all}
        indeterminate={!all && chosen.size > 0}
        onCheckedChange={(on) => onChange(new Set(on ? acceptable : []))}
      >
        <Checkbox.Indicator className={styles.tick}>
          {all ? <Check size={12} strokeWidth={3} /> : <Minus size={12} strokeWidth={3} />}
        </Checkbox.Indicator>
      </Checkbox.Root>
      All {acceptable.length} that the plan can take
    </label>
  );
}

function Change({ line, checked, onChange }: { line: CutLine; checked: boolean; onChange: (on: boolean) => void }) {
  const { kind, sentence, note, canAccept } = line;
  const { Icon, word } = kinds[kind];
  const said = (
    <>
      <span className={styles.kind}>
        <Icon size={14} />
        {word}
      </span>
      <span>
        {sentence}
        {note !== "" && <span className={styles.note}> {note}</span>}
      </span>
    </>
  );
  if (!canAccept) {
    return (
      <li className={styles.line} data-fixed="">
        <span />
        {said}
      </li>
    );
  }
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one */}
      <label className={styles.line}>
        <Checkbox.Root className={styles.box} checked={checked} onCheckedChange={onChange}>
          <Checkbox.Indicator className={styles.tick}>
            <Check size={12} strokeWidth={3} />
          </Checkbox.Indicator>
        </Checkbox.Root>
        {said}
      </label>
    </li>
  );
}
