import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { rateOf } from "../../shared/time/rate.ts";
import { writeNumberedFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

test("a shot gets a take of its own, or the animatic, by the keyboard; the takes say what they show; and it is undone", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[2, 1, 1]]);
  const opened = await workspace.host.call("projects.open", { folder: editor.projectFolder });
  const file = join(workspace.folder, "made.mp4");
  await writeNumberedFilm(foundFfmpeg, file, { rate: rateOf("24"), frames: 97 });
  const { project } = await workspace.host.call("project.get", opened);
  const passId = project.passes[0]?.id as string;
  const tray = page.getByRole("region", { name: "Takes tray" });
  const take = (number: number) => tray.getByRole("button", { name: new RegExp(`^Take ${number},`) });
  for (const count of [1, 2]) {
    await workspace.host.call("takes.import", { ...opened, passId, file });
    await expect(take(count)).toBeVisible();
  }
  await tray.getByRole("button", { name: "Pass", exact: true }).click();
  await expect(take(2)).toHaveAccessibleName(/in the cut: every shot/);
  await expect(take(1)).not.toHaveAccessibleName(/in the cut/);
  await take(1).focus();
  await page.keyboard.press("Enter");
  await expect(take(1)).toHaveAccessibleName(/circled, in the cut: every shot/);

  await editor.clickShot(1);
  const choice = page.getByRole("combobox", { name: "Take for the cut" });
  await expect(choice).toHaveText("Same as pass (take01 circled)");
  await choice.focus();
  await page.keyboard.press("Enter");
  const options = page.getByRole("listbox").filter({ hasText: "Same as pass" }).getByRole("option");
  await expect(options).toHaveText(["Same as pass (take01 circled)", /^take01/, /^take02/, "Animatic"]);
  await page.screenshot({ path: join(pictures, "shot-take.png") });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(choice).toHaveText("take02");
  await page.getByRole("button", { name: "Play take02" }).click();
  await expect(page.getByRole("dialog", { name: "SC010 Pass 1, take 2" })).toBeVisible();
  await page.keyboard.press("Escape");

  await editor.clickShot(2);
  await choice.click();
  await options.filter({ hasText: "Animatic" }).click();
  await expect(choice).toHaveText("Animatic");
  await page.getByTitle("Show pass SC010 Pass 1").click();
  await expect(take(2)).toHaveAccessibleName(/in the cut: SH0020/);
  await expect(take(1)).toHaveAccessibleName(/in the cut: SH0010/);
  await page.screenshot({ path: join(pictures, "takes-shown.png") });
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  const saved = await workspace.host.call("project.get", opened);
  const second = saved.takes.find(({ number }) => number === 2)?.id;
  expect(saved.project.passes[0]?.shots.map(({ take }) => take)).toEqual([undefined, second, "animatic"]);

  for (const label of ["Undo", "Undo"]) await page.getByRole("button", { name: label }).click();
  await expect(take(1)).toHaveAccessibleName(/in the cut: every shot/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(take(2)).toHaveAccessibleName(/in the cut: every shot/);
});
