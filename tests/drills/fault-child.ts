/** A process for the fault drill: does the step of each case with one call of the file layer failing, then again without. Arguments: home, template. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isWorkUnderWay } from "../../electron/core/runtime/work-name.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import { answerCases } from "./cases.ts";
import { restoreTemplate } from "./damage-projects.ts";
import { openDrillCore } from "./drill-core.ts";
import { armFaults, disarmFaults, type FaultCode } from "./fault-layer.ts";
import { type Stage, type Step, steps } from "./fault-steps.ts";
import { faultsOfProjects, faultsOfWords, tried } from "./judge.ts";

export interface FaultCase {
  readonly step: string;
  /** 0: nothing fails, and the calls are counted. */
  readonly at: number;
  readonly code: FaultCode;
  /** What the step leaves when nothing fails; null where that is asked for. */
  readonly clean: readonly string[] | null;
}

export interface FaultResult {
  /** What was asked of the disk, up to its end or the fault. */
  readonly calls: readonly string[];
  /** Whether the call was reached. */
  readonly isPlanted: boolean;
  /** What the user was told; null when it went well all the same. */
  readonly said: ErrorData | null;
  /** The files that are there afterwards. */
  readonly names: readonly string[];
  /** What is not as it must be; empty when all is. */
  readonly faults: readonly string[];
}

const [home = "", template = ""] = process.argv.slice(2);
const stage = JSON.parse(readFileSync(join(template, "..", "stage.json"), "utf8")) as Stage;

await answerCases<FaultCase, FaultResult>(async ({ step: name, at, code, clean }) => {
  const step = steps[name] as Step;
  const { calls, said, core, told, kept } = await runStep(step, at, code);
  const isPlanted = at > 0 && calls.length >= at;
  const faults = said === null ? [] : faultsOfWords(said);
  faults.push(...faultsOfJson(kept));
  if (at === 0 && said !== null) faults.push(`failed by itself: ${said.code}: ${said.message}`);
  try {
    for (const notice of await core.call("notices.list", {})) faults.push(...faultsOfWords(notice));
    if (said !== null) {
      const again = await tried(() => step.act(core, stage, told));
      if (again !== null) faults.push(`the same step failed again: ${again.code}: ${again.message}`);
    }
    await core.close();
    faults.push(...(await faultsOfRest(clean)));
  } catch (error) {
    faults.push(`afterwards: ${String(error)}`);
  }
  return { calls: calls.slice(0, at === 0 ? undefined : at), isPlanted, said, names: namesIn(home), faults };
});

async function runStep(step: Step, at: number, code: FaultCode) {
  restoreTemplate(template, home);
  const core = openDrillCore(home);
  await core.call("projects.open", { folder: stage.folder });
  const told = (await step.before?.(core, stage)) ?? "";
  const kept = filesIn(join(home, "data")).filter((file) => file.endsWith(".json"));
  armFaults(home, { at, code });
  const said = await tried(() => step.act(core, stage, told));
  const calls = disarmFaults();
  return { calls, said, core, told, kept };
}

/** After it all, a new start finds whole projects, and nothing that a clean run would not have left. */
async function faultsOfRest(clean: readonly string[] | null): Promise<string[]> {
  const faults = await faultsOfProjects(home);
  const expected = new Set(clean);
  for (const each of namesIn(home)) if (clean !== null && !expected.has(each)) faults.push(`left behind: ${each}`);
  faults.push(...faultsOfJson(filesIn(home).filter((each) => each.endsWith(".json"))));
  return faults;
}

/** What was there before is there, old or new, and is never half of either. */
function faultsOfJson(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    try {
      JSON.parse(readFileSync(file, "utf8"));
      return [];
    } catch (error) {
      return [`${error instanceof SyntaxError ? "half written" : "gone"}: ${relative(home, file)}`];
    }
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Names as they are in every run: ids, hashes and times taken out. Files of work are no names: they go when their process has. */
function namesIn(folder: string): string[] {
  const names = filesIn(folder).map((path) => relative(folder, path));
  return names
    .filter((name) => !name.split("/").some(isWorkUnderWay) && !/-(?:wal|shm|journal)$/.test(name))
    .map((name) => name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|\d{4}-\d\d-\d\dT[\d-]+Z?/g, "#"));
}
