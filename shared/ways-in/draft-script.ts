/** Owns what a script proposes: a pass or more for each scene, shots for its paragraphs, elements for who is in it. */
import { limitsOf } from "../models/profiles.ts";
import { type Pass, type Project, projectLimits } from "../project/model.ts";
import { nameElements } from "./character-names.ts";
import type { Draft, DraftElement, DraftPass, Remark } from "./draft.ts";
import { fillPasses } from "./fill-passes.ts";
import { createShotWords, groupParts, type ShotWords, shotOfParts } from "./part-shots.ts";
import { createSceneCodes, readHeading } from "./scene-heading.ts";
import type { Script, ScriptScene } from "./script.ts";
import { charactersOf, type Part, partsOfScript } from "./script-parts.ts";

/** What new passes are made with. */
export type PassChoices = Pick<Pass, "profile" | "aspectRatio" | "resolution"> & Pick<Partial<Pass>, "audio">;

export interface DraftScriptOptions extends PassChoices {
  /** What is there already: its elements are used by name, and its scenes' codes are taken. */
  readonly project?: Pick<Project, "elements" | "passes">;
}

const unwrittenWords = {
  synopsis: "The scene has no action; its shot is made from the synopsis.",
  heading: "The scene is empty; its shot is still to be written.",
  nothing: "The scene is empty; no pass is made of it.",
} as const;

/** Everything that the script proposes. A scene in which nothing happens yet proposes a shot that is to do, and is remarked on. */
export function draftScript(script: Script, options: DraftScriptOptions): Draft {
  const { elements: there, passes } = options.project ?? { elements: [], passes: [] };
  const scenes = partsOfScript(script);
  const names = charactersOf(scenes.flatMap(({ parts }) => parts));
  const { elements, remarks } = proposeElements(names, there);
  const words = createShotWords(elements);
  const codeOf = createSceneCodes(passes.map(({ scene }) => scene));
  const codes = scenes.map(({ scene, parts }) => (parts.length === 0 ? "" : codeOf(scene.number)));
  const times = timesOf(script.scenes);
  const made = scenes.flatMap(({ scene, parts }, index) =>
    draftScene(scene, parts, { ...options, code: codes[index] as string, previousTime: times[index] as string, words }),
  );
  const unwritten = scenes.flatMap(({ scene, parts, outline }): Remark[] => {
    const isEmpty = parts.length === 0 && scene.heading !== "";
    if (!isEmpty && outline === null) return [];
    return [{ line: scene.line, text: scene.heading.slice(0, 80), message: unwrittenWords[outline ?? "nothing"] }];
  });
  return {
    passes: made,
    elements: newElements(elements, there),
    remarks: [...script.remarks, ...unwritten, ...remarks].sort((one, other) => one.line - other.line),
  };
}

export interface SceneChoices extends PassChoices {
  readonly code: string;
  readonly previousTime: string;
  readonly words: ShotWords;
}

/** The passes of one scene; none where nothing happens in it. */
export function draftScene(scene: ScriptScene, parts: readonly Part[], choices: SceneChoices): DraftPass[] {
  const { profile, aspectRatio, resolution, audio, code, previousTime, words } = choices;
  const limits = limitsOf(profile);
  const { name, environment } = readHeading(scene.heading, previousTime);
  const shots = groupParts(parts).map((group) => shotOfParts(group, environment, words, limits));
  const filled = fillPasses(shots, limits);
  const heading = headingOf(scene);
  return filled.map((group, index) => ({
    scene: code,
    name: passName(name, index, filled.length),
    profile,
    aspectRatio,
    resolution,
    ...(audio === undefined ? {} : { audio }),
    ...(heading === "" ? {} : { heading }),
    fromScript: { key: scene.key, text: scene.heading },
    shots: group,
  }));
}

/** The header as a pass keeps it: one line, and not without end. */
export function headingOf({ heading }: Pick<ScriptScene, "heading">): string {
  return heading
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .slice(0, 200)
    .replace(/\p{Cs}/gu, "")
    .trim();
}

function passName(name: string, index: number, count: number): string {
  const short = [...(name || "Opening")].slice(0, 80).join("").trim() || "Opening";
  return count === 1 ? short : `${short}, ${index + 1} of ${count}`;
}

/** When the scene before each one plays. */
export function timesOf(scenes: readonly ScriptScene[]): string[] {
  let time = "";
  return scenes.map(({ heading }) => {
    const before = time;
    time = readHeading(heading, before).time || (heading === "" ? before : "");
    return before;
  });
}

/** Elements for as many names as a project has room for; whoever else there is, is written without one. */
function proposeElements(
  names: readonly string[],
  there: Project["elements"],
): { elements: Map<string, string>; remarks: Remark[] } {
  const all = nameElements(names, there);
  const known = new Set(there.map(({ name }) => name));
  let room = projectLimits.elements - there.length;
  const elements = new Map<string, string>();
  for (const [name, element] of all) {
    if (!known.has(element) && room <= 0) continue;
    if (!known.has(element)) {
      room -= 1;
      known.add(element);
    }
    elements.set(name, element);
  }
  const left = names.length - elements.size;
  const message = `A project can have at most ${projectLimits.elements} elements; ${left} characters got none.`;
  return { elements, remarks: left === 0 ? [] : [{ line: 1, text: "", message }] };
}

/** The elements of names that the project does not have. */
export function newElements(elements: ReadonlyMap<string, string>, there: Project["elements"]): DraftElement[] {
  const known = new Set(there.map(({ name }) => name));
  const missing = [...new Set(elements.values())].filter((name) => !known.has(name));
  return missing.map((name) => ({ name, kind: "character", images: [] }));
}
