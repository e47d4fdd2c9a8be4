import { closeSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Host, startHost } from "../support/host.ts";
import { writePlan } from "../support/made-plans.ts";
import { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

interface Destroyed {
  readonly how: string;
  readonly hasBackups: boolean;
  /** Whether the last change was still in the log when the process died. */
  readonly inLog?: boolean;
  readonly destroy: (folder: string) => void;
  readonly headline: string;
  /** The choice that is recommended, and what it says of what it lacks. */
  readonly recommended: RegExp;
  readonly lack: RegExp;
  /** What is on the screen at the end. */
  readonly lengths: string;
}

const database = (folder: string) => join(folder, "project.db");
const damaged = "“Night race” is damaged";
const saved = "6+3 | 5";
const pageBytes = 4096;

/** Every third page from the second on; the first says what kind of file it is. */
function zeroPages(folder: string): void {
  const file = openSync(database(folder), "r+");
  const pages = Math.floor(statSync(database(folder)).size / pageBytes);
  for (let page = 1; page < pages; page += 3) writeSync(file, Buffer.alloc(pageBytes), 0, pageBytes, page * pageBytes);
  closeSync(file);
}

const drills: readonly Destroyed[] = [
  {
    how: "cut off, without a backup",
    hasBackups: false,
    destroy: (folder) => truncateSync(database(folder), Math.floor(statSync(database(folder)).size * 0.8)),
    headline: damaged,
    recommended: /^Repaired from the damaged file/,
    lack: /everything that was saved|Couldn’t be read/,
    lengths: saved,
  },
  {
    how: "full of zeroed pages",
    hasBackups: true,
    destroy: zeroPages,
    headline: damaged,
    recommended: /^Backup of today/,
    lack: /everything that was saved/,
    lengths: saved,
  },
  {
    how: "deleted",
    hasBackups: true,
    destroy: (folder) => rmSync(database(folder)),
    headline: damaged,
    recommended: /^Backup of today/,
    lack: /everything that was saved/,
    lengths: saved,
  },
  {
    how: "older, for its log was lost",
    hasBackups: true,
    inLog: true,
    destroy: (folder) => {
      for (const end of ["-wal", "-shm"]) rmSync(`${database(folder)}${end}`);
    },
    headline: "“Night race” is older than what was last saved",
    recommended: /^The older state, as it is/,
    lack: /The last saved change is missing\./,
    lengths: "4+3 | 5",
  },
  {
    how: "something else entirely",
    hasBackups: true,
    destroy: (folder) => writeFileSync(database(folder), "This is no database.\n".repeat(900)),
    headline: damaged,
    recommended: /^Backup of today/,
    lack: /everything that was saved/,
    lengths: saved,
  },
];

/** A project whose first shot was made two seconds longer, by a host that is gone. */
async function leaveProject(folder: string, first: Host, { hasBackups, inLog }: Destroyed): Promise<string> {
  let host = first;
  const planFile = writePlan(folder, "Night race", [[4, 3], [5]]);
  const made = await host.call("projects.createFromPlan", { planFile });
  const { folder: project } = await host.call("project.get", made);
  if (inLog) {
    await host.close();
    host = await startHost(folder);
  }
  const { projectId } = await host.call("projects.open", { folder: project });
  const view = await host.call("project.get", { projectId });
  const shotId = view.project.passes[0]?.shots[0]?.id ?? "";
  const edit = { type: "shot.resize", shotId, edge: "end", mode: "ripple", deltaMs: 2000 } as const;
  await host.call("edits.apply", { projectId, baseRevision: view.revision, edit });
  if (inLog) await host.kill();
  else await host.close();
  if (!hasBackups) rmSync(join(project, "backups"), { recursive: true, force: true });
  return project;
}

for (const drill of drills) {
  test(`a project whose database is ${drill.how} is back on the screen by what the app offers`, async ({
    page,
    freshWorkspace: { folder, host },
  }) => {
    const project = await leaveProject(folder, host, drill);
    drill.destroy(project);
    const again = await startHost(folder);
    try {
      await page.goto(await again.url());
      await page.getByTitle(project, { exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(drill.headline);
      const choice = page.getByRole("radio", { checked: true });
      await expect(choice).toBeFocused();
      await expect(choice).toHaveAccessibleName(drill.recommended);
      await expect(choice).toHaveAccessibleDescription(drill.lack);
      await page.keyboard.press("Enter");
      const editor = new EditorDriver(page, folder, again);
      await expect(editor.timeline).toBeVisible();
      expect(await editor.shownLengths()).toBe(drill.lengths);
      await expect(page.getByRole("region", { name: "Notifications" })).toContainText(/“Night race” is .*open/);
    } finally {
      await page.goto("about:blank");
      await again.close();
    }
  });
}
