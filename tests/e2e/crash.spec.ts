import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** What the core answers makes the window stop while it draws the project; until the returned function is called. */
async function stopDrawing(page: Page): Promise<() => Promise<void>> {
  const broken = /\/rpc\/project\.get$/;
  await page.route(broken, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    // No part can draw a name that is no text.
    answer.value.project.passes[0].name = { not: "a text" };
    await route.fulfill({ response, json: answer });
  });
  return () => page.unroute(broken);
}

const alert = (page: Page) => page.getByRole("alert").filter({ hasText: "The window stopped" });
const home = (page: Page) => page.getByRole("heading", { name: "Recent projects" });

test("a window that stops says so, and goes on with the last project or another one", async ({
  page,
  editor,
  complaints,
}) => {
  await editor.open([[4, 3]]);
  const mend = await stopDrawing(page);
  await page.reload();
  await expect(alert(page)).toContainText("Everything was saved: nothing is lost.");
  await expect(page.getByRole("button", { name: "Reload window" })).toBeFocused();
  await page.getByText("Copy report…").click();
  await expect(page.getByRole("textbox", { name: "Report" })).toHaveValue(/"room":"window".*The window stopped/);
  await mend();
  await page.getByRole("button", { name: "Reopen last project" }).click();
  await expect(editor.timeline).toBeVisible();
  await stopDrawing(page);
  await page.reload();
  await expect(alert(page)).toBeVisible();
  await page.getByRole("button", { name: "Open another project" }).click();
  await expect(home(page)).toBeVisible();
  complaints.length = 0;
});

test("a project that stops the window twice is not opened by itself again, and can be asked for", async ({
  page,
  editor,
  complaints,
}) => {
  await editor.open([[4, 3]]);
  const mend = await stopDrawing(page);
  await page.reload();
  const reload = page.getByRole("button", { name: "Reload window" });
  await reload.click();
  await expect(alert(page)).toBeVisible();
  await reload.click();
  await expect(home(page)).toBeVisible();
  const notice = page.getByRole("heading", {
    name: /^“Night race.*” was not opened again: the window stopped twice with it\.$/,
  });
  await expect(notice).toBeVisible();
  await mend();
  await page.getByRole("button", { name: "Open it anyway" }).click();
  await expect(editor.timeline).toBeVisible();
  await page.reload();
  await expect(editor.timeline).toBeVisible();
  complaints.length = 0;
});

test("the report is shown in Settings before it is copied", async ({ page, editor }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await editor.open([[4, 3]]);
  await page.keyboard.press("Control+Comma");
  await page.getByRole("tab", { name: "Diagnostics" }).click();
  const report = page.getByRole("textbox", { name: "Report" });
  await expect(report).toHaveValue(/^Shotline test, /);
  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await report.inputValue());
  expect(await report.inputValue()).not.toContain("Night race");
});
