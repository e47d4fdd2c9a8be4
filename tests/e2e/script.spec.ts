import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { dropFiles } from "./drop-files.ts";
import { expect, test } from "./test.ts";

const lighthouse = resolve(import.meta.dirname, "../fixtures/scripts/lighthouse.fountain");
const words = (page: Page, text: string) => page.getByRole("button", { name: text });

test("a five-page script becomes a playing animatic by keyboard alone, and a second version is taken in part", async ({
  page,
  workspace,
}, info) => {
  test.setTimeout(60_000);
  await page.goto(await workspace.host.url());
  await page.getByRole("button", { name: "New from script…" }).focus();
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(lighthouse);
  const script = page.getByRole("region", { name: "Script", exact: true });
  await expect(script.getByRole("heading", { name: "The Last Keeper" })).toBeVisible();
  await expect(script.getByRole("heading", { name: "INT. LAMP ROOM - CONTINUOUS" })).toBeVisible();

  // From the paragraph to its shot, and on by arrows.
  await words(page, "WIDE SHOT: a lighthouse").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "SH0010" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "SH0020" })).toBeVisible();
  await expect(words(page, "Rain drives sideways")).toHaveAttribute("aria-pressed", "true");

  await page.keyboard.press("Alt+1");
  const picture = page.locator("[data-frame]");
  const before = Number(await picture.getAttribute("data-frame"));
  await page.keyboard.press("l");
  await expect.poll(async () => Number(await picture.getAttribute("data-frame"))).toBeGreaterThan(before);
  await page.keyboard.press("k");

  const second = info.outputPath("second.fountain");
  writeFileSync(
    second,
    readFileSync(lighthouse, "utf8")
      .replace("A moth circles the lantern.", "Two moths circle the lantern and burn.")
      .replace("EXT. HARBOR - DAWN", "INT. CELLAR - NIGHT\n\nWater rises between the barrels.\n\nEXT. HARBOR - DAWN"),
  );
  await page.keyboard.press("Alt+4");
  await page.getByRole("button", { name: "Import again…" }).focus();
  const again = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await again).setFiles(second);
  const changes = page.getByRole("complementary", { name: "Changes in second.fountain" });
  await expect(changes.getByRole("listitem")).toHaveCount(2);
  await changes.getByRole("checkbox", { name: /INT. CELLAR/ }).focus();
  await page.keyboard.press("Space");
  await changes.getByRole("button", { name: "Accept 1 change" }).focus();
  await page.keyboard.press("Enter");
  await expect(words(page, "Two moths circle the lantern and burn.")).toBeVisible();
  const cellar = script.getByRole("region", { name: "INT. CELLAR - NIGHT" });
  await expect(cellar.getByText("No pass")).toBeVisible();

  // What was left out is made by hand, and undo takes it back.
  await cellar.getByRole("button", { name: "Make a shot" }).focus();
  await page.keyboard.press("Enter");
  await expect(cellar.getByText("1 pass")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(cellar.getByText("No pass")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(words(page, "Two moths circle the lantern and burn.")).toBeVisible();
});

test("a script that is dropped on Home becomes a project, and one that is pasted in the editor is shown before anything changes", async ({
  page,
  workspace,
}) => {
  await page.goto(await workspace.host.url());
  await expect(page.getByRole("button", { name: "New from script…" })).toBeVisible();
  await dropFiles(page, [resolve(lighthouse, "../draft.fdx")]);
  const script = page.getByRole("region", { name: "Script", exact: true });
  await expect(script.getByRole("heading", { name: "INT. CAFÉ & BAR - NIGHT" })).toBeVisible();
  await expect(script.getByText("Not understood: 1")).toBeVisible();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "EXT. POND - DAY\n\nA duck lands on the ice and slides.");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const changes = page.getByRole("complementary", { name: "Changes in Pasted script" });
  await expect(changes.getByText("EXT. POND - DAY: 1 pass, 1 shot.")).toBeVisible();
  await changes.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(changes).toHaveCount(0);
  await expect(script.getByRole("heading", { name: "EXT. POND - DAY" })).toHaveCount(0);
});
