import type { OneEdit } from "../edits/edit.ts";
import { limitsOf } from "../models/profiles.ts";
import { shotLabel, shotNumbers } from "../project/layout.ts";
import type { Pass, Project, Shot } from "../project/model.ts";
import { compareHeading } from "./compare-heading.ts";
import { compareShot, type Fate, whyKeep } from "./compare-shot.ts";
import { draftScene, type PassChoices, timesOf } from "./draft-script.ts";
import { alignScripts, type LinkedShot, linkScript, movedScenes, type ScriptLinks } from "./link-script.ts";
import { createShotWords, joinsShot, type ShotWords, shotOfParts } from "./part-shots.ts";
import { relinkEdits } from "./relink.ts";
import { findRenamed } from "./renamed-characters.ts";
import { readHeading } from "./scene-heading.ts";
import { plainWords, type Script } from "./script.ts";
import type { Anchor, ScriptChange, Step } from "./script-change.ts";
import { type Part, partsOfScript } from "./script-parts.ts";

export interface DiffOptions {
  /** What new passes are made with where no other pass of the scene says so. */
  readonly choices: PassChoices;
  /** The script as it was imported last; without it nothing counts as moved. */
  readonly before?: Pick<Script, "scenes"> | null;
  /** Shots that a take shows. */
  readonly takenShots?: ReadonlySet<string>;
}

export interface ScriptDiff {
  /** In the order of the script; what is gone, last. */
  readonly changes: readonly ScriptChange[];
  readonly steps: ReadonlyMap<string, Step>;
  /** Elements by the names that the script writes. */
  readonly elements: ReadonlyMap<string, string>;
  /** Accepted with anything: they bring what is kept of the script to its places there, and change nothing that is seen. */
  readonly relinks: readonly OneEdit[];
  readonly links: ScriptLinks;
}

export function diffScript(project: Project, script: Script, options: DiffOptions): ScriptDiff {
  return new Comparison(project, script, options).compare();
}

class Comparison {
  readonly #project: Project;
  readonly #options: DiffOptions;
  readonly #links: ScriptLinks;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #elements: ReadonlyMap<string, string>;
  readonly #words: ShotWords;
  readonly #wordsBefore: ShotWords;
  readonly #times: readonly string[];
  readonly #changes: ScriptChange[] = [];
  readonly #steps = new Map<string, Step>();
  /** Words of the script as it was. */
  readonly #known = new Set<string>();
  readonly #moved: ReadonlySet<number>;
  readonly #movedScenes: ReadonlySet<number>;

