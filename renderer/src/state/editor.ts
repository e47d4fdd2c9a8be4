/** Owns the editor's actions: edits shown at once and sent in order, undo and redo, and the truth fetched again when in doubt. */
import type { Wall } from "../../../shared/budget/wall.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { rememberModels } from "../../../shared/models/profiles.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import { type CoreClient, describeError } from "../api/client.ts";
import {
  type EditorState,
  initialState,
  type LoopMode,
  type Selection,
  type TimelineView,
  type Unopened,
  type Workspace,
} from "./editor-state.ts";
import { firstShownFrame, programmeFrames, shownProject } from "./selectors.ts";
import { shareView } from "./share-unchanged.ts";
import { createStore, type Store } from "./store.ts";
import { isUntouched } from "./untouched.ts";

/** How often an edit is sent while the plan is changed elsewhere each time. */
const triesMax = 3;

export interface Editor extends Pick<Store<EditorState>, "get" | "subscribe"> {
  readonly client: CoreClient;
  openProject(projectId: string): Promise<void>;
  closeProject(): void;
  /** Shows what can be opened of a folder in place of what is shown; null goes back to home. */
  showUnopened(unopened: Unopened | null): void;
  /** Shows the edit at once and sends it; resolves, when the core confirmed it, to what stopped it short or refused it. */
  apply(edit: Edit): Promise<Wall | null>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Makes the plan that of a backup, as one step; its name, `""` where the plan is the same already, null after a failure that was told. */
  restoreBackup(backup: string): Promise<string | null>;
  /** Sends again what could not be sent. */
  retrySave(): Promise<void>;
  /** Has the project from now on, where another window had it and is gone. */
  takeOver(): Promise<void>;
  setPreview(project: Project | null): void;
  showWall(wall: Wall | null): void;
  /** Selects, and moves the playhead to where the selected is first seen unless it is seen already or something plays. */
  select(selection: Partial<Selection>): void;
  /** Shows the selected pass alone, or all passes; whole, also when it was zoomed into. */
  showTimeline(shows: TimelineView["shows"]): void;
  showWorkspace(workspace: Workspace): void;
  /** Moves the playhead to a frame of the cut. */
  seek(frame: number): void;
  play(speed?: number): void;
  pause(): void;
  setLoop(loop: LoopMode): void;
  /** Marks the frame at the playhead as the first or the last one; a mark beyond the other takes that one away. */
  mark(edge: "in" | "out"): void;
  clearMarks(): void;
  addMedia(media: Media): void;
  /** The models are others: whatever was judged of the plan by them is judged anew. */
  judgeAgain(): Promise<void>;
  /** Tells the user of a failure that is nobody's edit. */
  report(error: unknown): void;
  onEvents(events: readonly AppEvent[]): void;
  onReset(): void;
  onReachable(reachable: boolean): void;
}

