/** Owns what another version of the script changes: each change with a box, by what it is, and nothing done before it is accepted. */
import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useState } from "react";
import { type ChangeKind, isPlain, type ScriptChange } from "../../../shared/ways-in/script-change.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./ScriptChanges.module.css";
import { acceptChanges, cancelReading, type Reading } from "./script-state.ts";

const kinds: readonly (readonly [kind: ChangeKind, word: string])[] = [
  ["added", "Added"],
  ["changed", "Changed"],
  ["moved", "Moved"],
  ["removed", "Removed"],
];

export function ScriptChanges({ reading, isBusy }: { reading: Reading; isBusy: boolean }) {
  const { changes, source, script } = reading;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(changes.filter(isPlain).map(({ id }) => id)));
  const choose = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  return (
    <aside className={styles.panel} aria-label={`Changes in ${source.name}`} data-keeps-keys="">
      <header className={styles.head}>
        <h2 className={styles.title}>Changes in {source.name}</h2>
        <p className={styles.about}>Takes and locked numbers stay as they are. You can undo this import.</p>
      </header>
      <div className={styles.list}>
        {kinds.map(([kind, word]) => {
          const group = changes.filter((change) => change.kind === kind);
          return group.length === 0 ? null : (
            <Group key={kind} word={word} changes={group} chosen={chosen} onChoose={choose} />
          );
        })}
        {script.remarks.length > 0 && <p className={styles.note}>Not understood: {script.remarks.length}.</p>}
      </div>
      <footer className={styles.foot}>
        <Button onClick={cancelReading}>Cancel</Button>
        <Button
          kind="primary"
          autoFocus
          disabled={isBusy || chosen.size === 0}
          onClick={() => void acceptChanges([...chosen])}
        >
          {chosen.size === 1 ? "Accept 1 change" : `Accept ${chosen.size} changes`}
        </Button>
      </footer>
    </aside>
  );
}

interface GroupProps {
  readonly word: string;
  readonly changes: readonly ScriptChange[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: readonly string[], on: boolean) => void;
}

function Group({ word, changes, chosen, onChoose }: GroupProps) {
  // What may undo work done here is chosen by itself.
  const plain = changes.filter(isPlain).map(({ id }) => id);
  const all = plain.length > 0 && plain.every((id) => chosen.has(id));
  return (
    <section>
      <h3 className={styles.kind}>
        {plain.length > 1 ? (
          <Box checked={all} onChange={(on) => onChoose(plain, on)}>
            <span>
              {word} · {changes.length}
            </span>
          </Box>
        ) : (
          <span className={styles.word}>
            {word} · {changes.length}
          </span>
        )}
      </h3>
      <ul aria-label={word}>
        {changes.map((change) => (
          <li key={change.id} className={styles.change}>
            <Box checked={chosen.has(change.id)} onChange={(on) => onChoose([change.id], on)}>
              <span>
                {change.sentence}
                {change.note !== "" && <span className={styles.note}> {change.note}</span>}
              </span>
            </Box>
            {change.fields.map(({ name, before, after }) => (
              <dl key={name} className={styles.field}>
                <dt>{name}</dt>
                <dd className={styles.before}>{before || "Empty"}</dd>
                <dd className={styles.after}>{after || "Empty"}</dd>
              </dl>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface BoxProps {
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: React.ReactNode;
}

function Box({ checked, onChange, children }: BoxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one
    <label className={styles.line}>
      <Checkbox.Root className={styles.box} checked={checked} onCheckedChange={onChange}>
        <Checkbox.Indicator className={styles.tick}>
          <Check size={12} strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {children}
    </label>
  );
}
