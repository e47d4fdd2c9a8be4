/** Owns advice to say place and light in every shot of a pass, as every shot is read alone. */
import { type Advice, advice, type LintContext } from "./advice.ts";

const places = {
  environment: { code: "advice.repeat-place", what: "place", message: "This shot does not say where it is." },
  lighting: { code: "advice.repeat-light", what: "light", message: "This shot does not say its light." },
} as const;

export function lintRepeated({ pass, shots }: LintContext): Advice[] {
  return (["environment", "lighting"] as const).flatMap((field) => {
    if (field === "lighting" && pass.look?.lighting?.trim()) return [];
    const source = shots.find(({ free, shot }) => !free && shot[field]?.trim());
    if (!source) return [];
    const { code, what, message } = places[field];
    return shots.slice(source.index + 1).flatMap(({ shot, free, path, index }) => {
      if (free || shot[field]?.trim() || !shot.action?.trim()) return [];
      const label = `Repeat the ${what} of shot ${source.index + 1}`;
      const fields = { [field]: source.shot[field] };
      const next = "Repeat it: models read each shot without the others.";
      const repair = { kind: "shot", label, shot: index, fields } as const;
      return [advice(code, `${path}.${field}`, message, next, { repair })];
    });
  });
}
