import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makePng } from "../support/received-images.ts";
import { dropFiles } from "./drop-files.ts";
import { expect, test } from "./test.ts";

const shots = (page: Page) => page.getByRole("listbox", { name: "Shots on the timeline" }).getByRole("option");

async function chooseFromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: /^Project / }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function chooseFile(page: Page, file: string): Promise<void> {
  const chooser = page.getByRole("dialog", { name: "Open an archive" });
  await chooser.getByRole("textbox", { name: "Path" }).fill(file);
  await chooser.getByRole("button", { name: "Open", exact: true }).click();
}

test("a project is archived, and its archive becomes another project", async ({
  page,
  freshWorkspace: { folder, host },
  complaints,
}) => {
  const picture = join(folder, "rain.png");
  writeFileSync(picture, await makePng("teal"));
  await page.goto(await host.url());
  await expect(page.getByText("No projects yet")).toBeVisible();
  await dropFiles(page, [picture]);
  await expect(shots(page)).toHaveCount(1);
  await page.keyboard.press("Space");

  await chooseFromMenu(page, "Archive project…");
  const dialog = page.getByRole("dialog", { name: "Archive project" });
  await expect(dialog.getByText(/^About .*; the project has no videos$/)).toBeVisible();
  const suggested = await dialog.getByRole("textbox", { name: "Archive file" }).inputValue();
  expect(suggested).toMatch(/[\\/]projects[\\/]rain \d{4}-\d{2}-\d{2} \d{4}\.shotarchive$/);
  await dialog.getByRole("textbox", { name: "Archive file" }).fill(join(folder, "Rain for Anna"));
  await dialog.getByRole("switch", { name: "Include videos" }).click();
  await expect(dialog.getByText("Left out: takes are offline where the archive is opened")).toBeVisible();
  await dialog.getByRole("button", { name: "Archive" }).click();
  const done = page.getByRole("dialog", { name: "Archived" });
  await expect(done.getByRole("cell", { name: "Rain for Anna.shotarchive" })).toBeVisible();
  await done.getByRole("button", { name: "Close" }).first().click();

  await chooseFromMenu(page, "Open archive…");
  const file = join(folder, "Rain for Anna.shotarchive");
  await chooseFile(page, file);
  await expect(page.getByRole("dialog").getByText("The archive was made without videos.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(shots(page)).toHaveCount(1);
  await expect(page.getByTitle(join(folder, "projects", "Rain for Anna.shotline"), { exact: true })).toBeVisible();

  // In the middle of its only picture.
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.indexOf("IDAT") + 8) ^ 0x55, bytes.indexOf("IDAT") + 8);
  writeFileSync(join(folder, "Bent.shotarchive"), bytes);
  await chooseFromMenu(page, "Open archive…");
  await chooseFile(page, join(folder, "Bent.shotarchive"));
  const bent = page.getByRole("dialog", { name: "Open Bent.shotarchive" });
  await expect(bent.getByRole("alert")).toContainText(/In Bent\.shotarchive, media\/images\/rain-.*\.png is damaged\./);
  expect(existsSync(join(folder, "projects", "Bent.shotline"))).toBe(false);
  await bent.getByRole("button", { name: "Open without damaged files" }).click();
  await expect(bent.getByText(/rain-.*\.png is damaged in the archive, so it was left out\./)).toBeVisible();
  await bent.getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByTitle(join(folder, "projects", "Bent.shotline"), { exact: true })).toBeVisible();
  // The picture that was left out is asked for, and is not there.
  complaints.splice(0, Number.POSITIVE_INFINITY, ...complaints.filter((each) => !each.includes("404")));
});

test("what is no archive is refused in one sentence, and a dropped one says how to open it", async ({
  page,
  freshWorkspace: { folder, host },
}) => {
  const file = join(folder, "Notes.shotarchive");
  writeFileSync(file, "notes");
  await page.goto(await host.url());
  await expect(page.getByText("No projects yet")).toBeVisible();
  await dropFiles(page, [file]);
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices.getByText("The browser doesn’t tell Shotline where Notes.shotarchive is.")).toBeVisible();
  await page.getByRole("button", { name: /^Open archive…/ }).click();
  await chooseFile(page, file);
  const dialog = page.getByRole("dialog", { name: "Open Notes.shotarchive" });
  await expect(dialog.getByRole("alert")).toContainText("is not a Shotline archive");
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(readdirSync(join(folder, "projects"))).toEqual([]);
});
