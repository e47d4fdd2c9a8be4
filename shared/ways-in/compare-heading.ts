/** Owns comparing the header of a scene with the passes that were made from it, and the place in their shots with it. */
import type { OneEdit } from "../edits/edit.ts";
import type { Pass } from "../project/model.ts";
import type { Compared } from "./compare-shot.ts";
import { headingOf } from "./draft-script.ts";
import { readHeading } from "./scene-heading.ts";
import type { ScriptScene } from "./script.ts";

/** Null where the header is the same. `previousTime`: when the scene before plays. */
export function compareHeading(scene: ScriptScene, passes: readonly Pass[], previousTime: string): Compared | null {
  const was = passes[0]?.fromScript?.text ?? scene.heading;
  if (was === scene.heading) return null;
  const heading = headingOf(scene);
  const before = readHeading(was, previousTime).environment;
  const after = readHeading(scene.heading, previousTime).environment;
  const edits: OneEdit[] = [];
  for (const pass of passes) {
    const fields = { heading: heading === "" ? null : heading, fromScript: { key: scene.key, text: scene.heading } };
    edits.push({ type: "pass.describe", passId: pass.id, fields });
    for (const shot of pass.shots) {
      if (!shot.fromScript || before === after || (shot.environment ?? "") !== before) continue;
      edits.push({ type: "shot.describe", shotId: shot.id, fields: { environment: after === "" ? null : after } });
    }
  }
  const own = passes.find((pass) => (pass.heading ?? "") !== headingOf({ heading: was }));
  const change = {
    id: `heading:${scene.key}`,
    kind: "changed",
    sentence: `${passes[0]?.scene ?? ""}: scene header.`,
    note: own ? "You changed this yourself." : "",
    line: scene.line,
    shotId: null,
    fields: [{ name: "Scene header", before: own?.heading ?? was, after: scene.heading }],
  } as const;
  return { change: { ...change, fields: [...change.fields] }, step: { does: "edit", edits } };
}
