/** Owns a place on the floor plan as two numbers. */
import type { Spot } from "../../../shared/project/stage.ts";
import type { StageEdit } from "./field-edits.ts";
import { NumberField } from "./NumberField.tsx";

interface XyFieldsProps {
  /** What is placed, for who does not see the row. */
  readonly name: string;
  readonly at: Spot;
  readonly edit: (at: Spot) => StageEdit;
}

/** x to the right of the plan, y up it; what is not changed keeps all its digits. */
export function XyFields({ name, at: [x, y], edit }: XyFieldsProps) {
  const shared = { unit: "m", step: 0.1, digits: 2 } as const;
  return (
    <>
      <NumberField {...shared} label={`${name} x`} before="x" value={x} edit={(next) => edit([next, y])} />
      <NumberField {...shared} label={`${name} y`} before="y" value={y} edit={(next) => edit([x, next])} />
    </>
  );
}
