import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../electron/core/database/open-database.ts";
import { keepHandOff } from "../../electron/core/hand-off/hand-offs.ts";
import { animaticFilm, assembleCut } from "../../shared/cut/out/cut.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

const film = (shot: string) => `* FROM CLIP NAME: NightRace_SC010_${shot}_animatic.mov`;
/** Of shots of 4, 3 and 4 s the first is a second shorter, the last plays first, the second is gone; and a title. */
const edited = [
  "TITLE: Night race edit",
  "001  S0100030 V     C        01:00:07:00 01:00:11:00 01:00:00:00 01:00:04:00",
  film("SH0030"),
  "002  AX       V     C        00:00:00:00 00:00:02:00 01:00:04:00 01:00:06:00",
  "* FROM CLIP NAME: Title.png",
  "003  S0100010 V     C        01:00:00:00 01:00:03:06 01:00:06:00 01:00:09:06",
  film("SH0010"),
  "004  S0100010 A     C        01:00:00:00 01:00:03:06 01:00:06:00 01:00:09:06",
  "",
].join("\n");

const unchanged = [
  "001  S0100010 V     C        01:00:00:00 01:00:04:00 01:00:00:00 01:00:04:00",
  "002  S0100020 V     C        01:00:04:00 01:00:07:00 01:00:04:00 01:00:07:00",
  "003  S0100030 V     C        01:00:07:00 01:00:11:00 01:00:07:00 01:00:11:00",
  "",
].join("\n");

for (const [width, height] of [
  [1280, 800],
  [1920, 1080],
] as const) {
  test.describe(`at ${width}×${height}`, () => {
    test.use({ viewport: { width, height } });

    test("an edited cut is chosen, compared, accepted line by line, and undone", async ({
      editor,
      page,
      workspace,
    }) => {
      await editor.open([[4, 3, 4]]);
      const file = join(workspace.folder, `edited-${width}.edl`);
      writeFileSync(file, edited);
      await page.getByRole("button", { name: "Project Night race" }).click();
      await page.getByRole("menuitem", { name: "Compare edited cut…" }).click();
      const chooser = page.getByRole("dialog", { name: "Compare edited cut" });
      await chooser.getByRole("textbox", { name: "Path" }).fill(workspace.folder);
      await chooser.getByRole("textbox", { name: "Path" }).press("Enter");
      await chooser.getByRole("button", { name: `edited-${width}.edl` }).click();

      const dialog = page.getByRole("dialog", { name: `Compare edited-${width}.edl` });
      const changes = dialog.getByRole("list", { name: "Changes" });
      await expect(changes.getByRole("listitem")).toHaveCount(4);
      await expect(changes.getByRole("checkbox", { name: /^Moved SC010_SH0030 moved/ })).toBeChecked();
      await expect(
        changes.getByRole("checkbox", { name: /The shot plays 78 frames in the cut; the plan keeps 4 s/ }),
      ).toBeChecked();
      // What is missing may only lie outside the part that was edited.
      const removed = changes.getByRole("checkbox", { name: /^Removed SC010_SH0020/ });
      await expect(removed).not.toBeChecked();
      await expect(changes.getByRole("checkbox")).toHaveCount(3);
      await expect(changes.getByText("import it as a take")).toBeVisible();
      await expect(dialog.getByRole("combobox", { name: "EDL rate" })).toHaveText("24 fps");
      await dialog.getByText("Not compared: 1").click();
      await expect(dialog.getByText("An audio event.")).toBeVisible();
      await page.screenshot({ path: join(pictures, `compare-${width}x${height}.png`) });

      await dialog.getByRole("checkbox", { name: "All 3 that fit the plan" }).check();
      await expect(removed).toBeChecked();
      await dialog.getByRole("button", { name: "Accept 3 changes" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText("Accepted 3 changes.")).toBeVisible();
      // What was trimmed by frames is as long as before in the plan.
      await editor.expectSaved("4+4");
      expect(await editor.shownOrder()).toEqual([2, 0]);
      await page.screenshot({ path: join(pictures, `compared-${width}x${height}.png`) });
      for (const lengths of ["4+4", "4+4", "4+3+4"]) {
        await page.getByRole("button", { name: "Undo" }).click();
        await expect.poll(() => editor.shownLengths()).toBe(lengths);
      }
      await editor.expectSaved("4+3+4");
    });
  });
}

test("without a difference it says so; what does not fit is told; a file that is no list is refused", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[4, 3, 4]]);
  const compare = async (name: string, text: string) => {
    const file = join(workspace.folder, name);
    writeFileSync(file, text);
    await page.getByRole("button", { name: "Project Night race" }).click();
    await page.getByRole("menuitem", { name: "Compare edited cut…" }).click();
    const chooser = page.getByRole("dialog", { name: "Compare edited cut" });
    await chooser.getByRole("textbox", { name: "Path" }).fill(file);
    await chooser.getByRole("button", { name: "Compare", exact: true }).click();
    return page.getByRole("dialog", { name: `Compare ${name}` });
  };
  const same = await compare("unchanged.edl", unchanged);
  await expect(same.getByText("No differences.")).toBeVisible();
  await page.screenshot({ path: join(pictures, "compare-none.png") });
  await same.getByRole("button", { name: "Close", exact: true }).first().click();

  const long = unchanged.replace("01:00:11:00 01:00:07:00 01:00:11:00", "01:00:19:00 01:00:07:00 01:00:19:00");
  const longer = await compare("longer.edl", long);
  await longer.getByRole("button", { name: "Accept 1 change" }).click();
  const partly = page.getByRole("dialog", { name: "Some changes were accepted differently" });
  await expect(partly.getByText("SC010_SH0030 goes from 4 s to 8 s. The pass is full")).toBeVisible();
  await page.screenshot({ path: join(pictures, "compare-partly.png") });
  await partly.getByRole("button", { name: "Close", exact: true }).first().click();
  await editor.expectSaved("4+3+8");

  const wrong = await compare("letter.edl", "Dear editor");
  await expect(wrong.getByRole("alert")).toContainText("it contains no events");
});

