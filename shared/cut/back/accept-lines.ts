/** Owns what an editor's changes mean for the plan: which of them it can take, and the edits that take those which the user accepts. */
import { formatSeconds } from "../../budget/wall.ts";
import type { Edit } from "../../edits/edit.ts";
import { findShot } from "../../edits/shot-edits.ts";
import type { Project } from "../../project/model.ts";
import type { Rate } from "../../time/rate.ts";
import { ListOrder, type Move, moveTask, moveWholePasses } from "./accept-moves.ts";
import { type Attempt, type Progress, settle, type Task, tryEdit } from "./accept-tasks.ts";
import { type CutChange, diffCut } from "./diff.ts";
import { describeFrameTrim } from "./frame-trim.ts";
import { beginsAsBefore, createJudge, type Judgement, type Trim, wishOf } from "./judge-change.ts";
import { type ComparedClip, type ComparedCut, matchClips } from "./match-clips.ts";
import type { ReadCut } from "./read-cut.ts";
import { seenClips } from "./seen-clips.ts";

/** One change as it is offered. `id` says kind and clip, such as `trimmed:SC010_SH0020`. `shotId` is null for a film that is none of the plan's. */
export interface CutLine extends Judgement {
  readonly id: string;
  readonly kind: CutChange["kind"];
  readonly shotId: string | null;
  readonly sentence: string;
}

/** An edit list that came back, beside the cut that it is compared with. */
export interface ReturnedCut {
  readonly cut: ComparedCut;
  readonly read: ReadCut;
  readonly changes: readonly { readonly id: string; readonly change: CutChange }[];
}

/**
 * What accepting came to: edits to be applied in this order, and a sentence for every line, again in `partly` for those that
 * the plan could not take as they are. `applied` counts lines.
 */
export interface Acceptance {
  readonly edits: readonly Edit[];
  readonly sentences: readonly string[];
  readonly partly: readonly string[];
  readonly applied: number;
}

/** Longer edits than a day's are refused as broken. */
const deltaMaxMs = 86_400_000;

/** Throws `input.invalid` when the frame rates differ. */
export function compareCut(cut: ComparedCut, list: ReadCut): ReturnedCut {
  const read = seenClips(cut.clips, list);
  const counts = new Map<string, number>();
  const changes = diffCut(cut, read).map((change) => {
    const count = (counts.get(change.kind) ?? 0) + 1;
    counts.set(change.kind, count);
    const named = change.kind !== "new" && change.kind !== "unknown";
    return { id: `${change.kind}:${named ? change.clip.name : count}`, change };
  });
  return { cut, read, changes };
}

/** The changes as lines to accept, for the plan as it stands; in the order of the programme. */
export function listLines(project: Project, returned: ReturnedCut): CutLine[] {
  const judge = createJudge(project, returned, listOrder(returned));
  return returned.changes.map(({ id, change }) => {
    const shotId = change.kind === "unknown" ? null : change.clip.shot.id;
    return { id, kind: change.kind, shotId, sentence: change.sentence, ...judge(change) };
  });
}

/** Works out how the accepted lines change the plan. Lines that cannot be accepted are told so. */
export function acceptLines(project: Project, returned: ReturnedCut, lineIds: ReadonlySet<string>): Acceptance {
  const progress: Progress = { project, edits: [], sentences: new Map(), applied: new Set(), exact: new Set() };
  const lines = listLines(project, returned).filter(({ id }) => lineIds.has(id));
  const acceptable = new Set(lines.filter(({ canAccept }) => canAccept).map(({ id }) => id));
  const accepted = returned.changes.filter(({ id }) => acceptable.has(id));
  const names = new Map(returned.cut.clips.map(({ shot, name }) => [shot.id, name]));
  const nameOf = (shotId: string) => names.get(shotId) ?? "A shot";

  const order = new ListOrder(project, listOrder(returned));
  const removals = accepted.flatMap(({ id, change }) =>
    change.kind === "removed" ? [removalOf(project, id, change.clip)] : [],
  );
  const tasks = [
    ...removeWholePasses(progress, removals).map((removal) => removalTask(removal, nameOf)),
    ...accepted.flatMap(({ id, change }) =>
      change.kind === "trimmed" ? [trimTask(project, id, change, returned.cut.rate)] : [],
    ),
  ];
  // Lengths concern their own pass alone, and a pass has few shots.
  const groups = project.passes.map(({ id }) => tasks.filter(({ passId }) => passId === id));
  const later = groups.map((group) => settle(progress, group, false));
  const moves = accepted.flatMap(({ id, change }): Move[] =>
    change.kind === "moved" ? [{ lineId: id, shotId: change.clip.shot.id, name: change.clip.name }] : [],
  );
  const single = moveWholePasses(progress, order, moves).map((move) => moveTask(order, move, nameOf));
  const refused = settle(progress, single, true);
  for (const group of later) settle(progress, group, true);
  // Room may have come only now.
  settle(progress, refused, true);

  const tell = ({ id, sentence, note }: CutLine) => progress.sentences.get(id) ?? `${sentence} ${note}`;
  const partly = lines.filter(({ id }) => !progress.exact.has(id)).map(tell);
  return { edits: progress.edits, sentences: lines.map(tell), partly, applied: progress.applied.size };
}

