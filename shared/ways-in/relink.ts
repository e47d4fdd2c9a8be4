/** Owns bringing what shots and passes keep of a script to its places in a newer version, where they say the same in it. */
import { sameData } from "../edits/change-fields.ts";
import type { OneEdit } from "../edits/edit.ts";
import type { Fate } from "./compare-shot.ts";
import type { ScriptLinks } from "./link-script.ts";

/** Edits that change nothing that is seen. `changed`: shots of which a change is offered, which brings them there itself. */
export function relinkEdits(
  { scenes, passesOf }: ScriptLinks,
  fates: Iterable<Fate>,
  changed: ReadonlySet<string | null>,
): OneEdit[] {
  const edits: OneEdit[] = [];
  for (const { linked, parts } of fates) {
    const { id, fromScript: was } = linked.shot;
    const fromScript = parts.slice(0, 100).map(({ key, text }) => ({ key, text }));
    if (changed.has(id) || sameData(was, fromScript)) continue;
    edits.push({ type: "shot.describe", shotId: id, fields: { fromScript } });
  }
  for (const [sceneAt, { scene }] of scenes.entries()) {
    for (const { id, fromScript } of passesOf[sceneAt] ?? []) {
      if (fromScript?.text !== scene.heading || fromScript.key === scene.key) continue;
      edits.push({
        type: "pass.describe",
        passId: id,
        fields: { fromScript: { key: scene.key, text: scene.heading } },
      });
    }
  }
  return edits;
}
