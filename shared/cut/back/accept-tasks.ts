/** Owns taking several wishes into a plan in an order that lets as many as possible come true: whoever makes room goes first. */
import { applyEdit } from "../../edits/apply-edit.ts";
import type { Edit } from "../../edits/edit.ts";
import type { Project, Shot } from "../../project/model.ts";

/** What came of trying a wish on a plan. `edit` is null when nothing would change; `clean` when it comes true exactly. */
export interface Attempt {
  readonly edit: Edit | null;
  readonly project: Project;
  readonly clean: boolean;
  readonly sentence: string;
}

/** `taken` is called once, when the wish has come true as far as it does. */
export interface Task {
  readonly lineId: string;
  readonly attempt: (project: Project) => Attempt;
  readonly taken?: () => void;
}

/** The plan as it becomes, the edits that lead there in order, and a sentence for each line. */
export interface Progress {
  project: Project;
  readonly edits: Edit[];
  readonly sentences: Map<string, string>;
  /** Lines by which the plan changed, or that had come true already; and those of them that came true exactly. */
  readonly applied: Set<string>;
  readonly exact: Set<string>;
}

/**
 * Tries `tasks` until none comes true exactly any more, and gives those that are left. With `force` the first that changes
 * anything is then taken as far as it goes, and the others tried again; what is left in the end was refused.
 */
export function settle(progress: Progress, tasks: readonly Task[], force: boolean): Task[] {
  let pending = [...tasks];
  for (;;) {
    const left = pending.filter((task) => {
      const attempt = task.attempt(progress.project);
      if (attempt.clean) take(progress, task, attempt);
      return !attempt.clean;
    });
    const stuck = left.length === pending.length;
    pending = left;
    if (!stuck) continue;
    if (!force || pending.length === 0) return pending;
    const next = pending.find((task) => task.attempt(progress.project).edit !== null);
    if (!next) {
      for (const task of pending) progress.sentences.set(task.lineId, task.attempt(progress.project).sentence);
      return pending;
    }
    take(progress, next, next.attempt(progress.project));
    pending = pending.filter((task) => task !== next);
  }
}

function take(progress: Progress, task: Task, { edit, project, clean, sentence }: Attempt): void {
  if (edit) progress.edits.push(edit);
  progress.project = project;
  progress.sentences.set(task.lineId, sentence);
  progress.applied.add(task.lineId);
  if (clean) progress.exact.add(task.lineId);
  task.taken?.();
}

/** Applies an edit of one shot and tells which other shots became another length by it; a refusal is a string. */
export function tryEdit(
  project: Project,
  edit: Edit,
  shotId: string,
): string | { readonly project: Project; readonly stoppedBy: string | null; readonly others: readonly Shot[] } {
  const result = applyEdit(project, edit);
  if (!result.ok) return result.refusal.message;
  const kept = new Set(project.passes);
  const before = new Map(project.passes.flatMap(({ shots }) => shots).map((shot) => [shot.id, shot.durationMs]));
  const others = result.project.passes
    .filter((pass) => !kept.has(pass))
    .flatMap(({ shots }) => shots)
    .filter(({ id, durationMs }) => id !== shotId && before.has(id) && before.get(id) !== durationMs);
  return { project: result.project, stoppedBy: result.stoppedBy?.message ?? null, others };
}
