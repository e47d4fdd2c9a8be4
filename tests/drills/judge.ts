/** Owns what must hold after something failed: the words that the user is told, and whole projects at the next start. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Core } from "../../electron/core/core.ts";
import { toErrorData } from "../../electron/core/runtime/error-data.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import type { Notice } from "../../shared/rpc/runtime-contract.ts";
import { openDrillCore } from "./drill-core.ts";

/** What a user is told of a failure, as the window shows it. */
export async function tried(act: () => Promise<unknown>): Promise<ErrorData | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return (error as { data?: ErrorData }).data ?? toErrorData(error, () => undefined);
  }
}

/** One sentence and a next step, and nothing of the machinery. */
export function faultsOfWords({ code, message, next }: Pick<Notice, "code" | "message" | "next">): string[] {
  const faults = [];
  if (code === "internal") faults.push("internal");
  if (/planted|Error:|undefined|\bE[A-Z]{3,}\b|\n/.test(message)) faults.push(`no sentence for a user: ${message}`);
  if (!/\.$/.test(message)) faults.push(`no whole sentence: ${message}`);
  if (!next || !/\.$/.test(next)) faults.push(`no next step: ${message}`);
  return faults;
}

/** What is wrong with the projects in the projects folder, as the next start of the app finds them. */
export async function faultsOfProjects(home: string): Promise<string[]> {
  const faults: string[] = [];
  const core = openDrillCore(home);
  try {
    for (const folder of projectsIn(home)) faults.push(...(await faultsOfProject(core, home, folder)));
    return faults;
  } finally {
    await core.close();
  }
}

async function faultsOfProject(core: Core, home: string, folder: string): Promise<string[]> {
  const name = relative(home, folder);
  if (!existsSync(join(folder, "project.db"))) return [`no project: ${name}`];
  try {
    const { projectId } = await core.call("projects.open", { folder });
    const { database, problems } = await core.call("project.verify", { projectId });
    const told = problems.map(({ message }) => `${name}: ${message}`);
    return database === "ok" ? told : [...told, `${name}: ${database}`];
  } catch (error) {
    return [`${name} does not open: ${core.errorData(error).code} ${String(error)}`];
  }
}

function projectsIn(folder: string): string[] {
  const place = join(folder, "projects");
  return existsSync(place)
    ? readdirSync(place)
        .filter((each) => each.endsWith(".shotline"))
        .map((each) => join(place, each))
    : [];
}
