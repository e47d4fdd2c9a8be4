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
import type { CutLine } from "../../../shared/cut/back/accept-lines.ts";
import styles from "./CompareDialog.module.css";

const kinds: Readonly<Record<CutLine["kind"], { readonly Icon: LucideIcon; readonly word: string }>> = {
  moved: { Icon: ArrowLeftRight, word: "Moved" },
  trimmed: { Icon: Scissors, word: "Trimmed" },
  removed: { Icon: Trash, word: "Removed" },
  new: { Icon: CopyPlus, word: "Used again" },
  unknown: { Icon: CircleQuestionMark, word: "Unknown" },
};

interface ChangeListProps {
  readonly lines: readonly CutLine[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

export function ChangeList({ lines, chosen, onChange }: ChangeListProps) {
  const acceptable = lines.filter(({ canAccept }) => canAccept);
  // What may undo work done here is chosen line by line.
  const certain = acceptable.filter(({ doubtful }) => !doubtful).map(({ id }) => id);
  const what = certain.length < acceptable.length ? "that keep your own changes" : "that fit the plan";
  return (
    <>
      {certain.length > 1 && (
        <AllBox label={`All ${certain.length} ${what}`} certain={certain} chosen={chosen} onChange={onChange} />
      )}
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

interface AllBoxProps extends Omit<ChangeListProps, "lines"> {
  readonly label: string;
  readonly certain: readonly string[];
}

/** Chooses all of the lines, beside those that are chosen, or none. */
function AllBox({ label, certain, chosen, onChange }: AllBoxProps) {
  const all = certain.every((id) => chosen.has(id));
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one
    <label className={styles.all}>
      <Checkbox.Root
        className={styles.box}
        checked={all}
        indeterminate={!all && chosen.size > 0}
        onCheckedChange={(on) => onChange(new Set(on ? [...chosen, ...certain] : []))}
      >
        <Checkbox.Indicator className={styles.tick}>
          {all ? <Check size={12} strokeWidth={3} /> : <Minus size={12} strokeWidth={3} />}
        </Checkbox.Indicator>
      </Checkbox.Root>
      {label}
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
