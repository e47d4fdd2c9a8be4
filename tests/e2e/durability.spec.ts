import type { Page } from "@playwright/test";
import { startHost } from "../support/host.ts";
import { readStoredPlan } from "../support/stored-plan.ts";
import { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

test("killing the process right after a drop that shows as saved loses nothing", async ({
  page,
  freshWorkspace: workspace,
  complaints,
}) => {
  const editor = new EditorDriver(page, workspace.folder, workspace.host);
  await editor.open([[4, 3], [5]]);
  await editor.dragEdge(0, "end", 2);
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  const shown = await editor.shownLengths();
  await workspace.host.kill();
  expect(readStoredPlan(editor.projectFolder).lengths).toBe(shown);

  const again = await startHost(workspace.folder);
  try {
    await page.goto(await again.url());
    await editor.openRecent();
    expect(await editor.shownLengths()).toBe("6+3 | 5");
  } finally {
    await forgive(page, complaints);
    await again.close();
  }
});

test("a drop while the service is away is not called saved, and says so", async ({
  page,
  freshWorkspace: workspace,
  complaints,
}) => {
  const editor = new EditorDriver(page, workspace.folder, workspace.host);
  await editor.open([[4, 3]]);
  await workspace.host.kill();
  await editor.dragEdge(0, "end", 2);
  await expect(page.getByText(/^Not saved:/)).toBeVisible();
  await expect(page.getByTestId("save-status")).toBeHidden();
  expect(readStoredPlan(editor.projectFolder).lengths).toBe("4+3");
  await forgive(page, complaints);
});

/** The page says, and says again, that its service went away, which is what these tests do to it; it is left before that is forgotten. */
async function forgive(page: Page, complaints: string[]): Promise<void> {
  await page.goto("about:blank");
  complaints.length = 0;
}
