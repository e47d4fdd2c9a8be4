/** Owns an editor beside simulated services, for browser tests that generate. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { type Host, startHost } from "../support/host.ts";
import { type FalSimulator, startFal } from "../support/services/fal.ts";
import { type KlingSimulator, startKlingSimulator } from "../support/services/kling.ts";
import { EditorDriver } from "./editor-driver.ts";
import { test as base } from "./test.ts";

export interface Studio {
  readonly editor: EditorDriver;
  readonly host: Host;
  readonly fal: FalSimulator;
  readonly kling: KlingSimulator;
  /** Holds the app's data, its projects and its log. */
  readonly folder: string;
  /** The panel of jobs. */
  readonly jobs: Locator;
}

/** `keyed`: the services' keys are there from the environment. */
export const test = base.extend<{ keyed: boolean; studio: Studio }>({
  keyed: [true, { option: true }],
  studio: async ({ page, keyed }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "shotline-generate-"));
    const [fal, kling] = await Promise.all([startFal(), startKlingSimulator()]);
    const host = await startHost(folder, {
      SHOTLINE_FAL_URL: fal.url,
      SHOTLINE_KLING_URL: kling.url,
      ...(keyed ? { SHOTLINE_FAL_KEY: fal.key, SHOTLINE_KLING_KEY: kling.key } : {}),
    });
    const jobs = page.getByRole("complementary", { name: "Jobs and spending" });
    await use({ editor: new EditorDriver(page, folder, host), host, fal, kling, folder, jobs });
    // The page lets go first: a service that goes away under it is worth a complaint.
    await page.goto("about:blank");
    await host.close();
    await Promise.all([fal.close(), kling.close()]);
    rmSync(folder, { recursive: true, force: true });
  },
});

export { expect } from "@playwright/test";
