/** Takes in a project on a host: imported from files, chosen and trimmed shot by shot. */
import type { Edit } from "../../shared/edits/edit.ts";
import type { Host } from "./host.ts";

/** Imports a film as a take of a pass and waits until it is there; its id. */
export async function importTake(host: Host, projectId: string, passId: string, file: string): Promise<string> {
  const before = new Set((await host.call("project.get", { projectId })).takes.map(({ id }) => id));
  let { cursor } = await host.call("events.after", { cursor: 0 });
  const { operationId } = await host.call("takes.import", { projectId, passId, file });
  for (;;) {
    const operation = (await host.call("operations.list", {})).find(({ id }) => id === operationId);
    if (operation?.state === "failed") throw new Error(operation.error?.message ?? "The import failed.");
    if (operation?.state === "done") break;
    ({ cursor } = await host.call("events.after", { cursor }));
  }
  const { takes } = await host.call("project.get", { projectId });
  const made = takes.find(({ id }) => !before.has(id));
  if (!made) throw new Error("The import made no take.");
  return made.id;
}

/** Makes edits, each on what the one before it left. */
export async function applyEdits(host: Host, projectId: string, edits: readonly Edit[]): Promise<void> {
  for (const edit of edits) {
    const { revision } = await host.call("project.get", { projectId });
    await host.call("edits.apply", { projectId, baseRevision: revision, edit });
  }
}
