/** Owns the fields of the stage itself: where the key light comes from, and how large the floor is. */
import type { Stage } from "../../../shared/project/stage.ts";
import { turned } from "../../../shared/stage/vectors.ts";
import { Section } from "../ui/Field.tsx";
import { changeStage, make, type StageEdit } from "./field-edits.ts";
import { HandRow } from "./HandRow.tsx";
import { NumberField } from "./NumberField.tsx";
import type { Staged } from "./use-staged.ts";

export function StageFields({ staged }: { staged: Staged }) {
  const { stage } = staged.pass;
  const { light } = staged.blocked;
  const change = (fields: Partial<Record<"light" | "floor", unknown>>): StageEdit => {
    const next = Object.fromEntries(Object.entries({ ...stage, ...fields }).filter(([, value]) => value !== undefined));
    return changeStage(staged.pass.id, Object.keys(next).length === 0 ? null : (next as Stage));
  };
  const floor = stage?.floor;
  const side = (name: "width" | "depth") => ({
    value: floor?.[name] ?? null,
    empty: "Without end",
    base: 10,
    unit: "m" as const,
    step: 0.5,
    digits: 2,
    edit: (meters: number) => change({ floor: { width: meters, depth: meters, ...floor, [name]: meters } }),
    clear: () => change({ floor: undefined }),
  });
  return (
    <>
      <Section title="Key light">
        <HandRow label="From" name="Key light" toWords={stage?.light && (() => make(change({ light: undefined })))}>
          <NumberField
            label="Light from"
            value={turned(light.bearing)}
            unit="°"
            step={5}
            digits={0}
            edit={(bearing) => change({ light: { ...light, bearing } })}
          />
        </HandRow>
        <HandRow label="Elevation">
          <NumberField
            label="Light elevation"
            value={light.elevation}
            unit="°"
            step={5}
            digits={0}
            edit={(elevation) => change({ light: { ...light, elevation } })}
          />
        </HandRow>
      </Section>
      <Section title="Floor">
        <HandRow label="Width">
          <NumberField label="Floor width" {...side("width")} />
        </HandRow>
        <HandRow label="Depth">
          <NumberField label="Floor depth" {...side("depth")} />
        </HandRow>
      </Section>
    </>
  );
}
