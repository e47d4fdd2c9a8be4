/** Owns finding which shots of a project come from which part of a script, also where either has changed since. */
import type { ScriptPart as KeptPart, Pass, Project, Shot } from "../project/model.ts";
import { type Aligned, type AlignedItem, alignItems, longestRising } from "./align.ts";
import { plainWords, type Script, type ScriptScene } from "./script.ts";
import { kindOfPart, type Part, partsOfScript, type SceneParts } from "./script-parts.ts";

export interface LinkedShot {
  readonly pass: Pass;
  readonly shot: Shot;
}

/** A part as shots of the project keep it; more than one shot where the user split it. */
export interface KeptLink {
  readonly part: KeptPart;
  readonly sceneKey: string | null;
  readonly shots: readonly LinkedShot[];
}

export interface ScriptLinks {
  readonly scenes: readonly SceneParts[];
  /** All parts of the script, in its order, with the place of their scene. */
  readonly parts: readonly { readonly part: Part; readonly sceneAt: number }[];
  /** What the project keeps of scripts, in its order. */
  readonly kept: readonly KeptLink[];
  /** For each part of the script, the place of what is kept of it. */
  readonly keptOf: readonly (number | null)[];
  /** For each scene of the script, the passes that were made from it. */
  readonly passesOf: readonly (readonly Pass[])[];
  /** Passes of a scene that the script no longer has. */
  readonly passesLeft: readonly Pass[];
}

export function linkScript(project: Pick<Project, "passes">, script: Pick<Script, "scenes">): ScriptLinks {
  const scenes = partsOfScript(script);
  const parts = scenes.flatMap((scene, sceneAt) => scene.parts.map((part) => ({ part, sceneAt })));
  const kept = keptParts(project.passes);
  const { oldOf } = alignItems(
    kept.map(({ part, shots }) => itemOf(part, shots[0]?.pass.fromScript?.text ?? "")),
    parts.map(({ part, sceneAt }) => itemOf(part, scenes[sceneAt]?.scene.heading ?? "")),
  );
  const { passesOf, passesLeft } = linkScenes(project.passes, scenes, parts, kept, oldOf);
  return { scenes, parts, kept, keptOf: oldOf, passesOf, passesLeft };
}

/** `heading`: that of its scene. */
export function itemOf(part: KeptPart, heading: string): AlignedItem {
  return { kind: kindOfPart(part), words: plainWords(part.text), scene: plainWords(heading) };
}

/** How the parts of an older version of the script lie in a newer one. */
export function alignScripts(before: readonly SceneParts[], after: readonly SceneParts[]): Aligned {
  const items = (scenes: readonly SceneParts[]) =>
    scenes.flatMap(({ scene, parts }) => parts.map((part) => itemOf(part, scene.heading)));
  return alignItems(items(before), items(after));
}

function keptParts(passes: readonly Pass[]): KeptLink[] {
  const known = new Map<string, { part: KeptPart; sceneKey: string | null; shots: LinkedShot[] }>();
  for (const pass of passes) {
    for (const shot of pass.shots) {
      for (const part of shot.fromScript ?? []) {
        const there = known.get(part.key);
        // The same key with other words is what was kept of another version.
        const key = there && there.part.text !== part.text ? `${part.key}\n${part.text}` : part.key;
        const link = known.get(key);
        if (!link) known.set(key, { part, sceneKey: pass.fromScript?.key ?? null, shots: [{ pass, shot }] });
        else if (link.shots.at(-1)?.shot !== shot) link.shots.push({ pass, shot });
      }
    }
  }
  return [...known.values()];
}

/** A scene is the one that it has most parts in common with, else one with the same header. */
function linkScenes(
  passes: readonly Pass[],
  scenes: readonly SceneParts[],
  parts: ScriptLinks["parts"],
  kept: readonly KeptLink[],
  keptOf: readonly (number | null)[],
): Pick<ScriptLinks, "passesOf" | "passesLeft"> {
  const made = new Map<string, Pass[]>();
  for (const pass of passes) {
    if (!pass.fromScript) continue;
    const there = made.get(pass.fromScript.key);
    if (there) there.push(pass);
    else made.set(pass.fromScript.key, [pass]);
  }
  const votes = new Map<string, number>();
  for (const [at, old] of keptOf.entries()) {
    const sceneKey = old === null ? null : (kept[old]?.sceneKey ?? null);
    if (sceneKey === null) continue;
    const vote = `${parts[at]?.sceneAt} ${sceneKey}`;
    votes.set(vote, (votes.get(vote) ?? 0) + 1);
  }
  const found = new Map<number, string>();
  const used = new Set<string>();
  const counted = [...votes].map(([vote, count]) => {
    const [, at = "", sceneKey = ""] = /^(\d+) (.*)$/s.exec(vote) ?? [];
    const group = made.get(sceneKey);
    const same = group !== undefined && sameHeading(group[0] as Pass, (scenes[Number(at)] as SceneParts).scene);
    return { sceneAt: Number(at), sceneKey, count, same };
  });
  counted.sort((one, other) => Number(other.same) - Number(one.same) || other.count - one.count);
  for (const { sceneAt, sceneKey } of counted) {
    if (found.has(sceneAt) || used.has(sceneKey)) continue;
    found.set(sceneAt, sceneKey);
    used.add(sceneKey);
  }
  for (const [sceneAt, { scene }] of scenes.entries()) {
    if (found.has(sceneAt)) continue;
    const same = [...made].find(([key, group]) => !used.has(key) && sameHeading(group[0] as Pass, scene));
    if (!same) continue;
    found.set(sceneAt, same[0]);
    used.add(same[0]);
  }
  return {
    passesOf: scenes.map((_, sceneAt) => made.get(found.get(sceneAt) ?? "") ?? []),
    passesLeft: [...made].flatMap(([key, group]) => (used.has(key) ? [] : group)),
  };
}

function sameHeading({ fromScript }: Pass, { heading }: ScriptScene): boolean {
  return plainWords(fromScript?.text ?? "") === plainWords(heading);
}

/** Scenes of the script that stand elsewhere among the others than before. */
export function movedScenes(
  before: readonly SceneParts[],
  after: readonly SceneParts[],
  oldOf: readonly (number | null)[],
): Set<number> {
  const sceneOfOld = before.flatMap(({ parts }, sceneAt) => parts.map(() => sceneAt));
  const pairs: [number, number][] = [];
  const used = new Set<number>();
  let at = 0;
  for (const [sceneAt, { parts }] of after.entries()) {
    const votes = new Map<number, number>();
    for (let index = 0; index < parts.length; index += 1, at += 1) {
      const old = oldOf[at];
      const scene = old === null || old === undefined ? undefined : sceneOfOld[old];
      if (scene !== undefined) votes.set(scene, (votes.get(scene) ?? 0) + 1);
    }
    const [best] = [...votes].sort(([, one], [, other]) => other - one);
    if (!best || used.has(best[0])) continue;
    used.add(best[0]);
    pairs.push([best[0], sceneAt]);
  }
  const inOrder = new Set(longestRising(pairs).map(([, sceneAt]) => sceneAt));
  return new Set(pairs.flatMap(([, sceneAt]) => (inOrder.has(sceneAt) ? [] : [sceneAt])));
}
