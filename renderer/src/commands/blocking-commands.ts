/** Owns the commands of blocking: presets, set-ups copied, pasted and turned around, and giving a shot back to its words. Each is one step. */
import type { EditOf } from "../../../shared/edits/edit.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { backToWords, setByHand } from "../../../shared/stage/by-hand.ts";
import { applyPreset, type PresetChange, type PresetId, presetIds, presets } from "../../../shared/stage/presets.ts";
import {
  type CopiedSetUp,
  type ShotBlocking,
  type ShotInPass,
  setUpOf,
  withReverseAngle,
  withSetUp,
  withShot,
} from "../../../shared/stage/set-ups.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { say } from "../state/said.ts";
import { findPlaced, numbersOf, placedAt } from "../state/selectors.ts";
import { shotInPass, stagedShotId } from "../state/staged-shot.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";
import type { Command } from "./keymap.ts";

type BlockingCommand = Extract<Command, `blocking.${string}`>;

/** The set-up that was copied last in this window, and from which shot. */
const copied = createStore<{ readonly setUp: CopiedSetUp | null; readonly from: string }>({ setUp: null, from: "" });

export const blockingCommands: Readonly<Record<BlockingCommand, (project: Project) => void>> = {
  ...(Object.fromEntries(
    presetIds.map((id) => [`blocking.${id}`, (project: Project) => putPreset(project, id)]),
  ) as Record<`blocking.${PresetId}`, (project: Project) => void>),
  "blocking.copy": (project) =>
    inShot(project, (place, name) => {
      copied.set({ setUp: setUpOf(place), from: name });
      showDone(`Set-up of ${name} copied.`);
    }),
  "blocking.paste": (project) =>
    inShot(project, (place, name) => {
      const { setUp, from } = copied.get();
      if (setUp) changeShot(place, withSetUp(place, setUp), `Set up ${name} as ${from}`);
      else
        showProblem({
          message: "Can’t paste a set-up because none is copied.",
          next: "Copy the set-up of a shot first.",
        });
    }),
  "blocking.same": (project) =>
    inShot(project, (place, name) => {
      const previous = previousOf(place);
      if (!previous) return noPrevious();
      changeShot(place, withSetUp(place, setUpOf(previous)), `Set up ${name} as the previous shot`);
    }),
  "blocking.reverse": (project) =>
    inShot(project, (place, name) => {
      const previous = previousOf(place);
      if (!previous) return noPrevious();
      const same = withSetUp(place, setUpOf(previous));
      turnAround(withShot(place, same), place, `Set up ${name} as the reverse of the previous shot`);
    }),
  "blocking.mirror": (project) =>
    inShot(project, (place, name) => turnAround(place, place, `Mirror the set-up of ${name}`)),
  "blocking.words": (project) => inShot(project, giveBack),
};

/** Gives a shot back to its words, whichever one is shown. */
export function giveBackShot(project: Project, shotId: string): void {
  atShot(project, shotId, giveBack);
}

function giveBack(place: ShotInPass, name: string): void {
  const { camera, figures } = setByHand(place.pass, place.index, place.elements);
  if (camera.length === 0 && figures.length === 0) say(`Nothing of ${name} is set by hand.`);
  else changeStage(place, backToWords(place.pass, place.index, place.elements), `Back to the words in ${name}`);
}

/** The shot whose stage is shown; elsewhere the selected one, else the one at the playhead. */
function inShot(project: Project, act: (place: ShotInPass, name: string) => void): void {
  const state = editor.get();
  const found = findPlaced(project, state.selection) ?? placedAt(state, state.playheadFrame);
  atShot(project, state.workspace === "block" ? stagedShotId(state) : (found?.placed.shot.id ?? null), act);
}

function atShot(project: Project, shotId: string | null, act: (place: ShotInPass, name: string) => void): void {
  const place = shotInPass(project, shotId);
  if (!place || shotId === null) return;
  act(place, `${place.pass.scene} ${shotLabel(numbersOf(project).get(shotId) ?? 0)}`);
}

function previousOf(place: ShotInPass): ShotInPass | null {
  return place.index === 0 ? null : { ...place, index: place.index - 1 };
}

function noPrevious(): void {
  showProblem({
    message: "Can’t take over a set-up because this is the first shot of its pass.",
    next: "Copy the set-up of another shot and paste it here.",
  });
}

function turnAround(place: ShotInPass, before: ShotInPass, label: string): void {
  const reverse = withReverseAngle(place);
  if (reverse) changeShot(before, { camera: place.pass.shots[place.index]?.camera ?? null, ...reverse }, label);
  else
    showProblem({
      message: "Can’t mirror the set-up because only one figure is on the stage.",
      next: "Add a second figure, or name one in the shot’s action.",
    });
}

function putPreset(project: Project, id: PresetId): void {
  inShot(project, (place, name) => changeStage(place, applyPreset(id, place), `${presets[id].name} in ${name}`));
}

function changeShot(place: ShotInPass, change: ShotBlocking, label: string): void {
  const { id: shotId } = place.pass.shots[place.index] as Shot;
  changeStage(place, { stage: place.pass.stage ?? null, shots: [{ shotId, ...change }] }, label);
}

type Change = Omit<PresetChange, "shots"> & {
  readonly shots: readonly (Pick<ShotBlocking, "blocking"> & Partial<ShotBlocking> & { readonly shotId: string })[];
};

/** One step of history; nothing where all is so already. */
export function changeStage({ pass }: ShotInPass, { stage, shots }: Change, label: string): void {
  const described = shots.map(
    ({ shotId, ...fields }): EditOf<"shot.describe"> => ({ type: "shot.describe", shotId, fields }),
  );
  const staged: EditOf<"pass.describe">[] =
    JSON.stringify(stage ?? undefined) === JSON.stringify(pass.stage)
      ? []
      : [{ type: "pass.describe", passId: pass.id, fields: { stage } }];
  const edits = [...staged, ...described];
  if (edits.length > 0) void editor.apply({ type: "batch", label, edits });
  say(label);
}
