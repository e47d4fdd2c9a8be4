/** A process for the damage drill: breaks a project as each case says, opens it as the window would, and says what came of it. Arguments: home, templates. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Core, LogLine } from "../../electron/core/core.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import type { Findings, Losses, RecoveryChoice } from "../../shared/rpc/recovery-contract.ts";
import { answerCases } from "./cases.ts";
import { type Damage, doDamage } from "./damage-kinds.ts";
import { restoreTemplate, shotsOf, type Truth } from "./damage-projects.ts";
import { openDrillCore, planDigest } from "./drill-core.ts";

export interface DamageCase {
  readonly seed: number;
  readonly template: "closed" | "killed";
  readonly damages: readonly Damage[];
  /** Opened on a computer that never saw the project. */
  readonly isElsewhere: boolean;
}

export interface DamageResult {
  readonly outcome:
    | "untouched"
    | "whole"
    | "older in silence"
    | "changed in silence"
    | "chosen whole"
    | "chosen older"
    | "repaired with counted losses"
    | "repaired with uncounted losses"
    | "refused"
    | "internal"
    | "broken afterwards";
  readonly detail: string;
  /** How many of the plan's texts are still in the bytes of the database and its log. */
  readonly textsLeft: number;
  readonly texts: number;
  /** Whether a damaged media file was named by `verify`; null where none was damaged. */
  readonly mediaNoticed: boolean | null;
}

const [home = "", templates = ""] = process.argv.slice(2);
const spares = join(templates, "spares");

await answerCases<DamageCase, DamageResult>(async (given) => {
  const truth = JSON.parse(readFileSync(join(templates, `${given.template}.json`), "utf8")) as Truth;
  restoreTemplate(join(templates, given.template), home);
  if (given.isElsewhere) rmSync(join(home, "data"), { recursive: true, force: true });
  const folder = join(home, truth.folder);
  const touched = given.damages.map((damage) => doDamage(folder, spares, damage));
  const bytes = ["project.db", "project.db-wal"].map((name) => join(folder, name)).filter((path) => existsSync(path));
  const raw = Buffer.concat(bytes.map((path) => readFileSync(path)));
  const counted = { textsLeft: truth.texts.filter((text) => raw.includes(text)).length, texts: truth.texts.length };
  if (!touched.includes(true)) return { ...counted, outcome: "untouched", detail: "", mediaNoticed: null };
  const errors: string[] = [];
  const log = ({ level, error }: LogLine) => level === "error" && errors.push(String((error as Error)?.stack ?? error));
  const core = openDrillCore(home, { log: (line) => void log(line) });
  try {
    const came = await openAsUser(core, folder, truth);
    if (came.projectId === null) {
      const detail = came.outcome === "internal" ? `${came.detail} ${errors.join(" ")}` : came.detail;
      return { ...counted, outcome: came.outcome, detail, mediaNoticed: null };
    }
    const hasMedia = given.damages.some(({ file }, index) => touched[index] && /^an? /.test(file));
    const noticed = hasMedia ? await isMediaNoticed(core, came.projectId) : null;
    const fault = await faultAfterwards(core, came.projectId);
    const { projectId: _, ...said } = came;
    const outcome = fault === null ? said.outcome : "broken afterwards";
    return { ...counted, outcome, detail: [said.detail, fault].filter(Boolean).join("; "), mediaNoticed: noticed };
  } finally {
    await core.close();
  }
});

type Opened = Pick<DamageResult, "outcome" | "detail"> & { readonly projectId: string | null };

async function openAsUser(core: Core, folder: string, truth: Truth): Promise<Opened> {
  const first = await tried(core, () => core.call("projects.open", { folder }));
  if ("value" in first) {
    const { projectId } = first.value;
    const standing = await tried(core, () => standingOf(core, projectId));
    if ("error" in standing) return refusedAs(standing.error, "project.get");
    const { digest, revision } = standing.value;
    if (digest === truth.digest && revision === truth.revision) return { outcome: "whole", detail: "", projectId };
    const isOlder = (truth.states[digest] ?? Number.POSITIVE_INFINITY) < truth.revision || revision < truth.revision;
    const outcome = isOlder ? "older in silence" : "changed in silence";
    return { outcome, detail: `revision ${revision} instead of ${truth.revision}`, projectId };
  }
  if (first.error.code === "internal") return refusedAs(first.error, "projects.open");
  const looked = await tried(core, () => core.call("recovery.inspect", { folder }));
  if ("error" in looked) return refusedAs(looked.error, `${first.error.code}, then recovery.inspect`);
  const choice = bestChoice(looked.value);
  if (choice === null) return refusedAs(first.error, "nothing was offered");
  const chosen = await tried(core, () => core.call("recovery.open", { folder, choice }));
  if ("error" in chosen) return refusedAs(chosen.error, `recovery.open ${choice.kind}`);
  return judgeChosen(core, chosen.value, choice, truth, first.error.code);
}