  constructor(project: Project, script: Script, options: DiffOptions) {
    this.#project = project;
    this.#options = options;
    this.#links = linkScript(project, script);
    this.#numbers = shotNumbers(project.passes);
    const { before: wasNamed, after: isNamed, renames } = findRenamed(this.#links, project.elements);
    this.#elements = isNamed;
    this.#words = createShotWords(isNamed);
    this.#wordsBefore = createShotWords(wasNamed);
    for (const { element, name, line } of renames) {
      const fields = [{ name: "Name", before: element.name, after: name }];
      const sentence = `@${element.name} is ${name} in the script.`;
      const about = { id: `renamed:${element.id}`, kind: "changed", sentence, line, fields, shotId: null } as const;
      this.#add({ ...about, fields }, { does: "rename", elementId: element.id, name });
    }
    this.#times = timesOf(script.scenes);
    const before = options.before ? partsOfScript(options.before) : [];
    for (const { text } of before.flatMap(({ parts: each }) => each)) this.#known.add(plainWords(text));
    const { oldOf, moved } = alignScripts(before, this.#links.scenes);
    this.#movedScenes = movedScenes(before, this.#links.scenes, oldOf);
    this.#moved = moved;
  }

  compare(): ScriptDiff {
    const fates = new Map<string, Fate>();
    this.#compareScenes(fates);
    const words = { before: this.#wordsBefore, after: this.#words };
    for (const fate of fates.values()) {
      const name = this.#nameOf(fate.linked.pass, fate.linked.shot);
      for (const { change, step } of compareShot(fate, name, words)) this.#add(change, step);
    }
    const rewritten = new Set(this.#changes.flatMap(({ kind, shotId }) => (kind === "changed" ? [shotId] : [])));
    this.#findRemoved(fates);
    const place = ({ line }: ScriptChange) => (line === 0 ? Number.POSITIVE_INFINITY : line);
    const changes = this.#changes
      .map((change, index) => ({ change, index }))
      .sort((one, other) => place(one.change) - place(other.change) || one.index - other.index)
      .map(({ change }) => change);
    return {
      changes,
      steps: this.#steps,
      elements: this.#elements,
      relinks: relinkEdits(this.#links, fates.values(), rewritten),
      links: this.#links,
    };
  }

  #add(
    change: Omit<ScriptChange, "note" | "fields"> & { note?: string; fields?: ScriptChange["fields"] },
    step: Step,
  ): void {
    this.#changes.push({ note: "", fields: [], ...change });
    this.#steps.set(change.id, step);
  }

  #compareScenes(fates: Map<string, Fate>): void {
    const { scenes, passesOf } = this.#links;
    let partAt = 0;
    let behind: Anchor[] = [];
    for (const [sceneAt, { scene, parts }] of scenes.entries()) {
      const passes = passesOf[sceneAt] as readonly Pass[];
      const first = partAt;
      partAt += parts.length;
      const linked = parts.some(
        ({ kind }, index) => kind !== "transition" && this.#links.keptOf[first + index] !== null,
      );
      if (passes.length === 0 && !linked) {
        if (parts.length > 0) this.#addScene(sceneAt, parts, behind);
        if (parts.length > 0) behind = [{ change: `scene:${scene.key}` }, ...behind];
        continue;
      }
      this.#compareHeading(sceneAt, passes);
      if (this.#movedScenes.has(sceneAt) && passes.length > 0) this.#moveScene(sceneAt, passes, behind);
      const last = passes.at(-1);
      behind = last ? [{ passId: last.id }, ...behind] : behind;
      this.#compareParts(sceneAt, parts, first, fates);
    }
  }

  #addScene(sceneAt: number, parts: readonly Part[], behind: readonly Anchor[]): void {
    const { scene } = this.#links.scenes[sceneAt] as ScriptLinks["scenes"][number];
    const passes = draftScene(scene, parts, {
      ...this.#options.choices,
      code: "SC000",
      previousTime: this.#times[sceneAt] as string,
      words: this.#words,
    });
    const shots = passes.reduce((sum, pass) => sum + pass.shots.length, 0);
    const wasThere = this.#wasThere(parts);
    this.#add(
      {
        id: `scene:${scene.key}`,
        kind: "added",
        sentence: `${scene.heading || "Opening"}: ${counted(passes.length, "pass", "passes")}, ${counted(shots, "shot")}.`,
        ...(wasThere ? { note: leftOut } : {}),
        line: scene.line,
        shotId: null,
      },
      { does: "add-passes", passes, behind, ...(scene.number === undefined ? {} : { number: scene.number }) },
    );
  }

  /** Whether all of this was in the script before and has no shot, as the user did not want it or removed it. */
  #wasThere(parts: readonly Part[]): boolean {
    const hasLinks = this.#links.kept.length > 0;
    return hasLinks && parts.every(({ text }) => this.#known.has(plainWords(text)));
  }

  #compareHeading(sceneAt: number, passes: readonly Pass[]): void {
    const { scene } = this.#links.scenes[sceneAt] as ScriptLinks["scenes"][number];
    const compared = compareHeading(scene, passes, this.#times[sceneAt] as string);
    if (compared) this.#add(compared.change, compared.step);
  }

  #moveScene(sceneAt: number, passes: readonly Pass[], behind: readonly Anchor[]): void {
    const { scene } = this.#links.scenes[sceneAt] as ScriptLinks["scenes"][number];
    this.#add(
      {
        id: `moved-scene:${scene.key}`,
        kind: "moved",
        sentence: `${passes[0]?.scene ?? ""} ${scene.heading || "Opening"}: ${counted(passes.length, "pass", "passes")}.`,
        line: scene.line,
        shotId: null,
      },
      { does: "move-passes", passIds: passes.map(({ id }) => id), behind },
    );
  }

