import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "./test.ts";

test("an earlier state comes back from its backup by keyboard, is undone, and opens as a copy", async ({
  page,
  editor,
}) => {
  await editor.open([[4, 3], [5]]);
  const openBackups = async () => {
    await page.getByRole("button", { name: /^Project / }).click();
    await page.getByRole("menuitem", { name: "Backups…" }).click();
  };
  const dialog = page.getByRole("dialog", { name: "Backups" });
  const backups = dialog.getByRole("option");
  await openBackups();
  await expect(backups).toHaveCount(1);
  await expect(backups.first()).toContainText("On opening");
  await expect(backups.first()).toContainText("Current plan");
  await page.keyboard.press("Escape");

  await editor.dragEdge(0, "end", 1);
  await expect.poll(() => editor.shownLengths()).toBe("5+3 | 5");
  await openBackups();
  await dialog.getByRole("button", { name: "Back up now" }).click();
  await expect(backups).toHaveCount(2);
  await expect(backups.first()).toContainText("Made by you");
  await expect(dialog.getByText(/^2 backups, /)).toBeVisible();

  await page.keyboard.press("ArrowDown");
  await expect(backups.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(() => editor.shownLengths()).toBe("4+3 | 5");
  await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => editor.shownLengths()).toBe("5+3 | 5");

  await openBackups();
  await backups.last().click();
  await dialog.getByRole("button", { name: "Open as copy" }).click();
  await expect(dialog).toBeHidden();
  const copy = page.getByRole("button", { name: /^Project Night race, \w{3} \d+ \d\d:\d\d$/ });
  await expect(copy).toBeVisible();
  await expect.poll(() => editor.shownLengths()).toBe("4+3 | 5");
  const folder = (await copy.getAttribute("title")) ?? "";
  expect(dirname(folder)).toBe(dirname(editor.projectFolder));
  expect(existsSync(folder)).toBe(true);
});
