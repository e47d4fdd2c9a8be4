/** Owns the rows of the script beside its shots: paragraphs that were made into the same shots are one row. */
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { linkScript } from "../../../shared/ways-in/link-script.ts";
import type { Paragraph, Script, ScriptScene } from "../../../shared/ways-in/script.ts";

export interface RowShot {
  readonly pass: Pass;
  readonly shot: Shot;
}

export interface ScriptRow {
  readonly key: string;
  readonly paragraphs: readonly Paragraph[];
  readonly shots: readonly RowShot[];
  /** A shot could be made of it, and there is none. */
  readonly isOpen: boolean;
}

export interface SceneRows {
  readonly scene: ScriptScene;
  readonly passes: readonly Pass[];
  readonly rows: readonly ScriptRow[];
}

export function rowsOfScript(project: Pick<Project, "passes">, script: Script): SceneRows[] {
  const links = linkScript(project, script);
  const shotsOf = new Map<string, RowShot[]>();
  const canBeShot = new Set<string>();
  for (const [at, { part }] of links.parts.entries()) {
    const old = links.keptOf[at] ?? null;
    const shots = old === null ? [] : (links.kept[old]?.shots ?? []);
    for (const key of part.paragraphs) {
      if (part.kind !== "transition" && part.kind !== "note") canBeShot.add(key);
      const there = shotsOf.get(key) ?? [];
      there.push(...shots.filter(({ shot }) => !there.some((each) => each.shot === shot)));
      shotsOf.set(key, there);
    }
  }
  return links.scenes.map(({ scene }, sceneAt) => {
    const rows: { key: string; paragraphs: Paragraph[]; shots: readonly RowShot[]; isOpen: boolean }[] = [];
    for (const paragraph of scene.paragraphs) {
      const shots = shotsOf.get(paragraph.key) ?? [];
      const isOpen = shots.length === 0 && canBeShot.has(paragraph.key);
      const last = rows.at(-1);
      const joins =
        last && (sameShots(last.shots, shots) ? last.isOpen === isOpen && !begins(paragraph, isOpen) : false);
      if (joins) last.paragraphs.push(paragraph);
      else rows.push({ key: paragraph.key, paragraphs: [paragraph], shots, isOpen });
    }
    // A scene of which nothing but the header is written.
    const toDo = shotsOf.get(scene.key) ?? [];
    if (toDo.length > 0) {
      const paragraph: Paragraph = { key: scene.key, kind: "note", text: "Not written yet", line: scene.line };
      rows.push({ key: scene.key, paragraphs: [paragraph], shots: toDo, isOpen: false });
    }
    return { scene, passes: links.passesOf[sceneAt] ?? [], rows };
  });
}

/** Each paragraph of action without a shot is offered by itself; a speech is whole. */
function begins({ kind }: Paragraph, isOpen: boolean): boolean {
  return (
    isOpen &&
    (kind === "action" || kind === "synopsis" || kind === "shot" || kind === "character" || kind === "general")
  );
}

function sameShots(one: readonly RowShot[], other: readonly RowShot[]): boolean {
  return one.length === other.length && one.every(({ shot }, at) => shot.id === other[at]?.shot.id);
}
