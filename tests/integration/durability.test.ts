import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { buildCore } from "../support/build-core.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Lets a process edit until it has answered `count` edits more, kills it without a word, and gives the last revision it printed. */
async function editUntilKilled(folder: string, project: string, count: number): Promise<number> {
  const script = join(import.meta.dirname, "edit-forever.ts");
  const child = spawn(process.execPath, [script, folder, project], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (printed.split("\n").length > count) child.kill("SIGKILL");
  });
  const [, signal] = await ended;
  expect(signal).toBe("SIGKILL");
  // The last line counts only if it was printed to its end.
  return Number(printed.split("\n").at(-2));
}

test("what was answered as saved is there after the process was killed in the middle of its work", async () => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Film" });
  const project = (await core.call("project.get", { projectId })).folder;
  let answered = 0;
  for (const count of [1, 7, 25]) {
    answered = await editUntilKilled(folder, project, count);
    const { revision, project: plan, undoLabel } = await core.call("project.get", { projectId });
    // One edit more may have been written than the process lived to print.
    expect([answered, answered + 1]).toContain(revision);
    expect(plan.passes[0]?.shots[0]?.durationMs).toBe(revision % 2 === 0 ? 3000 : 4000);
    expect(undoLabel).toBe(revision % 2 === 0 ? "Resize SH0010 to 3 s" : "Resize SH0010 to 4 s");
    expect(await core.call("project.verify", { projectId })).toMatchObject({ database: "ok", problems: [] });
  }
  expect(answered).toBeGreaterThanOrEqual(33);
  const { revision } = await core.call("project.get", { projectId });
  for (let left = revision; left > 0; left -= 1) {
    await core.call("history.undo", { projectId, baseRevision: revision + (revision - left) });
  }
  expect((await core.call("project.get", { projectId })).undoLabel).toBeNull();
});
