/** Owns the fields of a prop: what it is built as, its size, and where it stands. */

import { propBodies } from "../../../shared/project/vocabulary.ts";
import { withoutProp } from "../../../shared/stage/by-hand.ts";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { turned } from "../../../shared/stage/vectors.ts";
import { selectOnStage } from "../state/stage-selection.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Section, TextField } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Blocking.module.css";
import { labelOfName } from "./FigureFields.tsx";
import { changeProp, changeStage, make, type StageEdit } from "./field-edits.ts";
import { HandRow } from "./HandRow.tsx";
import { NumberField } from "./NumberField.tsx";
import { roundTo } from "./read-number.ts";
import type { Staged } from "./use-staged.ts";
import { XyFields } from "./XyFields.tsx";

const bodyChoices = propBodies.map((value) => ({ value, label: labelOfName(value) }));
const sides = ["Width", "Depth", "Height"] as const;

export function PropFields({ staged, prop }: { staged: Staged; prop: SceneProp }) {
  const change = (fields: Parameters<typeof changeProp>[2]): StageEdit => changeProp(staged, prop, fields);
  const own = staged.pass.stage?.props?.find(({ id }) => id === prop.id);
  const [width, depth, height] = prop.size;
  const sized = (side: number, meters: number) =>
    change({ size: [width, depth, height].with(side, meters) as [number, number, number] });
  return (
    <>
      <Section title="Prop">
        <Row label="Body">
          <Picker
            label="Body"
            value={prop.body}
            choices={bodyChoices}
            onPick={(body) => make(change({ body, size: undefined }))}
          />
        </Row>
        <Row label="Label">
          <TextField
            label="Label"
            value={own?.label ?? ""}
            placeholder={prop.name}
            maxLength={60}
            onCommit={(text) => make(change({ label: text.trim() || undefined }))}
          />
        </Row>
        {sides.map((name, side) => (
          <HandRow key={name} label={name}>
            <NumberField
              label={name}
              value={prop.size[side] ?? 0}
              unit="m"
              step={0.05}
              digits={2}
              edit={(meters) => sized(side, meters)}
            />
          </HandRow>
        ))}
        <HandRow label="Position">
          <XyFields name="Position" at={prop.at} edit={(at) => change({ at })} />
        </HandRow>
        <HandRow label="Facing">
          <NumberField
            label="Facing"
            value={turned(prop.facing)}
            unit="°"
            step={5}
            digits={0}
            edit={(facing) => change({ facing: roundTo(facing, 2) })}
          />
        </HandRow>
      </Section>
      <div className={styles.foot}>
        <Button
          onClick={() => {
            selectOnStage(null);
            make(changeStage(staged.pass.id, withoutProp(staged, prop)));
          }}
        >
          Remove from the stage
        </Button>
      </div>
    </>
  );
}