async function judgeChosen(
  core: Core,
  { projectId, lost }: { projectId: string; lost: Losses | null },
  choice: RecoveryChoice,
  truth: Truth,
  code: string,
): Promise<Opened> {
  const standing = await tried(core, () => standingOf(core, projectId));
  if ("error" in standing) return refusedAs(standing.error, `project.get after ${choice.kind}`);
  const { digest, shots } = standing.value;
  const detail = `${code}, ${choice.kind}`;
  if (digest === truth.digest) return { outcome: "chosen whole", detail, projectId };
  if (truth.states[digest] !== undefined) return { outcome: "chosen older", detail, projectId };
  const differing = Object.entries(truth.shots).filter(([id, shot]) => shots[id] !== shot).length;
  const counted = lost === null ? 0 : lost.passes + lost.shots + lost.older + lost.elements;
  const said = `${detail}: ${differing} of ${Object.keys(truth.shots).length} shots differ, counted ${JSON.stringify(lost)}`;
  const isCounted = counted > 0 && (differing <= (lost?.shots ?? 0) + (lost?.older ?? 0) || (lost?.passes ?? 0) > 0);
  return {
    outcome: isCounted ? "repaired with counted losses" : "repaired with uncounted losses",
    detail: said,
    projectId,
  };
}

/** What a user takes who reads only what is offered: the newest, and of two as new the one that lost less. */
function bestChoice({ asItIs, backups, salvage }: Findings): RecoveryChoice | null {
  const offers = [
    ...(asItIs ? [{ choice: { kind: "asItIs" } as const, revision: asItIs.revision, lost: 0 }] : []),
    ...backups.map(({ id, revision }) => ({ choice: { kind: "backup", backup: id } as const, revision, lost: 0 })),
    ...(salvage ? [{ choice: { kind: "salvage" } as const, revision: salvage.revision, lost: sum(salvage.lost) }] : []),
  ];
  const [best] = offers.sort((one, other) => other.revision - one.revision || one.lost - other.lost);
  return best?.choice ?? null;
}

function sum(lost: Losses): number {
  return Object.values(lost).reduce((total, each) => total + each, 0);
}

async function standingOf(core: Core, projectId: string) {
  const { project, revision } = await core.call("project.get", { projectId });
  return { digest: planDigest(project), revision, shots: shotsOf(project) };
}

/** What is opened can be edited, and is the same when it is opened again; null when that is so. */
async function faultAfterwards(core: Core, projectId: string): Promise<string | null> {
  const done = await tried(core, async () => {
    const { revision, project, folder } = await core.call("project.get", { projectId });
    const edit = { type: "project.describe", fields: { name: "After it all" } } as const;
    const answer = await core.call("edits.apply", { projectId, baseRevision: revision, edit });
    const { database } = await core.call("project.verify", { projectId });
    return { folder, database, revision: answer.revision, passes: project.passes.length };
  });
  if ("error" in done) return `an edit failed: ${done.error.code} ${done.error.message}`;
  return done.value.database === "ok" ? null : `verify: ${done.value.database}`;
}

async function isMediaNoticed(core: Core, projectId: string): Promise<boolean> {
  const { problems } = await core.call("project.verify", { projectId });
  return problems.some(({ code }) => code.startsWith("media."));
}

async function tried<Value>(core: Core, act: () => Promise<Value>): Promise<{ value: Value } | { error: ErrorData }> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error: core.errorData(error) };
  }
}

function refusedAs(error: ErrorData, where: string): Opened {
  const outcome = error.code === "internal" ? "internal" : "refused";
  return { outcome, detail: `${where}: ${error.code}: ${error.message}`, projectId: null };
}