  /** Gives each part of a scene to its shot, and what has none to the shot before it or to a new one. */
  #compareParts(sceneAt: number, parts: readonly Part[], first: number, fates: Map<string, Fate>): void {
    const passIds = (this.#links.passesOf[sceneAt] ?? []).map(({ id }) => id);
    let behind: Anchor[] = [];
    let current: Part[] | null = null;
    let created: Part[] | null = null;
    let leading: Part[] = [];
    const finish = () => {
      if (created) {
        const change = this.#addShot(sceneAt, created, behind, passIds);
        behind = [{ change }, ...behind];
      }
      created = null;
    };
    const begin = (part: Part) => {
      finish();
      created = [...leading, part];
      current = created;
      leading = [];
    };
    for (const [index, part] of parts.entries()) {
      const old = this.#links.keptOf[first + index] ?? null;
      // It leads to what follows it, whatever it led to before.
      if (part.kind === "transition") leading.push(part);
      else if (old !== null) {
        finish();
        const { shots } = this.#links.kept[old] as ScriptLinks["kept"][number];
        for (const linked of shots) {
          const fate = fates.get(linked.shot.id) ?? { linked, parts: [] };
          fates.set(linked.shot.id, fate);
          fate.parts.push(...leading, part);
          current = fate.parts;
          const isFirst = fate.parts.find(({ kind }) => kind !== "transition") === part;
          const isMoved = isFirst && this.#moved.has(first + index) && !this.#movedScenes.has(sceneAt);
          if (isMoved) this.#moveShot(linked, part, behind, passIds);
        }
        leading = [];
        const last = shots.at(-1);
        if (last) behind = [{ shotId: last.shot.id }, ...behind.slice(0, 20)];
      } else if (leading.length === 0 && current && joinsShot(current, part)) {
        current.push(part);
      } else begin(part);
    }
    if (leading.length > 0 && current) (current as Part[]).push(...leading);
    finish();
  }

  #addShot(sceneAt: number, parts: readonly Part[], behind: readonly Anchor[], passIds: readonly string[]): string {
    const pass = this.#links.passesOf[sceneAt]?.at(-1);
    const { heading } = this.#links.scenes[sceneAt]?.scene ?? { heading: "" };
    const { environment } = readHeading(heading, this.#times[sceneAt]);
    const limits = limitsOf(pass?.profile ?? this.#options.choices.profile);
    const shot = shotOfParts(parts, environment, this.#words, limits);
    const id = `added:${parts[0]?.key}`;
    const text = shot.action ?? shot.dialogue?.[0]?.line ?? parts[0]?.text ?? "";
    this.#add(
      {
        id,
        kind: "added",
        sentence: `${pass?.scene ?? ""}: ${shorten(text)}`,
        ...(this.#wasThere(parts) ? { note: leftOut } : {}),
        line: parts[0]?.line ?? 0,
        shotId: null,
      },
      { does: "add-shot", shot, behind, passIds },
    );
    return id;
  }

  #moveShot({ pass, shot }: LinkedShot, part: Part, behind: readonly Anchor[], passIds: readonly string[]): void {
    const sentence = `${this.#nameOf(pass, shot)}: ${shorten(shot.action ?? part.text)}`;
    // Another scene may have given its number already.
    const note = shot.number !== undefined && !passIds.includes(pass.id) ? "The shot's number is locked." : "";
    const about = {
      id: `moved:${shot.id}`,
      kind: "moved",
      sentence,
      line: part.line,
      shotId: shot.id,
      note,
    } as const;
    this.#add(about, { does: "move-shot", shotId: shot.id, behind, passIds });
  }

  #findRemoved(fates: ReadonlyMap<string, Fate>): void {
    for (const pass of this.#project.passes) {
      for (const shot of pass.shots) {
        if (!shot.fromScript || fates.has(shot.id)) continue;
        const name = this.#nameOf(pass, shot);
        const text = shot.fromScript[0]?.text ?? "";
        const note = whyKeep(shot, this.#wordsBefore, this.#options.takenShots);
        const about = { id: `removed:${shot.id}`, kind: "removed", line: 0, shotId: shot.id } as const;
        this.#add({ ...about, sentence: `${name}: ${shorten(text)}`, note }, { does: "remove-shot", shotId: shot.id });
      }
    }
  }

  #nameOf(pass: Pass, shot: Shot): string {
    return `${pass.scene} ${shotLabel(this.#numbers.get(shot.id) ?? 0)}`;
  }
}

const leftOut = "It has been in the script before and has no shot.";
/** A part of the plan as it is quoted in a sentence. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= 80 ? line : `${characters.slice(0, 79).join("").trimEnd()}…`;
}

function counted(count: number, thing: string, things = `${thing}s`): string {
  return `${count} ${count === 1 ? thing : things}`;
}