/** `showsSelected`: whether selecting moves the playhead. */
export function createEditor(
  client: CoreClient,
  tellProblem: (problem: ErrorData) => void,
  showsSelected: () => boolean = () => true,
): Editor {
  const store = createStore<EditorState>(initialState);
  /** Edits that are shown and not yet confirmed, oldest first. */
  let unsent: Edit[] = [];
  /** What the core last confirmed: where a refusal or a fetch goes back to. */
  let seenRevision = 0;
  let confirmed: Project | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  /** One thing at a time towards the core, so that every edit names the revision that the one before it made. */
  function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  }

  function setView(changes: Partial<ProjectView>): void {
    const { view } = store.get();
    if (view) store.set({ view: { ...view, ...changes } });
  }

  async function fetchView(): Promise<void> {
    const { projectId } = store.get();
    if (projectId === null) return;
    const fetched = await client.call("project.get", { projectId });
    if (store.get().projectId !== projectId) return;
    seenRevision = Math.max(seenRevision, fetched.revision);
    confirmed = fetched.project;
    rememberModels(fetched.takes);
    const project = unsent.reduce((current, edit) => {
      const result = applyEdit(current, edit);
      return result.ok ? result.project : current;
    }, fetched.project);
    store.set({ view: shareView(store.get().view, { ...fetched, project }) });
    keepSelection();
  }

  /** Drops the selection of what is gone, and keeps the playhead inside the cut. */
  function keepSelection(): void {
    const { selection, playheadFrame } = store.get();
    const project = shownProject(store.get());
    if (!project) return;
    const holder = project.passes.find((pass) => pass.shots.some((shot) => shot.id === selection.shotId));
    const pass = holder ?? project.passes.find((each) => each.id === selection.passId) ?? project.passes[0];
    const kept = { passId: pass?.id ?? null, shotId: holder ? selection.shotId : null };
    if (kept.passId !== selection.passId || kept.shotId !== selection.shotId) store.set({ selection: kept });
    store.set({ playheadFrame: Math.min(playheadFrame, Math.max(0, programmeFrames(store.get()) - 1)) });
  }

  function seek(frame: number): void {
    const last = Math.max(0, programmeFrames(store.get()) - 1);
    store.set({ playheadFrame: Math.min(last, Math.max(0, Math.round(frame))) });
  }

  function showSelected(): void {
    const state = store.get();
    if (state.playing || !showsSelected()) return;
    const frame = firstShownFrame(state, state.selection);
    if (frame !== null) seek(frame);
  }

  function leaveProject(unopened: Unopened | null): void {
    const { projectId } = store.get();
    // Another window may change it from now on; one that learns of it late only waits a little.
    if (projectId !== null) void client.call("projects.leave", { projectId }).catch(() => undefined);
    unsent = [];
    confirmed = null;
    const { operations, reachable, projectsVersion } = store.get();
    store.set({ ...initialState, operations, reachable, projectsVersion, unopened });
  }

  async function refetch(): Promise<void> {
    try {
      await fetchView();
    } catch (error) {
      tellProblem(describeError(error));
    }
  }

  /** Sends the oldest unsent edit; false when it stays unsent because the core cannot be reached. */
  async function sendOldest(tries = 1): Promise<boolean> {
    const { projectId, view } = store.get();
    const edit = unsent[0];
    if (projectId === null || !view || !edit) return true;
    try {
      const { revision, label } = await client.call("edits.apply", { projectId, baseRevision: view.revision, edit });
      if (store.get().projectId !== projectId) return true;
      unsent = unsent.slice(1);
      const made = confirmed && applyEdit(confirmed, edit);
      confirmed = made?.ok ? made.project : null;
      const changed = revision !== view.revision;
      const savedAt = new Date().toISOString();
      setView(changed ? { revision, savedAt, undoLabel: label, redoLabel: null } : { revision });
      if (unsent.length === 0) store.set({ save: { kind: "saved" } });
      // Something else was saved in between (another window, the command line): its part is not in what is shown. And the core alone
      // knows which takes no longer match the plan.
      const mayStale = unsent.length === 0 && view.takes.length > 0 && !edit.type.startsWith("take.");
      if (revision > view.revision + 1 || seenRevision > revision || mayStale) await refetch();
      seenRevision = Math.max(seenRevision, revision);
      return true;
    } catch (error) {
      const problem = describeError(error);
      if (problem.code === "offline") {
        store.set({ save: { kind: "failed", ...problem } });
        return false;
      }
      const wasShown = store.get().view?.project;
      const before = confirmed;
      if (problem.code === "edit.stale" && tries < triesMax && before && isUntouched(edit, before, before)) {
        await refetch();
        // What was changed elsewhere has no part in it.
        if (confirmed && confirmed !== before && isUntouched(edit, before, confirmed)) return sendOldest(tries + 1);
      }
      const lostAnswer = problem.code === "edit.stale" && unsent.length === 1;
      unsent = [];
      await refetch();
      store.set({ save: { kind: "saved" } });
      // An edit whose answer was lost is in the truth already: nothing was refused.
      if (!(lostAnswer && sameData(wasShown, store.get().view?.project))) tellProblem(problem);
      return true;
    }
  }

  /** After a failure the rest stays unsent: sending a later edit without the earlier one would save another plan. */
  async function sendNext(): Promise<void> {
    if (store.get().save.kind !== "failed") await sendOldest();
  }

  async function travel(method: "history.undo" | "history.redo"): Promise<void> {
    const isPossible = ({ undoLabel, redoLabel }: ProjectView) =>
      (method === "history.undo" ? undoLabel : redoLabel) !== null;
    await step(isPossible, (where) => client.call(method, where));
  }

  /** A step that the core makes from the state that is shown; what it did, null for nothing. */
  function step(
    isPossible: (view: ProjectView) => boolean,
    call: (where: { projectId: string; baseRevision: number }) => Promise<{ revision: number; label: string }>,
  ): Promise<string | null> {
    return inOrder(async () => {
      const { projectId, view, save } = store.get();
      if (projectId === null || !view || save.kind === "failed" || !isPossible(view)) return null;
      store.set({ save: { kind: "saving" }, wall: null });
      const made = await call({ projectId, baseRevision: view.revision }).catch((error: unknown) => {
        tellProblem(describeError(error));
        return null;
      });
      await refetch();
      if (unsent.length === 0) store.set({ save: { kind: "saved" } });
      return made && (made.revision === view.revision ? "" : made.label);
    });
  }

  async function retrySave(): Promise<void> {
    await inOrder(async () => {
      store.set({ save: { kind: unsent.length > 0 ? "saving" : "saved" } });
      while (unsent.length > 0 && (await sendOldest()));
    });
  }

  return {
    client,
    get: store.get,
    subscribe: store.subscribe,

    async openProject(projectId) {
      unsent = [];
      seenRevision = 0;
      const { operations, reachable, projectsVersion } = store.get();
      store.set({ ...initialState, operations, reachable, projectsVersion, projectId });
      await inOrder(fetchView);
    },

    closeProject: () => leaveProject(null),
    showUnopened: leaveProject,

    async apply(edit) {
      const { view } = store.get();
      if (!view) return null;
      const result = applyEdit(view.project, edit);
      if (!result.ok) {
        store.set({ preview: null, wall: result.refusal });
        return result.refusal;
      }
      store.set({ preview: null, wall: result.stoppedBy });
      if (result.project === view.project) return result.stoppedBy;
      unsent = [...unsent, edit];
      const failed = store.get().save.kind === "failed";
      store.set({ view: { ...view, project: result.project }, ...(failed ? {} : { save: { kind: "saving" } }) });
      keepSelection();
      if (failed) await retrySave();
      else await inOrder(sendNext);
      return result.stoppedBy;
    },

    undo: () => travel("history.undo"),
    redo: () => travel("history.redo"),
    restoreBackup: (backup) =>
      step(
        () => true,
        (where) => client.call("backups.restore", { ...where, backup }),
      ),

    retrySave,

    takeOver: () =>
      inOrder(async () => {
        const { projectId } = store.get();
        if (projectId === null) return;
        await client.call("projects.takeOver", { projectId }).catch((error) => tellProblem(describeError(error)));
        await refetch();
      }),

    setPreview: (project) => store.set({ preview: project }),
    showWall: (wall) => store.set({ wall }),

    select(selection) {
      const current = store.get().selection;
      const next = { ...current, ...selection };
      if (next.passId !== current.passId || next.shotId !== current.shotId) {
        store.set({ selection: next });
        if (next.shotId !== null) keepSelection();
      }
      showSelected();
    },

    showTimeline: (shows) => store.set({ timelineView: { shows } }),
    showWorkspace: (workspace) => store.set({ workspace }),

    seek,

    play: (speed = 1) => store.set({ playing: true, speed }),
    pause: () => store.set({ playing: false, speed: 1 }),
    setLoop: (loop) => store.set({ loop }),

    mark(edge) {
      const { playheadFrame, marks } = store.get();
      const { inFrame, outFrame } = marks;
      const isIn = edge === "in";
      const next = isIn ? { inFrame: playheadFrame, outFrame } : { inFrame, outFrame: playheadFrame + 1 };
      const crossed = next.inFrame !== null && next.outFrame !== null && next.inFrame >= next.outFrame;
      store.set({ marks: crossed ? { ...next, [isIn ? "outFrame" : "inFrame"]: null } : next });
    },
    clearMarks: () => store.set({ marks: initialState.marks }),

    addMedia(media) {
      const { view } = store.get();
      if (!view || view.media.some((each) => each.id === media.id)) return;
      setView({ media: [...view.media, media] });
    },

    judgeAgain: () =>
      inOrder(async () => {
        const { view } = store.get();
        if (!view) return;
        confirmed = confirmed && asNew(confirmed);
        setView({ project: asNew(view.project) });
      }),

    report: (error) => tellProblem(describeError(error)),

    onEvents(events) {
      for (const event of events) {
        const { projectId, view, operations, projectsVersion } = store.get();
        if (event.type === "projects.changed") store.set({ projectsVersion: projectsVersion + 1 });
        else if (event.type === "operation.changed") {
          const { operation } = event;
          store.set({ operations: [...operations.filter((each) => each.id !== operation.id), operation] });
        } else if (!("projectId" in event) || event.type === "jobs.changed") {
          // Fetched by those who show them.
        } else if (event.projectId === projectId) {
          if (event.type === "takes.changed" || event.type === "holder.changed") void inOrder(refetch);
          else {
            seenRevision = Math.max(seenRevision, event.revision);
            // The answer to our own edit brings its revision with it; only foreign changes need a fetch.
            if (view && event.revision > view.revision && unsent.length === 0) {
              void inOrder(async () => {
                if (seenRevision > (store.get().view?.revision ?? 0)) await refetch();
              });
            }
          }
        }
      }
    },

    onReset() {
      store.set({ projectsVersion: store.get().projectsVersion + 1 });
      void inOrder(refetch);
    },

    onReachable(reachable) {
      const back = reachable && !store.get().reachable;
      store.set({ reachable });
      if (back && store.get().save.kind === "failed") void retrySave();
    },
  };
}

/** The same plan in new objects, as what was found out of a pass or a shot is kept for as long as it is the same one. */
function asNew(project: Project): Project {
  return {
    ...project,
    passes: project.passes.map((pass) => ({ ...pass, shots: pass.shots.map((shot) => ({ ...shot })) })),
  };
}