test("what was changed here since the hand-off is no change of the editor's, and is not taken back unasked", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[4, 3, 4]]);
  const { projectId } = await workspace.host.call("projects.open", { folder: editor.projectFolder });
  const { project, revision } = await workspace.host.call("project.get", { projectId });
  const database = openDatabase(editor.projectFolder);
  keepHandOff(database, "/cuts/Night race v1", new Date(), assembleCut(project, animaticFilm));
  database.close();
  const shotId = editor.shotIds[2] as string;
  const edit = { type: "shot.resize", shotId, edge: "end", deltaMs: 1000, mode: "ripple" } as const;
  await workspace.host.call("edits.apply", { projectId, baseRevision: revision, edit });
  // The window hears of it, and has nothing to save itself.
  await expect.poll(() => editor.shownLengths()).toBe("4+3+5");

  const file = join(workspace.folder, "since.edl");
  writeFileSync(file, unchanged.replace("01:00:11:00 01:00:07:00 01:00:11:00", "01:00:10:00 01:00:07:00 01:00:10:00"));
  await page.getByRole("button", { name: "Project Night race" }).click();
  await page.getByRole("menuitem", { name: "Compare edited cut…" }).click();
  const chooser = page.getByRole("dialog", { name: "Compare edited cut" });
  await chooser.getByRole("textbox", { name: "Path" }).fill(file);
  await chooser.getByRole("button", { name: "Compare", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Compare since.edl" });
  const against = dialog.getByRole("combobox", { name: "Compared with" });
  await expect(against).toHaveText(/^Night race v1 · /);
  const both = dialog.getByRole("checkbox", {
    name: /It was 4 s at hand-off and has changed here since\./,
  });
  await expect(both).not.toBeChecked();
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await page.screenshot({ path: join(pictures, "compare-since.png") });

  await against.click();
  await page.getByRole("option", { name: "The current plan" }).click();
  await expect(dialog.getByRole("checkbox", { name: /From 5 s to 3 s\./ })).toBeChecked();
  await dialog.getByRole("button", { name: "Accept 1 change" }).click();
  await expect(dialog).toBeHidden();
  await editor.expectSaved("4+3+3");
});
