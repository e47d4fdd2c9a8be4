/** Owns the address with which a window opens on a project or an archive that was double-clicked on the desktop. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./test.ts";

test("the first address may name a project to open, or an archive", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const { projectId } = await host.call("projects.create", { name: "Night & day’s race" });
  const view = await host.call("project.get", { projectId });
  await page.goto(`${await host.url()}&project=${encodeURIComponent(view.folder)}`);
  await expect(page).toHaveTitle("Night & day’s race – Shotline");
  expect(page.url()).not.toContain("token");
  const archive = join(folder, "Empty.shotarchive");
  writeFileSync(archive, "no archive");
  await page.goto("about:blank");
  await page.goto(`${await host.url()}&project=${encodeURIComponent(archive)}`);
  await expect(page.getByRole("dialog", { name: /archive/i })).toBeVisible();
});
