/** Owns taking chosen changes of a script into the plan, as one edit: what cannot be done as it stands in the script is done nearby and said. */
import { applyEdit } from "../edits/apply-edit.ts";
import type { Edit, OneEdit } from "../edits/edit.ts";
import { limitsOf } from "../models/profiles.ts";
import type { Pass, Project } from "../project/model.ts";
import type { ScriptDiff } from "./diff-script.ts";
import type { DraftPass } from "./draft.ts";
import { newElements } from "./draft-script.ts";
import { fillPasses } from "./fill-passes.ts";
import { createSceneCodes } from "./scene-heading.ts";
import { type Anchor, isPlain, type ScriptChange, type Step } from "./script-change.ts";

type NewId = (kind: "pass" | "shot" | "element") => string;

export interface AcceptedScript {
  /** Null where nothing was accepted. */
  readonly edit: Edit | null;
  readonly accepted: number;
  /** Sentences on what was done otherwise, or could not be done. */
  readonly partly: readonly string[];
}

/** Takes the changes with these ids; ids of none are passed over. */
export function acceptScript(
  project: Project,
  diff: ScriptDiff,
  ids: ReadonlySet<string>,
  label: string,
  newId: NewId,
): AcceptedScript {
  return new Acceptance(project, newId).accept(diff, ids, label);
}

const order: readonly Step["does"][] = [
  "edit",
  "move-passes",
  "move-shot",
  "add-passes",
  "add-shot",
  "remove-shot",
  "rename",
];

class Acceptance {
  #project: Project;
  readonly #newId: NewId;
  readonly #edits: OneEdit[] = [];
  readonly #partly: string[] = [];
  /** The last pass or the shot that a change has made, by its id. */
  readonly #made = new Map<string, { readonly passId: string; readonly shotId: string | null }>();

  constructor(project: Project, newId: NewId) {
    this.#project = project;
    this.#newId = newId;
  }

