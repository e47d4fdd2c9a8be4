import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startHost } from "../support/host.ts";
import { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

const status = (page: Page) => page.getByTestId("save-status");
const takeOver = (page: Page) => page.getByRole("button", { name: "Take over" });

test("a second window looks on, follows, and takes over once the first is closed", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[4, 3]]);
  const second = await page.context().newPage();
  const looking = new EditorDriver(second, workspace.folder, workspace.host);
  looking.projectFolder = editor.projectFolder;
  looking.shotIds = editor.shotIds;
  await second.goto(await workspace.host.url());
  await looking.openRecent();
  await expect(status(second)).toHaveText(/^Read-only: open in another window since \d\d:\d\d$/);
  await expect(takeOver(second)).toBeHidden();

  await editor.dragEdge(0, "end", 1);
  await editor.expectSaved("5+3");
  await expect.poll(() => looking.shownLengths()).toBe("5+3");

  await looking.dragEdge(0, "end", 1);
  await expect(second.getByRole("heading", { name: "Another window has this project open." })).toBeVisible();
  expect(editor.stored().lengths).toBe("5+3");

  await page.goto("about:blank");
  await takeOver(second).click();
  await expect(second.getByTestId("saved-at")).toHaveText(/^\d\d:\d\d · r1$/);
  await looking.dragEdge(0, "end", 1);
  await looking.expectSaved("6+3");
});

test("a second host says who has the project, follows what it writes, and takes over when it was killed", async ({
  page,
  freshWorkspace: workspace,
  complaints,
}) => {
  const first = new EditorDriver(page, workspace.folder, workspace.host);
  await first.open([[4, 3]]);
  const person = JSON.stringify({ user: "Dana", computer: "studio-mac" });
  const other = await startHost(join(workspace.folder, "other"), { SHOTLINE_TEST_PERSON: person });
  try {
    await other.call("projects.open", { folder: first.projectFolder });
    const second = await page.context().newPage();
    const looking = new EditorDriver(second, workspace.folder, other);
    looking.projectFolder = first.projectFolder;
    looking.shotIds = first.shotIds;
    await second.goto(await other.url());
    await looking.openRecent();
    await expect(status(second)).toHaveText(/^Read-only: .+ on .+ has it open since \d\d:\d\d$/);
    await first.dragEdge(0, "end", 1);
    await first.expectSaved("5+3");
    await expect.poll(() => looking.shownLengths()).toBe("5+3");
    await workspace.host.kill();
    await takeOver(second).click();
    await looking.dragEdge(0, "end", 1);
    await looking.expectSaved("6+3");
    expect(readdirSync(first.projectFolder)).toContain("project.state");
    await second.close();
  } finally {
    await page.goto("about:blank");
    complaints.length = 0;
    await other.close();
  }
});
