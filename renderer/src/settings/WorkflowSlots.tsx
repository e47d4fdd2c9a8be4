/** Owns which inputs of a workflow take our values: a row for each, with what was guessed and what could be chosen instead. */
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { literalAt, nodeTitle, type Place } from "../../../shared/models/comfyui-workflow.ts";
import { candidatesFor, outputCandidates, outputKind, type SlotName } from "../../../shared/models/guess-slots.ts";
import { type BindingProblem, slotsFor, type WorkflowBinding } from "../../../shared/models/workflow-binding.ts";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Workflow.module.css";
import { placeWords, slotWords, valueWords } from "./workflow-words.ts";

/** Fields that the user has not touched since they were guessed. */
export type Guesses = ReadonlySet<SlotName | "output">;

interface WorkflowSlotsProps {
  readonly binding: WorkflowBinding;
  readonly guesses: Guesses;
  readonly unsure: Guesses;
  readonly problems: readonly BindingProblem[];
  readonly onChange: (change: Partial<WorkflowBinding>, touched: SlotName | "output") => void;
}

export function WorkflowSlots({ binding, guesses, unsure, problems, onChange }: WorkflowSlotsProps) {
  const { workflow, slots, output } = binding;
  const outputs = useMemo(() => outputCandidates(workflow), [workflow]);
  const hint = (field: SlotName | "output") =>
    unsure.has(field) ? "Guessed: check this" : guesses.has(field) ? "Guessed" : "";
  return (
    <>
      <SlotRow
        label="Result"
        hint={slots.output === null ? "" : hint("output")}
        isUnsure={unsure.has("output")}
        problem={problems.find(({ field }) => field === "output")?.message}
      >
        <div className={styles.place}>
          <Picker
            label="Node that saves the result"
            value={slots.output}
            choices={outputs.map((id) => ({
              value: id,
              label: nodeTitle(workflow, id),
              note: workflow[id]?.class_type ?? "",
            }))}
            empty="Choose a node"
            onPick={(id) => onChange({ slots: { ...slots, output: id }, output: outputKind(workflow, id) }, "output")}
          />
        </div>
      </SlotRow>
      {slotsFor(output).map((slot) => (
        <Slot
          key={slot}
          slot={slot}
          binding={binding}
          hint={slots[slot]?.length ? hint(slot) : ""}
          isUnsure={unsure.has(slot)}
          problem={problems.find(({ field }) => field === slot)?.message}
          onChange={(places) => onChange({ slots: { ...slots, [slot]: places } }, slot)}
        />
      ))}
    </>
  );
}

interface SlotProps {
  readonly slot: SlotName;
  readonly binding: WorkflowBinding;
  readonly hint: string;
  readonly isUnsure: boolean;
  readonly problem: string | undefined;
  readonly onChange: (places: readonly Place[]) => void;
}

function Slot({ slot, binding: { workflow, slots }, hint, isUnsure, problem, onChange }: SlotProps) {
  const candidates = useMemo(() => candidatesFor(workflow, slot), [workflow, slot]);
  const places = slots[slot] ?? [];
  const keys = places.map(keyOf);
  const free = candidates.filter((each) => !keys.includes(keyOf(each)));
  const label = slotWords[slot];
  const rows: readonly (Place | null)[] = places.length === 0 ? [null] : places;
  const choicesFor = (place: Place | null) => {
    const own = place === null || candidates.some((each) => keyOf(each) === keyOf(place)) ? [] : [place];
    return [
      ...own,
      ...candidates.filter((each) => !keys.includes(keyOf(each)) || (place && keyOf(each) === keyOf(place))),
    ].map((each) => ({
      value: keyOf(each),
      label: placeWords(workflow, each),
      note: valueWords(literalAt(workflow, each) ?? "Not there"),
    }));
  };
  return (
    <SlotRow label={label} hint={hint} isUnsure={isUnsure} problem={problem}>
      {rows.map((place, index) => (
        <div key={place ? keyOf(place) : "none"} className={styles.place}>
          <Picker
            label={rows.length === 1 ? label : `${label} ${index + 1}`}
            value={place ? keyOf(place) : null}
            choices={choicesFor(place)}
            empty="Not set"
            onPick={(key) =>
              onChange(place ? places.map((each) => (each === place ? placeOf(key) : each)) : [placeOf(key)])
            }
            onClear={() => onChange(places.filter((each) => each !== place))}
          />
          {index === rows.length - 1 && place !== null && (
            <IconButton
              label={`Set another input: ${label}`}
              disabled={free.length === 0 || places.length >= 20}
              onClick={() => free[0] && onChange([...places, { node: free[0].node, input: free[0].input }])}
            >
              <Plus size={14} />
            </IconButton>
          )}
        </div>
      ))}
    </SlotRow>
  );
}

interface SlotRowProps {
  readonly label: string;
  readonly hint: string;
  readonly isUnsure: boolean;
  readonly problem: string | undefined;
  readonly children: React.ReactNode;
}

function SlotRow({ label, hint, isUnsure, problem, children }: SlotRowProps) {
  return (
    <fieldset aria-label={label} className={styles.slot}>
      <span className={styles.slotLabel}>{label}</span>
      <div className={styles.places}>{children}</div>
      <span className={joinClasses(styles.hint, isUnsure && styles.unsure)}>{hint}</span>
      {problem && <p className={styles.fieldProblem}>{problem}</p>}
    </fieldset>
  );
}

function keyOf({ node, input }: Place): string {
  return JSON.stringify([node, input]);
}

function placeOf(key: string): Place {
  const [node, input] = JSON.parse(key) as [string, string];
  return { node, input };
}
