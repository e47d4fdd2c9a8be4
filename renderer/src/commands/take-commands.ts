/** Owns what is done to takes: circled, rated, rejected, tried and used for a shot, mixed, shown and compared. */
import { bestOf } from "../../../shared/cut/out/best-of.ts";
import { takesToChoose } from "../../../shared/cut/out/shot-takes.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { animaticChoice, type Pass } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { showDone } from "../state/problems.ts";
import {
  meantTake,
  placeAtPlayhead,
  showTray,
  toggleTray,
  trayContent,
  trayOptions,
  traySpot,
  triedOf,
} from "../state/takes-tray.ts";
import { editor } from "../state/use-editor.ts";
import type { Command } from "./keymap.ts";

type TakeCommand = Extract<Command, `take.${string}` | `takes.${string}`>;

/** Circles the take for its pass, or takes the circle back. A take that is being tried is kept for its shot instead. */
export function circleTake(): void {
  const tried = triedOf(editor.get());
  if (tried) giveTake(tried.shotId, tried.card);
  else {
    const take = meantTake(editor.get());
    if (take) toggleCircle(take);
  }
}

export function toggleCircle({ id, passId }: Take): void {
  const circledTake = passOf(passId)?.circledTake === id ? null : id;
  void editor.apply({ type: "pass.describe", passId, fields: { circledTake } });
}

/** `stars` from 1 to 5; 0 for none. */
export function rateTake(take: Take, stars: number): void {
  describeTake(take, { rating: stars === 0 ? null : stars });
}

export function describeTake({ id, passId }: Take, fields: EditOf<"take.describe">["fields"]): void {
  void editor.apply({ type: "take.describe", passId, takeId: id, fields });
}

/** Asks why, or takes the rejection back. */
export function rejectTake(take: Take): void {
  if (passOf(take.passId)?.takes?.[take.id]?.rejected !== undefined) describeTake(take, { rejected: null });
  else {
    showTray();
    traySpot.set({ card: take.id, rejecting: take.id });
  }
}

/** Moves a take to the bin, from which the notice takes it back. */
export async function binTake({ id, number }: Take): Promise<void> {
  await callForTakes("takes.bin", [id], () =>
    showDone(`Take ${number} is in the bin.`, { label: "Undo", run: () => void restoreTakes([id]) }),
  );
}

export function restoreTakes(takeIds: string[]): Promise<void> {
  return callForTakes("takes.restore", takeIds, () => {});
}

async function callForTakes(method: "takes.bin" | "takes.restore", takeIds: string[], done: () => void): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    await editor.client.call(method, { projectId, takeIds });
    done();
  } catch (error) {
    editor.report(error);
  }
}

/** Makes a take ready whose video could not be before; its progress shows in the title bar. */
export async function prepareAgain({ id }: Take): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    await editor.client.call("takes.prepare", { projectId, takeId: id });
  } catch (error) {
    editor.report(error);
  }
}

/** Gives a shot a take of its own, or with `animatic` the animatic. */
export function giveTake(shotId: string, card: string): void {
  traySpot.set({ tried: null });
  void editor.apply({ type: "shot.describe", shotId, fields: { take: card } });
}

/**
 * Shows the next or the previous take in the cut, for the shot under the playhead, which repeats meanwhile: nothing is saved until Enter
 * keeps it, and Escape shows again what is saved.
 */
export function tryTake(direction: 1 | -1): void {
  const state = editor.get();
  const place = placeAtPlayhead(state);
  if (!state.view || !place) return;
  const { pass, shot } = place;
  const cards = [animaticChoice, ...takesToChoose(pass, shot, state.view.takes).map(({ id }) => id)];
  if (cards.length === 1) return;
  const shown = triedOf(state)?.card ?? place.take?.id ?? animaticChoice;
  const at = cards.indexOf(shown);
  const card = cards[(at + direction + cards.length) % cards.length] as string;
  const result = applyEdit(state.view.project, { type: "shot.describe", shotId: shot.id, fields: { take: card } });
  if (!result.ok) return;
  showTray();
  traySpot.set({ card, tried: { shotId: shot.id, card, preview: result.project } });
  editor.setPreview(result.project);
  editor.setLoop("shot");
  if (!state.playing) editor.play();
}

/** Shows what is saved again; false when nothing was tried. */
export function stopTrying(): boolean {
  const tried = triedOf(editor.get());
  if (!tried) return false;
  traySpot.set({ tried: null });
  editor.setPreview(null);
  return true;
}

/** Each shot of the pass gets its circled take, else the one with the most stars. */
export function mixBest(): void {
  const state = editor.get();
  const pass = trayContent(state, trayOptions.get().scope)?.pass;
  if (!state.view || !pass) return;
  const takes = bestOf(pass, state.view.takes);
  const count = Object.keys(takes).length;
  if (count === 0) showDone("No take is circled or rated yet. Circle one with Enter, or rate it from 1 to 5.");
  else {
    void editor.apply({ type: "pass.mix", passId: pass.id, takes });
    showDone(`${count === 1 ? "1 shot has" : `${count} shots have`} the best take. Undo takes it back.`);
  }
}

/** Opens what compares the meant take with what the cut shows, or with the animatic. */
export function compareTakes(): void {
  const state = editor.get();
  const content = trayContent(state, trayOptions.get().scope);
  if (!content) return;
  const { pass, shot, takes } = content;
  const shown = (shot ? placeAtPlayhead(state)?.take?.id : pass.circledTake) ?? takes.at(-1)?.id ?? animaticChoice;
  const meant = traySpot.get().card ?? meantTake(state)?.id ?? animaticChoice;
  const others = [meant, ...takes.map(({ id }) => id).toReversed(), animaticChoice];
  const other = others.find((card) => card !== shown) ?? animaticChoice;
  openDialog({ kind: "compareTakes", passId: pass.id, shotId: shot?.id ?? null, cards: [shown, other] });
}

/** What the keys for takes do. */
export const takeCommands: Readonly<Record<TakeCommand, () => void>> = {
  "takes.toggle": () => {
    stopTrying();
    toggleTray();
  },
  "takes.compare": compareTakes,
  "takes.best": mixBest,
  "take.circle": circleTake,
  "take.use": () => {
    const shot = placeAtPlayhead(editor.get())?.shot;
    const card = triedOf(editor.get())?.card ?? traySpot.get().card;
    if (shot && card !== null) giveTake(shot.id, card);
  },
  "take.next": () => tryTake(1),
  "take.previous": () => tryTake(-1),
  "take.back": () => void stopTrying(),
  "take.reject": withMeant(rejectTake),
  "take.bin": withMeant((take) => void binTake(take)),
  "take.open": withMeant(({ id }) => openDialog({ kind: "take", takeId: id })),
  ...(Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((stars) => [`take.rate${stars}`, withMeant((take) => rateTake(take, stars))]),
  ) as Record<Extract<TakeCommand, `take.rate${number}`>, () => void>),
};

function withMeant(run: (take: Take) => void): () => void {
  return () => {
    const take = meantTake(editor.get());
    if (take) run(take);
  };
}

function passOf(passId: string): Pass | undefined {
  return editor.get().view?.project.passes.find(({ id }) => id === passId);
}
