/** Owns finding words anywhere in a project: shots, passes, scenes, elements, takes and the script they were made from. */
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Element, Pass, Project, ScriptPart, Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { foldText } from "../ui/fold-text.ts";
import { columns, readCell } from "./columns.ts";
import { foldedShot } from "./list-rows.ts";

/** A text of something found, with the name of its field where that says more. */
export interface FoundText {
  readonly field: string;
  readonly text: string;
}

export interface FoundItem {
  readonly key: string;
  readonly title: string;
  /** Where the first of the words stands, unless that is the title. */
  readonly found: FoundText | null;
  readonly place: FoundPlace;
}

export type FoundPlace =
  | { readonly kind: "shot"; readonly passId: string; readonly shotId: string }
  | { readonly kind: "pass"; readonly passId: string }
  | { readonly kind: "element"; readonly elementId: string }
  | { readonly kind: "take"; readonly takeId: string };

export interface FoundGroup {
  readonly name: string;
  readonly items: readonly FoundItem[];
  /** How many there are, of which `items` are the first. */
  readonly count: number;
}

export interface Searched {
  readonly project: Pick<Project, "passes" | "elements">;
  readonly takes: readonly Take[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** The words of a query, as they are compared; all of them have to be found. */
export function wordsOf(query: string): readonly string[] {
  return foldText(query.slice(0, 200)).split(/\s+/).filter(Boolean);
}

/** What holds all of the words, by kind; `most` items of a kind, the others counted. */
export function searchProject(searched: Searched, words: readonly string[], most: number): readonly FoundGroup[] {
  if (words.length === 0) return [];
  return [findScenes, findPasses, findShots, findElements, findTakes, findScript]
    .map((find) => find(searched, words, most))
    .filter(({ count }) => count > 0);
}

/** Takes down the first items, and counts on. */
class Group {
  readonly items: FoundItem[] = [];
  count = 0;
  readonly name: string;
  readonly #most: number;

  constructor(name: string, most: number) {
    this.name = name;
    this.#most = most;
  }

  add(makeItem: () => FoundItem): void {
    if (this.items.length < this.#most) this.items.push(makeItem());
    this.count += 1;
  }
}

const holds = (folded: string, words: readonly string[]) => words.every((word) => folded.includes(word));

/** The first field that holds one of the words that the title lacks. */
function fieldOf(title: string, fields: readonly FoundText[], words: readonly string[]): FoundText | null {
  const foldedTitle = foldText(title);
  const missing = words.filter((word) => !foldedTitle.includes(word));
  if (missing.length === 0) return null;
  return fields.find(({ text }) => missing.some((word) => foldText(text).includes(word))) ?? null;
}

function findScenes({ project }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Scenes", most);
  const seen = new Set<string>();
  for (const { id, scene, heading = "" } of project.passes) {
    const title = heading === "" ? scene : `${scene} ${heading}`;
    if (seen.has(title) || !holds(foldText(title), words)) continue;
    seen.add(title);
    group.add(() => ({ key: `scene ${id}`, title, found: null, place: { kind: "pass", passId: id } }));
  }
  return group;
}

const foldedPasses = new WeakMap<Pass, string>();

function passFields({ look, negativePrompt = "" }: Pass): FoundText[] {
  const { lighting = "", mood = "", lens = "", palette = "" } = look ?? {};
  return [
    { field: "Lighting", text: lighting },
    { field: "Mood", text: mood },
    { field: "Lens", text: lens },
    { field: "Palette", text: palette },
    { field: "Negative prompt", text: negativePrompt },
  ];
}

function findPasses({ project }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Passes", most);
  for (const pass of project.passes) {
    const title = `${pass.scene} ${pass.name}`;
    const folded = kept(foldedPasses, pass, () =>
      foldText([title, ...passFields(pass).map(({ text }) => text)].join("\n")),
    );
    if (!holds(folded, words)) continue;
    group.add(() => ({
      key: pass.id,
      title,
      found: fieldOf(title, passFields(pass), words),
      place: { kind: "pass", passId: pass.id },
    }));
  }
  return group;
}

function shotFields(shot: Shot): FoundText[] {
  const cells = columns.map(({ id, label }) => ({ field: label, text: id === "length" ? "" : readCell(shot, id) }));
  const others: [string, string | null | undefined][] = [
    ["Prompt", shot.prompt],
    ["Camera note", shot.camera?.note],
    ["Ambience", shot.ambience],
    ["Music", shot.music],
  ];
  return [...cells, ...others.map(([field, text]) => ({ field, text: text ?? "" }))];
}

function findShots({ project, numbers }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Shots", most);
  for (const pass of project.passes) {
    for (const shot of pass.shots) {
      const folded = foldedShot(shot);
      const label = `${pass.scene} ${shotLabel(numbers.get(shot.id) ?? 0)}`;
      const foldedLabel = label.toLowerCase();
      if (!words.every((word) => folded.includes(word) || foldedLabel.includes(word))) continue;
      group.add(() => ({
        key: shot.id,
        title: label,
        found: fieldOf(label, shotFields(shot), words) ?? { field: "", text: shot.prompt || shot.action || "" },
        place: { kind: "shot", passId: pass.id, shotId: shot.id },
      }));
    }
  }
  return group;
}

const foldedElements = new WeakMap<Element, string>();

function findElements({ project }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Elements", most);
  for (const element of project.elements) {
    const { id, name, kind, description = "" } = element;
    const title = `@${name}`;
    const names = Object.values(element.views ?? {}).map((view) => view.name ?? "");
    const folded = kept(foldedElements, element, () => foldText([title, kind, description, ...names].join("\n")));
    if (!holds(folded, words)) continue;
    const fields = [
      { field: "Description", text: description },
      { field: "Views", text: names.filter(Boolean).join(", ") },
      { field: "Kind", text: kind },
    ];
    group.add(() => ({
      key: id,
      title,
      found: fieldOf(title, fields, words),
      place: { kind: "element", elementId: id },
    }));
  }
  return group;
}

function findTakes({ project, takes }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Takes", most);
  const passes = new Map(project.passes.map((pass) => [pass.id, pass]));
  for (const { id, passId, number, binnedAt } of takes) {
    const pass = passes.get(passId);
    if (!pass || binnedAt !== null) continue;
    const rejected = pass.takes?.[id]?.rejected;
    const title = `Take ${number} of ${pass.scene} ${pass.name}`;
    const reason = rejected === undefined ? "" : `Rejected: ${rejected}`;
    if (!holds(foldText(`${title}\n${reason}`), words)) continue;
    group.add(() => ({
      key: id,
      title,
      found: reason === "" ? null : { field: "", text: reason },
      place: { kind: "take", takeId: id },
    }));
  }
  return group;
}

const foldedParts = new WeakMap<ScriptPart, string>();

/** The script as far as passes and shots were made from it. */
function findScript({ project, numbers }: Searched, words: readonly string[], most: number): FoundGroup {
  const group = new Group("Script", most);
  const add = (part: ScriptPart, key: string, title: string, place: FoundPlace) => {
    if (
      !holds(
        kept(foldedParts, part, () => foldText(part.text)),
        words,
      )
    )
      return;
    group.add(() => ({ key, title, found: { field: "", text: part.text }, place }));
  };
  for (const pass of project.passes) {
    if (pass.fromScript)
      add(pass.fromScript, `script ${pass.id}`, `${pass.scene} ${pass.name}`, { kind: "pass", passId: pass.id });
    for (const { id, fromScript = [] } of pass.shots) {
      const title = `${pass.scene} ${shotLabel(numbers.get(id) ?? 0)}`;
      for (const [index, part] of fromScript.entries())
        add(part, `script ${id} ${index}`, title, { kind: "shot", passId: pass.id, shotId: id });
    }
  }
  return group;
}

function kept<Key extends object>(known: WeakMap<Key, string>, key: Key, make: () => string): string {
  let text = known.get(key);
  if (text === undefined) {
    text = make();
    known.set(key, text);
  }
  return text;
}
