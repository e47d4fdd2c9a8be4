/** The command that makes takes ready: what is made of their videos, and their cuts. Running it again does only what is missing. */

import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

export async function ingestTakes(session: Session, folder: string): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const before = await session.core.call("takes.products", { projectId });
  await session.finish(await session.core.call("takes.prepare", { projectId }));
  const after = await session.core.call("takes.products", { projectId });
  const takes = view.takes.flatMap(({ id, passId, number, binnedAt }) => {
    const found = after.find(({ takeId }) => takeId === id);
    if (binnedAt !== null || !found) return [];
    const known = before.some(({ takeId, state }) => takeId === id && state === "ready");
    const pass = view.project.passes.find((each) => each.id === passId);
    const name = pass ? `${pass.scene} ${pass.name}` : "(removed pass)";
    return [{ pass: name, passId, takeId: id, number, state: found.state, known }];
  });
  const rows = takes.map(({ pass, number, state, known }) => [
    pass,
    `take ${number}`,
    `${state}${known ? ", up to date" : ""}`,
  ]);
  session.terminal.result({ takes }, takes.length > 0 ? formatTable(rows) : "No takes yet.");
  return takes.every(({ state }) => state === "ready");
}
