import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readEditList } from "../../electron/core/hand-off/lists/read-edit-list.ts";
import { rateOf } from "../../shared/time/rate.ts";
import { parseTimecode } from "../../shared/time/timecode.ts";
import { readFilm } from "../core/hand-off/clips/numbered-film.ts";
import { writeCutFilm } from "../support/cut-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { expect, test } from "./studio.ts";

const rate = rateOf("24");
const numbers = (from: number, frames: number) => Array.from({ length: frames }, (_, at) => from + at);

test("a pass is ordered twice; a cut is corrected, the takes are mixed and trimmed; OTIO, EDL and clips carry exactly these frames", async ({
  studio,
  page,
}) => {
  test.setTimeout(180_000);
  const { editor, fal, folder, host } = studio;
  await editor.open([[2, 2, 1]], "fal/kling-v3-pro");
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const tray = page.getByRole("region", { name: "Takes tray" });
  const shots = editor.shotList.getByRole("option");
  const order = async (file: string, cuts: readonly [number, number], take: number) => {
    fal.film.path = join(folder, file);
    await writeCutFilm(foundFfmpeg, fal.film.path, cuts, 121);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /^Generate for / }).click();
    await expect(shots.nth(1)).toContainText(`take ${take}`, { timeout: 60_000 });
    await expect(shots.nth(1)).not.toContainText("preparing", { timeout: 30_000 });
  };

  await order("first.mp4", [46, 96], 1);
  await page.keyboard.press("Control+j");
  await expect(tray.getByRole("button", { name: /^Take 1,/ })).toBeVisible();
  await tray.getByRole("button", { name: /^Take 1,/ }).dblclick();
  const dialog = page.getByRole("dialog", { name: "SC010 Pass 1, take 1" });
  const cut = dialog.getByRole("slider", { name: "Cut to SH0020" });
  await expect(cut).toHaveAttribute("aria-valuetext", /^frame 46, 2 frames earlier than planned\. Hard cut, measured/);
  await cut.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(cut).toHaveAttribute("aria-valuetext", "frame 48, as planned. Set by you");
  await dialog.getByRole("button", { name: "Done" }).click();

  await order("second.mp4", [50, 99], 2);
  expect(fal.charges).toHaveLength(2);
  await page.keyboard.press("Escape");
  await editor.clickShot(0);
  await tray.getByRole("button", { name: /^Take 1,/ }).click();
  await expect(shots.nth(0)).toContainText("take 1");
  await editor.show("All passes");
  await editor.clickShot(1);
  // Four frames less at the end of the second shot, which take 2 shows from its frame 50 on.
  await page.keyboard.press("ArrowDown");
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("]");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");

  const handOff = join(folder, "hand-off");
  const media = { handles: 6, codec: "h264", conform: "convert" } as const;
  const formats = ["clips", "edl", "otio"] as const;
  await host.call("export.start", { ...opened, folder: handOff, formats: [...formats], media });
  await expect
    .poll(async () => (await host.call("operations.list", {})).find(({ kind }) => kind === "export")?.state, {
      timeout: 60_000,
    })
    .toBe("done");
  const wanted = [numbers(0, 48), numbers(50, 44), numbers(99, 22)];
  const names = ["SH0010_take01", "SH0020_take02", "SH0030_take02"];
  const clips = await Promise.all(
    names.map((name) => readFilm(foundFfmpeg, join(handOff, "clips", `NightRace_SC010_${name}.mov`))),
  );
  for (const list of readdirSync(handOff).filter((name) => /\.(edl|otio)$/.test(name))) {
    const read = readEditList(readFileSync(join(handOff, list), "utf8"), rate);
    const shown = read.clips.map(({ sourceIn, frames }, at) => {
      const { timecode = "", frameNumbers = [] } = clips[at] ?? {};
      const from = sourceIn - (parseTimecode(timecode, rate) ?? Number.NaN);
      return frameNumbers.slice(from, from + frames);
    });
    expect([list, shown]).toEqual([list, wanted]);
  }
});
