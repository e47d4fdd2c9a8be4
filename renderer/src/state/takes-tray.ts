/** Owns what the tray of takes shows, which of its cards the keys mean, and the take that is tried for a shot before it is chosen. */
import { useSyncExternalStore } from "react";
import { type CutShot, cutPlaceAt } from "../../../shared/cut/out/programme.ts";
import { showsShot } from "../../../shared/cut/out/take-film.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import type { EditorState } from "./editor-state.ts";
import { createRememberedStore } from "./remembered-store.ts";
import { cutOf, shownProject } from "./selectors.ts";
import { createStore } from "./store.ts";
import { editor } from "./use-editor.ts";

/** All takes of a pass, or those of them that show one shot. */
export type TrayScope = "shot" | "pass";

export interface TrayOptions {
  /** Null until the user has said it: then it is open as soon as there is a take. */
  readonly open: boolean | null;
  readonly scope: TrayScope;
}

export const trayOptions = createRememberedStore<TrayOptions>("shotline.takes", { open: null, scope: "shot" });

/** A card is known by its take's id, or as `animatic`. */
interface TraySpot {
  readonly card: string | null;
  /** The take whose rejection is being written. */
  readonly rejecting: string | null;
  /** What is tried: `preview` is the plan with that choice, shown instead of the saved one. */
  readonly tried: { readonly shotId: string; readonly card: string; readonly preview: Project } | null;
}

export const traySpot = createStore<TraySpot>({ card: null, rejecting: null, tried: null });

export function useTrayOptions(): TrayOptions {
  return useSyncExternalStore(trayOptions.subscribe, trayOptions.get);
}

export function useTraySpot(): TraySpot {
  return useSyncExternalStore(traySpot.subscribe, traySpot.get);
}

/** What is tried, as long as it is what the window shows: an edit or a drag ends it. */
export function triedOf({ preview }: Pick<EditorState, "preview">): TraySpot["tried"] {
  const { tried } = traySpot.get();
  return tried !== null && tried.preview === preview ? tried : null;
}

/** Whether the keys that try takes are those of the whole window: while a shot repeats, and until what is tried is kept or not. */
export function triesTakes(state: EditorState): boolean {
  return triedOf(state) !== null || (state.playing && state.loop === "shot");
}

/** Whether the tray is open in a project with these takes. */
export function isTrayOpen({ open }: TrayOptions, takes: readonly Take[]): boolean {
  return open ?? takes.some(({ profile, binnedAt }) => profile !== "animatic" && binnedAt === null);
}

export interface TrayContent {
  readonly pass: Pass;
  /** The shot that is chosen for; null for a pass as a whole. */
  readonly shot: Shot | null;
  /** The oldest first. */
  readonly takes: readonly Take[];
}

const noTakes: readonly Take[] = [];

/** What the tray shows: of the shot under the playhead, or of the selected pass. Null without passes. */
export function trayContent(state: EditorState, scope: TrayScope): TrayContent | null {
  const takes = state.view?.takes ?? noTakes;
  if (scope === "shot") {
    const place = placeAtPlayhead(state);
    return place && { pass: place.pass, shot: place.shot, takes: takesInUse(takes, place.pass, place.shot) };
  }
  const passes = shownProject(state)?.passes ?? [];
  const pass = passes.find(({ id }) => id === state.selection.passId) ?? placeAtPlayhead(state)?.pass;
  return pass ? { pass, shot: null, takes: takesInUse(takes, pass, null) } : null;
}

/** What the cut shows at the playhead. */
export function placeAtPlayhead(state: EditorState): CutShot | null {
  return cutPlaceAt(cutOf(state), state.playheadFrame)?.cutShot ?? null;
}

/** The takes that show a shot, or with null those of the pass. Drawn takes are one choice for a shot, its animatic, and takes like others for a pass. */
export function takesInUse(takes: readonly Take[], pass: Pass, shot: Shot | null): Take[] {
  return takes.filter((take) => {
    if (take.binnedAt !== null) return false;
    return shot ? take.profile !== "animatic" && showsShot(take, pass, shot) : take.passId === pass.id;
  });
}

/** The take that the keys mean: the card that has the focus, else what the playhead shows; null for an animatic and for none. */
export function meantTake(state: EditorState): Take | null {
  const { card } = traySpot.get();
  const takes = state.view?.takes ?? noTakes;
  return (card === null ? null : takes.find(({ id }) => id === card)) ?? placeAtPlayhead(state)?.take ?? null;
}

/** Opens the tray on a pass or, without one, as it was. */
export function showTray(scope?: TrayScope): void {
  trayOptions.set({ open: true, ...(scope === undefined ? {} : { scope }) });
}

export function toggleTray(): void {
  const open = isTrayOpen(trayOptions.get(), editor.get().view?.takes ?? noTakes);
  trayOptions.set({ open: !open });
  if (open) traySpot.set({ card: null, rejecting: null });
}
