/** Owns what the editor window knows: the plan as saved and as shown, the selection, the playhead, and how saving stands. */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";

export interface Selection {
  readonly passId: string | null;
  readonly shotId: string | null;
}

/** `failed` keeps the unsent edits until the user retries; nothing is called saved before the core said so. */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | ({ readonly kind: "failed" } & ErrorData);

/** What the timeline shows: one pass from its start to its limit, or all passes in a row. A new object shows it whole again. */
export interface TimelineView {
  readonly shows: "pass" | "programme";
}

/** What lies above the timeline: the viewer with the takes, the list of shots, the board of their pictures, the script beside them, or the floor plan beside the viewer. */
export const workspaces = ["edit", "list", "board", "script", "block"] as const;
export type Workspace = (typeof workspaces)[number];

/** What the player repeats; `programme`: what lies between the marks, without marks all of the cut. */
export type LoopMode = "none" | "shot" | "pass" | "programme";

/** Where the user marked in and out, in frames of the cut; out is the first frame after. */
export interface Marks {
  readonly inFrame: number | null;
  readonly outFrame: number | null;
}

/** A folder that did not open as it was left, and why. */
export interface Unopened {
  readonly folder: string;
  readonly fault: ErrorData;
}

export interface EditorState {
  /** Shown in place of home until the user has chosen what to open of it. */
  readonly unopened: Unopened | null;
  readonly projectId: string | null;
  /** The project with every edit made in this window applied; `revision` is the last one that the core confirmed. */
  readonly view: ProjectView | null;
  /** The plan while a drag is under way; wins over `view.project` for everything shown. */
  readonly preview: Project | null;
  /** What stopped the last edit or stops the drag under way. */
  readonly wall: Wall | null;
  readonly selection: Selection;
  readonly timelineView: TimelineView;
  readonly workspace: Workspace;
  /** Frame of the cut, from 0. */
  readonly playheadFrame: number;
  readonly playing: boolean;
  /** Multiple of real time while playing; negative plays backwards. */
  readonly speed: number;
  readonly loop: LoopMode;
  readonly marks: Marks;
  readonly save: SaveState;
  readonly reachable: boolean;
  readonly operations: readonly Operation[];
  /** Grows whenever the list of recent projects may have changed. */
  readonly projectsVersion: number;
}

export const initialState: EditorState = {
  unopened: null,
  projectId: null,
  view: null,
  preview: null,
  wall: null,
  selection: { passId: null, shotId: null },
  timelineView: { shows: "pass" },
  workspace: "edit",
  playheadFrame: 0,
  playing: false,
  speed: 1,
  loop: "none",
  marks: { inFrame: null, outFrame: null },
  save: { kind: "saved" },
  reachable: true,
  operations: [],
  projectsVersion: 0,
};
