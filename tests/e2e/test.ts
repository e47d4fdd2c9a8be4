/** Owns what browser tests start from: a browser that is there, a host with a folder of its own, and an editor to drive. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { chooseBrowser } from "../support/browser.ts";
import { type Host, startHost } from "../support/host.ts";
import { EditorDriver } from "./editor-driver.ts";

interface Workspace {
  /** Holds the app's data, its projects and its log. */
  readonly folder: string;
  readonly host: Host;
}

export interface WorkerFixtures {
  /** Shared by the tests of a run, each with a project of its own. */
  workspace: Workspace;
}

export interface Fixtures {
  /** For one test alone: with no project yet, and with a host that may be killed. */
  freshWorkspace: Workspace;
  /** An editor on a project in the shared workspace. */
  editor: EditorDriver;
  /** What the page complained of; the test fails when there is anything in it at its end. */
  complaints: string[];
}

// Every test shows the same app: a process for each of its pages, and one for pictures, takes longer to start than the app.
const sharedProcesses = [
  "--renderer-process-limit=1",
  "--process-per-site",
  "--disable-site-isolation-trials",
  "--in-process-gpu",
];

/** npm's, which has no window to draw: the same app takes less than half the processor time in it as in an installed one. */
async function chooseTestBrowser() {
  const choice = await chooseBrowser({ prefersNpm: true });
  return { ...choice, args: [...choice.args, ...sharedProcesses] };
}

async function makeWorkspace(): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), "shotline-e2e-"));
  return { folder, host: await startHost(folder) };
}

async function clearWorkspace({ folder, host }: Workspace): Promise<void> {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  launchOptions: [async ({}, use) => use(await chooseTestBrowser()), { scope: "worker" }],
  workspace: [
    async ({}, use) => {
      const workspace = await makeWorkspace();
      await use(workspace);
      await clearWorkspace(workspace);
    },
    { scope: "worker" },
  ],
  freshWorkspace: async ({ page }, use) => {
    const workspace = await makeWorkspace();
    await use(workspace);
    // The page lets go first: a service that goes away under it is worth a complaint.
    await page.goto("about:blank");
    await clearWorkspace(workspace);
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      // File choosers are met from the start: one that opens while the page is still being told to wait for it is met by nobody.
      page.on("filechooser", () => undefined);
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        const { url } = message.location();
        // A poster may be drawn anew while the start screen still has its old name; its card does without, and has the new one next.
        if (message.type() === "error" && !url.includes("/media/poster/")) complaints.push(`${message.text()} ${url}`);
      });
      await use(complaints);
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join("\n")}`);
    },
    { auto: true },
  ],
  editor: async ({ page, workspace }, use) => use(new EditorDriver(page, workspace.folder, workspace.host)),
});

export { expect } from "@playwright/test";
