/** Owns that takes are chosen, judged, compared and cut in the window: tray, take view, comparison and bin. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { InputOf } from "../../shared/rpc/contract.ts";
import { rateOf } from "../../shared/time/rate.ts";
import { writeNumberedFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import type { Host } from "../support/host.ts";
import type { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

/** A pass of two shots with two takes whose frames show their numbers, made ready. */
async function openWithTakes(editor: EditorDriver, host: Host, folder: string) {
  await editor.open([[2, 1]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const passId = (await host.call("project.get", opened)).project.passes[0]?.id as string;
  const tray = editor.page.getByRole("region", { name: "Takes tray" });
  const card = (number: number) => tray.getByRole("button", { name: new RegExp(`^Take ${number},`) });
  for (const [index, frames] of [75, 74].entries()) {
    const file = join(folder, `take-${index + 1}.mp4`);
    await writeNumberedFilm(foundFfmpeg, file, { rate: rateOf("24"), frames });
    await host.call("takes.import", { ...opened, passId, file });
    await expect(card(index + 1)).toBeVisible();
    await expect(card(index + 1).locator("img")).toBeVisible({ timeout: 30_000 });
  }
  await expect(card(2)).not.toHaveAccessibleName(/being prepared/);
  const saved = async () => {
    await expect(editor.page.getByTestId("save-status")).toHaveText("Saved");
    const { project, takes } = await host.call("project.get", opened);
    const pass = project.passes[0];
    if (!pass) throw new Error("no pass");
    const [first, second] = takes.map(({ id }) => id) as [string, string];
    return { pass, takes, first, second };
  };
  return { opened, tray, card, saved };
}

test("takes are circled, rated, rejected, tried, used and mixed by keys, and each is undone at once", async ({
  editor,
  page,
  workspace: { host, folder },
}) => {
  const { tray, card, saved } = await openWithTakes(editor, host, folder);
  await card(1).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("4");
  await expect(card(1)).toHaveAccessibleName(/circled, 4 stars, in the cut$/);
  await page.keyboard.press("ArrowRight");
  await expect(card(2)).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.type("Warped hands");
  await page.keyboard.press("Enter");
  await expect(card(2)).toHaveAccessibleName(/rejected: Warped hands/);
  await expect(card(2)).toBeFocused();
  const { pass, first, second } = await saved();
  expect(pass).toMatchObject({
    circledTake: first,
    takes: { [first]: { rating: 4 }, [second]: { rejected: "Warped hands" } },
  });
  await page.keyboard.press("x");
  await expect(card(2)).not.toHaveAccessibleName(/rejected/);
  await page.screenshot({ path: join(pictures, "takes-tray.png") });

  // Tried while the shot repeats: nothing is saved until Enter keeps it.
  await page.keyboard.press(".");
  await expect(tray.getByRole("status")).toHaveText("Enter keeps it, Esc goes back");
  await expect(card(2)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(card(1)).toHaveAttribute("aria-pressed", "true");
  expect((await saved()).pass.shots[0]?.take).toBeUndefined();
  await page.keyboard.press(".");
  await page.keyboard.press("Enter");
  await page.keyboard.press("k");
  await expect.poll(async () => (await saved()).pass.shots.map(({ take }) => take)).toEqual([second, undefined]);

  await page.keyboard.press("Shift+B");
  await expect.poll(async () => (await saved()).pass.shots.map(({ take }) => take)).toEqual([undefined, undefined]);
  await tray.getByRole("button", { name: "Best of" }).focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(async () => (await saved()).pass.shots[0]?.take).toBe(second);
});

test("a cut is corrected by frames; takes are compared in sync, wiped and as their difference; one goes to the bin and comes back", async ({
  editor,
  page,
  workspace: { host, folder },
}) => {
  const { opened, tray, card, saved } = await openWithTakes(editor, host, folder);
  await card(1).focus();
  await page.keyboard.press("o");
  const view = page.getByRole("dialog", { name: "SC010 Pass 1, take 1" });
  const shown = () =>
    view.locator("[data-source-frame]").evaluateAll((all) => all.map((each) => each.getAttribute("data-source-frame")));
  await expect.poll(shown).toEqual(["0"]);
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
  await expect.poll(shown).toEqual(["25"]);
  expect(await numberOn(page, "[role=dialog] [data-source-frame] canvas")).toBe(25);

  await page.keyboard.press("l");
  await expect.poll(async () => Number((await shown())[0])).toBeGreaterThan(40);
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowLeft");
  const pictured = () => numberOn(page, "[role=dialog] [data-source-frame] canvas");
  await expect.poll(async () => (await pictured()) - Number((await shown())[0])).toBe(0);

  const cut = view.getByRole("slider", { name: "Cut to SH0020" });
  const measured = Number(await cut.getAttribute("aria-valuenow"));
  await cut.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("ArrowRight");
  const moved = measured - 8;
  await expect(cut).toHaveAttribute("aria-valuenow", String(moved));
  await expect.poll(shown).toEqual([moved - 2, moved - 1, moved, moved + 1].map(String));
  await page.screenshot({ path: join(pictures, "take-cuts.png") });
  const row = view.getByRole("row", { name: /^SH0010/ });
  await expect(row).toContainText(String(moved));
  const { first } = await saved();
  expect((await saved()).pass.takes?.[first]?.cuts).toEqual({ [editor.shot(1)]: moved });

  const box = await cut.boundingBox();
  if (!box) throw new Error("no cut");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await saved()).pass.takes?.[first]?.cuts?.[editor.shot(1)]).toBeGreaterThan(moved);
  await view.getByRole("button", { name: /^Back to/ }).click();
  await expect(cut).toHaveAttribute("aria-valuenow", String(measured));
  expect((await saved()).pass.takes).toBeUndefined();
  await page.keyboard.press("Escape");

  await card(1).focus();
  await page.keyboard.press("Shift+C");
  const compared = page.getByRole("dialog", { name: /^Compare takes of SH0010/ });
  const frames = () =>
    compared.locator("[data-compared]").evaluateAll((all) => all.map((each) => each.getAttribute("data-source-frame")));
  await expect.poll(frames).toEqual(["0", "0"]);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(frames).toEqual(["3", "3"]);
  for (const index of [0, 1]) expect(await numberOn(page, "[role=dialog] [data-compared] canvas", index)).toBe(3);
  await compared.getByRole("button", { name: "Compare three" }).click();
  await expect.poll(frames).toEqual(["3", "3", "3"]);
  await page.screenshot({ path: join(pictures, "compare-takes.png") });
  await compared.getByRole("button", { name: "Wipe" }).click();
  await compared.getByRole("slider", { name: "Wipe" }).press("ArrowLeft");
  await expect(compared.getByRole("slider", { name: "Wipe" })).toHaveAttribute("aria-valuenow", "49");
  await compared.getByRole("button", { name: "Difference" }).click();
  // Both films have the same picture there.
  await expect.poll(() => numberOn(page, "[role=dialog] canvas")).toBe(0);
  await page.keyboard.press("Escape");

  await card(1).focus();
  await page.keyboard.press("Delete");
  await expect(card(1)).toHaveCount(0);
  await tray.getByRole("button", { name: "Bin" }).click();
  const bin = page.getByRole("dialog", { name: "Bin" });
  await expect(bin.getByRole("listitem")).toContainText("SC010 Pass 1, take 1");
  await page.screenshot({ path: join(pictures, "bin.png") });
  await bin.getByRole("button", { name: "Restore" }).click();
  await expect(bin.getByText("The bin is empty.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(1)).toBeVisible();
  expect((await host.call("bin.list", opened as InputOf<"bin.list">)).takes).toEqual([]);
});

/** The number that a film's picture shows, read from a canvas: eight fields, black or white. */
function numberOn(page: Page, selector: string, index = 0): Promise<number> {
  return page
    .locator(selector)
    .nth(index)
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const surface = canvas.getContext("2d") as CanvasRenderingContext2D;
      return Array.from({ length: 8 }, (_, bit) => {
        const x = Math.floor(((bit + 0.5) * canvas.width) / 8);
        const [red = 0] = surface.getImageData(x, Math.floor(canvas.height / 2), 1, 1).data;
        return red > 128 ? 2 ** bit : 0;
      }).reduce((sum, each) => sum + each, 0);
    });
}