/** Shots in the order in which the list shows them, each once. */
function listOrder({ cut, read }: ReturnedCut): string[] {
  const { pairs } = matchClips(cut, read);
  return read.clips.flatMap((each) => pairs.get(each)?.shot.id ?? []);
}

/** `planned` is the plan before anything is accepted. */
function trimTask(planned: Project, lineId: string, change: Trim, rate: Rate): Task & { readonly passId: string } {
  const { shot, name } = change.clip;
  const attempt = (project: Project): Attempt => {
    const { plannedMs, wantedMs, reason, trim } = wishOf(project, change, rate);
    if (trim !== undefined) {
      const edit = { type: "shot.describe", shotId: shot.id, fields: { trim } } as const;
      const tried = tryEdit(project, edit, shot.id);
      if (typeof tried === "string") return { edit: null, project, clean: false, sentence: tried };
      return { edit, project: tried.project, clean: true, sentence: `${name} ${describeFrameTrim(trim, plannedMs)}` };
    }
    const deltaMs = Math.max(-deltaMaxMs, Math.min(deltaMaxMs, wantedMs - plannedMs));
    const edit = { type: "shot.resize", shotId: shot.id, edge: "end", deltaMs, mode: "ripple" } as const;
    const tried = tryEdit(project, edit, shot.id);
    const keeps = `${name} stays at ${formatSeconds(plannedMs)}.`;
    if (typeof tried === "string") return { edit: null, project, clean: false, sentence: `${keeps} ${tried}` };
    const becameMs = findShot(tried.project, shot.id)?.shot.durationMs ?? plannedMs;
    const stop = tried.stoppedBy === null ? "" : ` ${tried.stoppedBy}`;
    if (becameMs === plannedMs) return { edit: null, project, clean: stop === "", sentence: `${keeps}${stop}` };
    const begins = change.headFrames === 0 ? "" : ` ${beginsAsBefore}`;
    const sentence = `${name} goes from ${formatSeconds(plannedMs)} to ${formatSeconds(becameMs)}${reason}.${begins}${stop}`;
    return { edit, project: tried.project, clean: stop === "", sentence };
  };
  return { lineId, attempt, passId: findShot(planned, shot.id)?.pass.id ?? "" };
}

interface Removal {
  readonly lineId: string;
  readonly shotId: string;
  readonly name: string;
  readonly passId: string;
}

function removalOf(planned: Project, lineId: string, { shot, name }: ComparedClip): Removal {
  return { lineId, shotId: shot.id, name, passId: findShot(planned, shot.id)?.pass.id ?? "" };
}

/** Removes the passes of which every shot goes, as one edit each; gives the removals that are left. */
function removeWholePasses(progress: Progress, removals: readonly Removal[]): Removal[] {
  const byShot = new Map(removals.map((removal) => [removal.shotId, removal]));
  const done = new Set<Removal>();
  for (const pass of progress.project.passes) {
    const own = pass.shots.flatMap(({ id }) => byShot.get(id) ?? []);
    if (own.length < pass.shots.length || own.length === 0) continue;
    const edit = { type: "pass.remove", passId: pass.id } as const;
    const tried = tryEdit(progress.project, edit, "");
    if (typeof tried === "string") continue;
    progress.project = tried.project;
    progress.edits.push(edit);
    for (const removal of own) {
      done.add(removal);
      progress.applied.add(removal.lineId);
      progress.exact.add(removal.lineId);
      progress.sentences.set(removal.lineId, `${removal.name} was removed with its whole pass.`);
    }
  }
  return removals.filter((removal) => !done.has(removal));
}

function removalTask({ lineId, shotId, name, passId }: Removal, nameOf: (shotId: string) => string) {
  const attempt = (project: Project): Attempt => {
    const edit = { type: "shot.remove", shotId } as const;
    const tried = tryEdit(project, edit, shotId);
    if (typeof tried === "string")
      return { edit: null, project, clean: false, sentence: `${name} was not removed. ${tried}` };
    const longer = tried.others.map(
      (shot) => ` ${nameOf(shot.id)} was lengthened to keep its pass at the model's minimum.`,
    );
    const sentence = `${name} was removed.${longer.join("")}`;
    return { edit, project: tried.project, clean: longer.length === 0, sentence };
  };
  return { lineId, attempt, passId };
}