  accept(diff: ScriptDiff, ids: ReadonlySet<string>, label: string): AcceptedScript {
    const chosen = diff.changes.filter(({ id }) => ids.has(id));
    if (chosen.length === 0) return { edit: null, accepted: 0, partly: [] };
    const unused = this.#unusedPass();
    for (const element of this.#elementsFor(diff, chosen)) this.#do({ type: "element.add", element });
    for (const does of order) {
      for (const change of chosen) {
        const step = diff.steps.get(change.id);
        if (step?.does === does) this.#take(change, step);
      }
    }
    for (const edit of diff.relinks) if (this.#isThere(edit)) this.#do(edit);
    if (unused !== null && chosen.some(({ id }) => this.#made.has(id)))
      this.#do({ type: "pass.remove", passId: unused });
    const edit: Edit | null = this.#edits.length === 0 ? null : { type: "batch", label, edits: this.#edits };
    return { edit, accepted: chosen.length, partly: this.#partly };
  }

  /** Applies the edit, or says why it was refused. */
  #do(edit: OneEdit): string | null {
    const result = applyEdit(this.#project, edit);
    if (!result.ok) return result.refusal.message;
    if (result.project === this.#project) return null;
    this.#project = result.project;
    this.#edits.push(edit);
    return null;
  }

  #take(change: ScriptChange, step: Step): void {
    const refusal = this.#takeStep(change, step);
    if (refusal !== null) this.#partly.push(`${change.sentence} ${refusal}`);
  }

  #takeStep(change: ScriptChange, step: Step): string | null {
    switch (step.does) {
      case "edit": {
        const refusals = step.edits.map((edit) => (this.#isThere(edit) ? this.#do(edit) : null));
        return refusals.find((each) => each !== null) ?? null;
      }
      case "rename":
        return this.#do({ type: "element.describe", elementId: step.elementId, fields: { name: step.name } });
      case "move-passes":
        return this.#movePasses(step.passIds, step.behind);
      case "move-shot":
        return this.#moveShot(step, isPlain(change));
      case "add-passes":
        return this.#addPasses(change.id, step.passes, step.number, step.behind);
      case "add-shot":
        return this.#addShot(change.id, step);
      case "remove-shot":
        return this.#removeShot(step.shotId);
    }
  }

  #passes(): readonly Pass[] {
    return this.#project.passes;
  }

  /** The pass of a shot, and the shot's place in it. */
  #find(shotId: string): { pass: Pass; index: number } | null {
    for (const pass of this.#passes()) {
      const index = pass.shots.findIndex(({ id }) => id === shotId);
      if (index !== -1) return { pass, index };
    }
    return null;
  }

  #isThere(edit: OneEdit): boolean {
    if ("shotId" in edit) return this.#find(edit.shotId) !== null;
    return !("passId" in edit) || this.#passes().some(({ id }) => id === edit.passId);
  }

  /** Where behind the anchors is: the pass, and the place of the shot in it where the anchor is one. */
  #place(behind: readonly Anchor[]): { pass: Pass; shotAt: number | null } | null {
    for (const anchor of behind) {
      const made = "change" in anchor ? this.#made.get(anchor.change) : undefined;
      const shotId = "shotId" in anchor ? anchor.shotId : (made?.shotId ?? null);
      const found = shotId === null ? null : this.#find(shotId);
      if (found) return { pass: found.pass, shotAt: found.index };
      const passId = "passId" in anchor ? anchor.passId : made?.passId;
      const pass = this.#passes().find(({ id }) => id === passId);
      if (pass) return { pass, shotAt: null };
    }
    return null;
  }

  /** The place in the list of passes behind the anchors; before all that come from the script, where there is none. */
  #placeOfPass(behind: readonly Anchor[]): number {
    const place = this.#place(behind);
    if (place) return this.#passes().indexOf(place.pass) + 1;
    const first = this.#passes().findIndex(({ fromScript }) => fromScript !== undefined);
    return first === -1 ? this.#passes().length : first;
  }

  #movePasses(passIds: readonly string[], behind: readonly Anchor[]): string | null {
    let previous = behind;
    for (const passId of passIds) {
      const there = this.#passes().findIndex(({ id }) => id === passId);
      const index = this.#placeOfPass(previous);
      // The place is counted without the pass itself.
      const refusal =
        there === -1 ? null : this.#do({ type: "pass.move", passId, index: there < index ? index - 1 : index });
      if (refusal !== null) return refusal;
      previous = [{ passId }];
    }
    return null;
  }

