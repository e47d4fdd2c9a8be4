/** Owns the look of a pass: lighting, mood, lens and palette, written once and said in each of its shots. */
import type { Look, Pass } from "../../../shared/project/model.ts";
import { editor } from "../state/use-editor.ts";
import { Row, Section, TextArea } from "../ui/Field.tsx";
import styles from "./PassInspector.module.css";

const fields = [
  ["lighting", "Lighting", "Warm lamp against cold teal"],
  ["mood", "Mood", "Held breath"],
  ["lens", "Lens", "35mm anamorphic"],
  ["palette", "Palette", "Teal, amber, black"],
] as const;

export function LookSection({ pass }: { pass: Pick<Pass, "id" | "look"> }) {
  const describe = (field: keyof Look, text: string) => {
    const { [field]: _, ...rest } = pass.look ?? {};
    const look = text.trim() === "" ? rest : { ...rest, [field]: text.trim() };
    const isEmpty = Object.keys(look).length === 0;
    void editor.apply({ type: "pass.describe", passId: pass.id, fields: { look: isEmpty ? null : look } });
  };
  return (
    <Section title="Look of all shots">
      {fields.map(([field, label, placeholder]) => (
        <div key={field} data-look={field}>
          <Row label={label} top>
            <TextArea
              label={`Look: ${label.toLowerCase()}`}
              rows={1}
              value={pass.look?.[field] ?? ""}
              placeholder={placeholder}
              onCommit={(text) => describe(field, text)}
            />
          </Row>
        </div>
      ))}
      <p className={styles.facts}>
        Sent with every shot. A shot’s own lighting, mood or lens replaces it; the palette is always sent.
      </p>
    </Section>
  );
}
