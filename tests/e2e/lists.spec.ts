/** Owns that shot lists, prompts and pictures come into a project: by file, by paste and by drop, each as one step. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makePng } from "../support/received-images.ts";
import { dropFiles } from "./drop-files.ts";
import { expect, test } from "./test.ts";

/** As a person pastes, where the focus is, but of any size. */
async function pasteText(page: Page, piece: string, times = 1): Promise<void> {
  await page.evaluate(
    ([words, count]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", words.repeat(count));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    [piece, times] as const,
  );
}

async function openImport(page: Page) {
  await page.keyboard.press("Control+i");
  const dialog = page.getByRole("dialog", { name: /^Import/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("a shot list goes out as CSV, is changed, and comes in as one step", async ({ page, editor, workspace }) => {
  await editor.open([[4, 3]]);
  const folder = join(workspace.folder, "list");
  const { projectId } = await workspace.host.call("projects.open", { folder: editor.projectFolder });
  await workspace.host.call("export.start", { projectId, folder, formats: ["csv"] });
  await expect.poll(() => readdirSync(workspace.folder).includes("list")).toBe(true);
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith(".csv")) ?? "");
  const written = readFileSync(file, "utf8");

  const same = await openImport(page);
  await same.getByLabel("Files to import").setInputFiles(file);
  await expect(same).toContainText("All shots of the list are in the project as they are.");
  await same.getByRole("button", { name: "Close" }).first().click();

  const [titles = "", first = "", second = ""] = written.split("\r\n");
  const actionAt = titles.split(",").indexOf("Action");
  const changed = first.split(",").with(actionAt, "'=HYPERLINK(0)").join(",");
  const added = second.replace("SH0020", "").split(",").with(actionAt, "A new shot").join(",");
  const edited = join(workspace.folder, "edited.csv");
  writeFileSync(edited, [titles, changed, second, added, ""].join("\r\n"));
  const dialog = await openImport(page);
  await dialog.getByLabel("Files to import").setInputFiles(edited);
  await expect(dialog).toContainText("Adds 1 shot in 1 pass, changes 1 shot and leaves 1 shot unchanged.");
  await expect(dialog.getByRole("row", { name: /SH0010 action/ })).toContainText("=HYPERLINK(0)");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toBeHidden();
  await editor.expectSaved("4+3+3");
  await page.keyboard.press("Control+z");
  await editor.expectSaved("4+3");
});

test("a prompt that is pasted becomes shots, and 100 MB of text are refused at once", async ({ page, editor }) => {
  await editor.open([[4, 3]]);
  await pasteText(page, "Shot 1 (4s): Close-up, slow push-in. She waits.\nShot 2 (2s): The car leaves.");
  const dialog = page.getByRole("dialog", { name: "Import pasted text" });
  await expect(dialog.getByRole("row", { name: "4 s CU, push in She waits" })).toBeVisible();
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Import", exact: true }).press("Enter");
  await editor.expectSaved("4+3 | 4+2");
  await pasteText(page, "0123456789", 10_000_000);
  await expect(page.getByText(/Pasted text is too large: the limit is 2,000,000 characters/).first()).toBeVisible();
  await pasteText(page, "Nothing to see.");
  await expect(page.getByText("Pasted text has no shots that can be told apart.").first()).toBeVisible();
  await editor.expectSaved("4+3 | 4+2");
});

test("a field refuses a text that no field can keep, at once, and goes on", async ({ page, editor }) => {
  await editor.open([[4, 3]]);
  await editor.clickShot(0);
  const action = page.getByRole("textbox", { name: "Action", exact: true });
  await action.fill("It rains");
  await pasteText(page, "0123456789", 10_000_000);
  const sentence = "The text is too long: the limit is 20,000 characters. Nothing was pasted.";
  await expect(page.getByText(sentence).first()).toBeVisible();
  await page.keyboard.press("End");
  await page.keyboard.type(" hard");
  await expect(action).toHaveText("It rains hard");
});

test("numbered pictures become passes, and what is no picture is named", async ({ page, editor, workspace }) => {
  await editor.open([[4, 3]]);
  const image = await makePng("teal");
  const files = Array.from({ length: 20 }, (_, at) => {
    const isPicture = at % 7 !== 3;
    const file = join(workspace.folder, `board ${at + 1}.${isPicture ? "png" : "pdf"}`);
    writeFileSync(file, isPicture ? image : "%PDF-1.7");
    return file;
  });
  await dropFiles(page, files, { x: 640, y: 220 });
  await expect(page.getByText("17 pictures became shots in 4 passes.").first()).toBeVisible();
  await expect(page.getByText("3 files can’t be used: board 4.pdf, board 11.pdf, board 18.pdf.").first()).toBeVisible();
  await editor.expectSaved("4+3 | 3+3+3+3+3 | 3+3+3+3 | 3+3+3+3 | 3+3+3+3");
  await page.keyboard.press("Control+z");
  await editor.expectSaved("4+3");
});

test("a shot list that is dropped on the start screen becomes a project", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const file = join(folder, "Night list.csv");
  writeFileSync(file, "Shot,Action,Length\n1,It rains,4\n2,It pours,5\n");
  await page.goto(await host.url());
  await expect(page.getByText("No projects yet")).toBeVisible();
  await dropFiles(page, [file]);
  const dialog = page.getByRole("dialog", { name: "Import Night list.csv" });
  await expect(dialog.getByRole("row", { name: /4 s It rains/ })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Import", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const shots = page.getByRole("listbox", { name: "Shots on the timeline" });
  await expect(shots.getByRole("option")).toHaveText([/It rains/, /It pours/]);
});
