/** Owns what the commands do, whoever asks: menu, keyboard or a button. */
import type { ResizeMode } from "../../../shared/budget/resize.ts";
import type { ErrorCode } from "../../../shared/errors/app-error.ts";
import { limitsOf, newPassProfileId, profileOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { TemplateId } from "../../../shared/project/templates.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";
import { rateOf, timebaseOf } from "../../../shared/time/rate.ts";
import { describeError } from "../api/client.ts";
import { choosePlan, chooseProject } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { toggleJobs } from "../dialogs/jobs-panel.ts";
import { offerTour, startTour } from "../dialogs/tour.ts";
import { askForShots } from "../state/asked-shots.ts";
import { type Workspace, workspaces } from "../state/editor-state.ts";
import { stepGhosts } from "../state/ghosts.ts";
import { makeId } from "../state/make-id.ts";
import { findPlaced, placedAt, planPlayhead, rangeInCut, shownProject } from "../state/selectors.ts";
import { stagedShotId } from "../state/staged-shot.ts";
import { sendTimelineCommand } from "../state/timeline-commands.ts";
import { editor } from "../state/use-editor.ts";
import { blockingCommands } from "./blocking-commands.ts";
import { giveMove, openCameraPalette } from "./camera-moves.ts";
import { compareEditedCut } from "./compare-edited-cut.ts";
import { importComments } from "./import-comments.ts";
import type { Command } from "./keymap.ts";
import { nudgeEnd, nudgePlace } from "./nudges.ts";
import { isArchive, openArchive } from "./open-archive.ts";
import { playbackCommands } from "./playback-commands.ts";
import { continueFromShot, retakeShot } from "./remake.ts";
import { stopTrying, takeCommands } from "./take-commands.ts";
import { resetTrim, slipInCut, trimInCut } from "./trims.ts";

/** Runs a command; those that need a project do nothing without one. */
export function runCommand(command: Command): void {
  if (command === "project.new") openDialog({ kind: "newProject" });
  else if (command === "project.open") void openProject();
  else if (command === "project.openPlan") void openPlan();
  else if (command === "archive.open") void openArchive();
  else if (command === "shortcuts") openDialog({ kind: "shortcuts" });
  else if (command === "help") openDialog({ kind: "help" });
  else if (command === "tour") void takeTour();
  else if (command === "palette") openDialog({ kind: "commands" });
  else if (command === "models") openDialog({ kind: "models" });
  else if (command === "settings") openDialog({ kind: "settings", page: "services" });
  else {
    const project = shownProject(editor.get());
    if (project) projectCommands[command](project);
  }
}

type ProjectCommand = Exclude<
  Command,
  | "project.new"
  | "project.open"
  | "project.openPlan"
  | "archive.open"
  | "shortcuts"
  | "help"
  | "tour"
  | "palette"
  | "models"
  | "settings"
>;

const projectCommands: Readonly<Record<ProjectCommand, (project: Project) => void>> = {
  "project.close": () => editor.closeProject(),
  "project.backups": () => openDialog({ kind: "backups" }),
  "project.archive": () => openDialog({ kind: "archive" }),
  export: () => openDialog({ kind: "export" }),
  "lists.import": () => openDialog({ kind: "import" }),
  "comments.import": () => void importComments(),
  "cut.compare": () => void compareEditedCut(),
  generate: (project) => {
    const pass = currentPass(project);
    if (pass) generatePass(pass);
  },
  "shot.retake": (project) => {
    const { shotId } = editor.get().selection;
    if (shotId) retakeShot(project, shotId);
  },
  "shot.continue": (project) => {
    const { shotId } = editor.get().selection;
    if (shotId) void continueFromShot(project, shotId);
  },
  frames: openFrames,
  "frames.fromBlocking": openFramesFromBlocking,
  jobs: () => toggleJobs(),
  undo: () => {
    stopTrying();
    void editor.undo();
  },
  redo: () => {
    stopTrying();
    void editor.redo();
  },
  "shot.add": addShot,
  "shot.split": splitAtPlayhead,
  "shot.merge": () => {
    const { shotId } = editor.get().selection;
    if (shotId) void editor.apply({ type: "shot.merge", shotId });
  },
  "shot.remove": removeShot,
  "shot.draw": drawOnShot,
  "ghosts.step": stepGhosts,
  "shot.trimStart": (project) => trimInCut("start") || trimToPlayhead(project, "start"),
  "shot.trimEnd": (project) => trimInCut("end") || trimToPlayhead(project, "end"),
  "shot.resetTrim": resetTrim,
  "shot.longer": (project) => nudge(project, 1, "ripple"),
  "shot.shorter": (project) => nudge(project, -1, "ripple"),
  "shot.rollLonger": (project) => nudge(project, 1, "roll"),
  "shot.rollShorter": (project) => nudge(project, -1, "roll"),
  "shot.squeezeLonger": (project) => nudge(project, 1, "squeeze"),
  "shot.squeezeShorter": (project) => nudge(project, -1, "squeeze"),
  "shot.moveOn": (project) => slipInCut(1) || nudgeAlong(project, 1),
  "shot.moveBack": (project) => slipInCut(-1) || nudgeAlong(project, -1),
  "shot.slipOn": () => slipInCut(10),
  "shot.slipBack": () => slipInCut(-10),
  "pass.add": addPass,
  "camera.palette": openCameraPalette,
  ...playbackCommands,
  ...(Object.fromEntries(
    cameraMoves.map((move) => [`camera.${move}`, (project: Project) => giveMove(project, move)]),
  ) as Record<`camera.${CameraMove}`, (project: Project) => void>),
  ...takeCommands,
  ...blockingCommands,
  "zoom.in": () => sendTimelineCommand("zoom.in"),
  "zoom.out": () => sendTimelineCommand("zoom.out"),
  ...(Object.fromEntries(
    workspaces.map((workspace) => [`workspace.${workspace}`, () => editor.showWorkspace(workspace)]),
  ) as Record<`workspace.${Workspace}`, () => void>),
  search: () => openDialog({ kind: "search" }),
  "list.print": () => openDialog({ kind: "printList" }),
  "elements.library": () => openDialog({ kind: "library" }),
  "timeline.toggle": () => editor.showTimeline(editor.get().timelineView.shows === "pass" ? "programme" : "pass"),
};

/** The dialog that makes a take of the pass: drawn here for the animatic, by a service otherwise. */
export function generatePass(pass: Pick<Pass, "id" | "profile" | "shots">): void {
  const local = profileOf(pass.profile)?.provider === "animatic";
  if (!local) askForShots(pass);
  openDialog({ kind: local ? "render" : "generate", passId: pass.id });
}

/** The candidates for the selected shot's own frame, or without one for the start frame of its pass. */
function openFrames(project: Project): void {
  const { shotId } = editor.get().selection;
  const pass = currentPass(project);
  if (shotId !== null) openDialog({ kind: "stills", place: { kind: "shot", shotId } });
  else if (pass) openDialog({ kind: "stills", place: { kind: "startFrame", passId: pass.id } });
}

/** The same to be made from blocking, for the shot whose stage is shown; elsewhere for the selected one, else the one at the playhead. */
function openFramesFromBlocking(): void {
  const state = editor.get();
  const shotId = (state.workspace === "block" ? null : state.selection.shotId) ?? stagedShotId(state);
  if (shotId !== null) openDialog({ kind: "stills", place: { kind: "shot", shotId }, fromBlocking: true });
}

/** Opens what the user picks; failures become notices. */
async function openProject(): Promise<void> {
  const folder = await chooseProject();
  if (folder !== null) await openFolder(folder);
}

/** Opens the project, or offers to open an archive of one, or shows what can be opened of it; other failures become notices. */
export async function openFolder(folder: string): Promise<void> {
  if (isArchive(folder)) return openDialog({ kind: "openArchive", file: folder });
  try {
    const { projectId } = await editor.client.call("projects.open", { folder });
    await editor.openProject(projectId);
  } catch (error) {
    const fault = describeError(error);
    if (await isRecoverable(folder, fault.code)) editor.showUnopened({ folder, fault });
    else editor.report(error);
  }
}

/** A folder without a database is a project's where anything of one is left in it. */
async function isRecoverable(folder: string, code: ErrorCode): Promise<boolean> {
  if (code === "project.damaged" || code === "project.older") return true;
  if (code !== "project.missing") return false;
  const findings = await editor.client.call("recovery.inspect", { folder }).catch(() => null);
  return findings !== null && (findings.backups.length > 0 || findings.salvage !== null);
}

async function openPlan(): Promise<void> {
  const planFile = await choosePlan();
  if (planFile !== null) await opening(() => editor.client.call("projects.createFromPlan", { planFile }));
}

export async function openSample(): Promise<void> {
  if (await createSample()) offerTour();
}

/** Shows the window of the open project part by part, or of the sample where none is open. */
async function takeTour(): Promise<void> {
  if (editor.get().view !== null || (await createSample())) startTour();
}

function createSample(): Promise<boolean> {
  return opening(() => editor.client.call("projects.createSample", {}));
}

export async function openTemplate(template: TemplateId): Promise<void> {
  await opening(() => editor.client.call("projects.createFromTemplate", { template }));
}

/** Makes or opens a project by `work` and shows it; false when that failed. */
export async function opening(work: () => Promise<{ projectId: string }>): Promise<boolean> {
  try {
    const { projectId } = await work();
    await editor.openProject(projectId);
    return true;
  } catch (error) {
    editor.report(error);
    return false;
  }
}

/** The pass that a command means: the selected one, else the one under the playhead. */
function currentPass(project: Project): Pass | null {
  const { selection, playheadFrame } = editor.get();
  return (
    project.passes.find((pass) => pass.id === selection.passId) ??
    placedAt(editor.get(), playheadFrame)?.placedPass.pass ??
    null
  );
}

/** Shows a pass on the timeline from its start to its limit. */
export function openPass(passId: string): void {
  editor.select({ passId, shotId: null });
  editor.showTimeline("pass");
}

/** Adds a shot to a pass at `index`: of `durationMs`, else as long as there is room for, three seconds at most. Its id; null when it was refused. */
export function addShotTo(pass: Pass, index: number, durationMs?: number): string | null {
  const limits = limitsOf(pass.profile);
  const leftMs = Math.floor((limits.totalMs.max - totalMs(pass)) / limits.stepMs) * limits.stepMs;
  const lengthMs = durationMs ?? Math.max(limits.shotMs.min, Math.min(3000, leftMs));
  const shot: Shot = { id: makeId("shot"), durationMs: lengthMs };
  void editor.apply({ type: "shot.add", passId: pass.id, index, shot });
  return selectAndShow(pass.id, shot.id) ? shot.id : null;
}

/** Selects what was just added and moves the playhead there; false when the edit was refused. */
export function selectAndShow(passId: string, shotId: string): boolean {
  const range = rangeInCut(editor.get(), { passId, shotId });
  if (!range) return false;
  editor.select({ passId, shotId });
  editor.seek(range.start);
  return true;
}

function addShot(project: Project): void {
  const pass = currentPass(project);
  if (!pass) {
    addPass(project);
    return;
  }
  const selected = pass.shots.findIndex((shot) => shot.id === editor.get().selection.shotId);
  addShotTo(pass, selected === -1 ? pass.shots.length : selected + 1);
}

function addPass(project: Project): void {
  const before = currentPass(project);
  const profile = before?.profile ?? newPassProfileId();
  const limits = limitsOf(profile);
  const pass: Pass = {
    id: makeId("pass"),
    scene: before?.scene ?? "SC010",
    name: `Pass ${project.passes.length + 1}`,
    profile,
    aspectRatio: before?.aspectRatio ?? "16:9",
    resolution: before?.resolution ?? limits.resolutions[0] ?? "1080p",
    shots: [{ id: makeId("shot"), durationMs: Math.max(limits.totalMs.min, limits.shotMs.min) }],
  };
  const index = before ? project.passes.indexOf(before) + 1 : project.passes.length;
  void editor.apply({ type: "pass.add", pass, index });
  for (const shot of pass.shots) selectAndShow(pass.id, shot.id);
  editor.select({ passId: pass.id, shotId: null });
}

/** The selected shot, else the one under the playhead. */
function drawOnShot(project: Project): void {
  const state = editor.get();
  const found = findPlaced(project, state.selection) ?? placedAt(state, state.playheadFrame);
  if (!found) return;
  const { id: shotId } = found.placed.shot;
  editor.pause();
  editor.select({ passId: found.placedPass.pass.id, shotId });
  openDialog({ kind: "sketch", shotId });
}

function removeShot(project: Project): void {
  const found = findPlaced(project, editor.get().selection);
  if (!found) return;
  const { shots, pass } = found.placedPass;
  const neighbour = shots[found.placed.index + 1] ?? shots[found.placed.index - 1];
  void editor.apply({ type: "shot.remove", shotId: found.placed.shot.id });
  if (!findPlaced(shownProject(editor.get()) ?? project, { passId: pass.id, shotId: found.placed.shot.id })) {
    editor.select({ passId: pass.id, shotId: neighbour?.shot.id ?? null });
  }
}

/** Lengthens or shortens the selected shot by a step of its model. */
function nudge(project: Project, direction: 1 | -1, mode: ResizeMode): void {
  const { shotId } = editor.get().selection;
  const edit = shotId === null ? null : nudgeEnd(project, shotId, direction, mode);
  if (edit) void editor.apply(edit);
}

function nudgeAlong(project: Project, direction: 1 | -1): void {
  const { shotId } = editor.get().selection;
  const edit = shotId === null ? null : nudgePlace(project, shotId, direction);
  if (edit) void editor.apply(edit);
}

function msIntoShot(project: Project, startFrame: number): number {
  return Math.round(((planPlayhead(editor.get()) - startFrame) * 1000) / timebaseOf(rateOf(project.rate)));
}

function splitAtPlayhead(project: Project): void {
  const found = placedAt(editor.get(), editor.get().playheadFrame);
  if (!found) return;
  const { shot, startFrame } = found.placed;
  const atMs = Math.max(1, msIntoShot(project, startFrame));
  const newShotId = makeId("shot");
  void editor.apply({ type: "shot.split", shotId: shot.id, atMs, newShotId });
}

function trimToPlayhead(project: Project, edge: "start" | "end"): void {
  const { selection, playheadFrame } = editor.get();
  const found = findPlaced(project, selection) ?? placedAt(editor.get(), playheadFrame);
  if (!found) return;
  const { shot, startFrame } = found.placed;
  const intoMs = msIntoShot(project, startFrame);
  const deltaMs = edge === "start" ? intoMs : intoMs - shot.durationMs;
  void editor.apply({ type: "shot.resize", shotId: shot.id, edge, deltaMs, mode: "ripple" });
}