  /** `keepsNumber`: the user was not asked about a number that another scene may have given already. */
  #moveShot({ shotId, behind, passIds }: Extract<Step, { does: "move-shot" }>, keepsNumber: boolean): string | null {
    const found = this.#find(shotId);
    if (!found) return null;
    const place = this.#place(behind);
    const pass = place?.pass ?? this.#passes().find(({ id }) => id === passIds[0]);
    if (!pass) return null;
    const isLocked = found.pass.shots[found.index]?.number !== undefined;
    if (keepsNumber && isLocked && pass.scene !== found.pass.scene)
      return "It stays where it is: its number is locked.";
    const before = place?.shotAt ?? null;
    const index = place === null ? 0 : before === null ? pass.shots.length : before + 1;
    const within = found.pass.id === pass.id && found.index < index ? index - 1 : index;
    return this.#do({ type: "shot.move", shotId, passId: pass.id, index: within });
  }

  #addPasses(
    id: string,
    drafts: readonly DraftPass[],
    number: string | undefined,
    behind: readonly Anchor[],
  ): string | null {
    const index = this.#placeOfPass(behind);
    const scene = this.#codeAt(index, number);
    for (const [at, draft] of drafts.entries()) {
      const shots = draft.shots.map((shot) => ({ ...shot, id: this.#newId("shot") }));
      const pass: Pass = { ...draft, scene, id: this.#newId("pass"), shots };
      const refusal = this.#do({ type: "pass.add", pass, index: index + at });
      if (refusal !== null) return refusal;
      this.#made.set(id, { passId: pass.id, shotId: null });
    }
    return null;
  }

  /** The code of a new scene: of its own number, else between its neighbors' where there is room, else the next. */
  #codeAt(index: number, number: string | undefined): string {
    const taken = new Set(this.#passes().map(({ scene }) => scene));
    const numberOf = (pass: Pass | undefined) => {
      const digits = /^SC(\d{1,6})$/.exec(pass?.scene ?? "")?.[1];
      return digits === undefined ? null : Number(digits);
    };
    const before = numberOf(this.#passes()[index - 1]) ?? 0;
    const after = numberOf(this.#passes()[index]);
    if (number === undefined && after !== null && after - before > 1) {
      const between = `SC${String(Math.floor((before + after) / 2)).padStart(3, "0")}`;
      if (!taken.has(between)) return between;
    }
    return createSceneCodes(taken)(number);
  }

  #addShot(id: string, { shot, behind, passIds }: Extract<Step, { does: "add-shot" }>): string | null {
    const place = this.#place(behind);
    const pass = place?.pass ?? this.#passes().find((each) => passIds.includes(each.id));
    if (!pass) return "The scene’s pass is gone.";
    const index = place === null ? 0 : place.shotAt === null ? pass.shots.length : place.shotAt + 1;
    const added = { ...shot, id: this.#newId("shot") };
    const made = (passId: string) => this.#made.set(id, { passId, shotId: added.id });
    if (this.#do({ type: "shot.add", passId: pass.id, index, shot: added }) === null) {
      made(pass.id);
      return null;
    }
    const at = this.#passes().findIndex((each) => each.id === pass.id);
    const next = this.#passes()[at + 1];
    const continues = index === pass.shots.length && next?.fromScript?.key === pass.fromScript?.key;
    if (next && continues && this.#do({ type: "shot.add", passId: next.id, index: 0, shot: added }) === null) {
      made(next.id);
      return null;
    }
    const [fitted = [added]] = fillPasses([added], limitsOf(pass.profile));
    const { scene, name, profile, aspectRatio, resolution, audio, heading, look, fromScript } = pass;
    const plain = name.replace(/, (?:\d+ of \d+|added)$/, "");
    const about = {
      scene,
      name: `${plain}, added`,
      profile,
      aspectRatio,
      resolution,
      audio,
      heading,
      look,
      fromScript,
    };
    const created = { ...present(about), id: this.#newId("pass"), shots: fitted } as Pass;
    const refusal = this.#do({ type: "pass.add", pass: created, index: index === 0 ? at : at + 1 });
    if (refusal !== null) return refusal;
    made(created.id);
    return index < pass.shots.length && index > 0 ? "The pass is full, so the shot is in a new pass after it." : null;
  }

  #removeShot(shotId: string): string | null {
    const found = this.#find(shotId);
    if (!found) return null;
    return found.pass.shots.length === 1
      ? this.#do({ type: "pass.remove", passId: found.pass.id })
      : this.#do({ type: "shot.remove", shotId });
  }

  /** The pass of a project in which nothing has been done yet: it only keeps an empty project from being empty. */
  #unusedPass(): string | null {
    const [pass, ...others] = this.#passes();
    const [shot, ...more] = pass?.shots ?? [];
    if (
      !pass ||
      !shot ||
      others.length + more.length > 0 ||
      pass.startFrame ||
      pass.endFrame ||
      pass.takes ||
      pass.fromScript
    )
      return null;
    return Object.keys(shot).every((key) => key === "id" || key === "durationMs") ? pass.id : null;
  }

  /** Elements of those who are in what is added or changed, and not in the project. */
  #elementsFor({ elements, steps }: ScriptDiff, chosen: readonly ScriptChange[]) {
    const text = JSON.stringify(chosen.map(({ id }) => steps.get(id)));
    const named = newElements(elements, this.#project.elements).filter(({ name }) =>
      new RegExp(`(?:@|"speaker":")${name}(?![\\p{L}\\p{N}_])`, "u").test(text),
    );
    const room = 200 - this.#project.elements.length;
    return named.slice(0, Math.max(0, room)).map((element) => ({ ...element, id: this.#newId("element") }));
  }
}

/** Without the fields that are absent. */
function present<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
