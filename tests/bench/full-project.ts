/** Owns opening a fully written project in the built app for a measurement. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { buildIfStale } from "../../electron/host/page-build.ts";
import { chooseBrowser } from "../support/browser.ts";
import { startHost } from "../support/host.ts";
import { writeFullPlan } from "../support/made-plans.ts";

/** Opens a project of `passes` passes of six full shots, and closes all again after `work`. `more`: arguments of the browser. */
export async function withFullProject<Result>(
  passes: number,
  more: readonly string[],
  work: (browser: Browser, page: Page) => Promise<Result>,
): Promise<Result> {
  await buildIfStale(join(import.meta.dirname, "../.."), console.error);
  const folder = mkdtempSync(join(tmpdir(), "shotline-full-"));
  const host = await startHost(folder);
  const choice = await chooseBrowser();
  const browser = await chromium.launch({ ...choice, args: [...choice.args, ...more] });
  try {
    const planFile = writeFullPlan(folder, `Full ${passes}`, passes);
    const { projectId } = await host.call("projects.createFromPlan", { planFile });
    const { folder: projectFolder } = await host.call("project.get", { projectId });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(await host.url());
    await page.getByTitle(projectFolder, { exact: true }).click();
    await page.getByTestId("timeline").waitFor();
    return await work(browser, page);
  } finally {
    await browser.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
