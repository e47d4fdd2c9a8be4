import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** What axe finds that is more than minor. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.filter(({ impact }) => impact !== "minor").map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

test("help opens by F1, is searched and read by keyboard, and follows its links without a network", async ({
  page,
  freshWorkspace: { host },
}) => {
  await page.goto(await host.url());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin)) outside.push(request.url());
  });
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "Help" });
  const search = help.getByRole("combobox", { name: "Search help" });
  await expect(search).toBeFocused();
  await expect(help.getByRole("article", { name: "Shotline help" })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await search.pressSequentially("fountain scrip");
  await expect(help.getByRole("option").first()).toContainText("script");
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const article = help.getByRole("article");
  await expect(article).toBeFocused();
  await expect(article.locator("mark").first()).toBeVisible();
  await search.fill("no such wordings");
  await expect(help.getByText("Nothing found. Try fewer letters.")).toBeVisible();
  await search.fill("");
  await help.getByRole("button", { name: "Your first video in five minutes" }).first().click();
  await expect(article).toHaveAccessibleName("Your first video in five minutes");
  const picture = article.locator("img").first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await article.getByRole("button", { name: "API key" }).first().click();
  await expect(article).toHaveAccessibleName("API keys of the services");
  await help.getByRole("button", { name: "Back", exact: true }).click();
  await expect(article).toHaveAccessibleName("Your first video in five minutes");
  expect(outside).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("the tour is offered once on the sample, goes through the window by keyboard, and is found again", async ({
  page,
  freshWorkspace: { host },
}) => {
  await page.goto(await host.url());
  await page.getByRole("button", { name: "Open the sample" }).click();
  const offer = page.getByRole("region", { name: "Tour" });
  await expect(offer).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await offer.getByRole("button", { name: "Take the tour" }).click();
  await expect(offer).toHaveCount(0);
  const step = page.getByRole("dialog");
  const titles = ["Passes", "Viewer", "Timeline", "Inspector", "Camera palette", "Takes", "Generate", "Export"];
  for (const [index, title] of titles.entries()) {
    await expect(step).toHaveAccessibleName(title);
    await expect(step).toContainText(`${index + 1} of ${titles.length}`);
    const next = step.getByRole("button", { name: title === "Export" ? "Done" : "Next" });
    await expect(next).toBeFocused();
    if (title === "Timeline") {
      expect(await barriers(page)).toEqual([]);
      // Its keys are not the editor's: the shot stays as long as it is.
      await page.keyboard.press("Period");
      await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
    }
    await page.keyboard.press("Enter");
  }
  await expect(step).toHaveCount(0);
  await page.getByRole("button", { name: /^Project / }).click();
  await page.getByRole("menuitem", { name: "Take the tour" }).click();
  await expect(step).toHaveAccessibleName("Passes");
  await page.keyboard.press("Escape");
  await expect(step).toHaveCount(0);
  await page.getByRole("button", { name: /^Project / }).click();
  await page.getByRole("menuitem", { name: "Close project" }).click();
  await page.getByRole("button", { name: "Open the sample" }).click();
  await expect(page.getByTestId("timeline")).toBeVisible();
  await expect(offer).toHaveCount(0);
});

test("the tour may be declined, and begins with the sample where no project is open", async ({
  page,
  freshWorkspace: { host },
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(await host.url());
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("region", { name: "Tour" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Project / }).click();
  await page.getByRole("menuitem", { name: "Close project" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("tour");
  await expect(page.getByRole("option").first()).toContainText("Tour");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveAccessibleName("Passes");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("timeline")).toBeVisible();
});
