/** Owns that the walk with a screen reader is as it is written down: after every key, what has the focus, and what is read aloud. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

interface Step {
  readonly key: string;
  /** Role, name and state, in the words of the browser's accessibility tree; empty where the document leaves it out. */
  readonly focus: string;
  readonly aloud: string;
}

const text = readFileSync(join(import.meta.dirname, "../../docs/screen-reader.md"), "utf8");

/** The rows of every table, in order. */
const steps: Step[] = [...text.matchAll(/^\| (.+?) \| (.*?) ?\| (.*?) ?\|$/gm)]
  .map(([, key = "", focus = "", aloud = ""]) => ({ key, focus, aloud }))
  .filter(({ key }) => key !== "key" && key !== "---");

/** What has the focus, or the option that it names as the active one. */
async function focused(page: Page): Promise<string> {
  const found = await page.evaluate(() => {
    const focus = document.activeElement;
    const active = focus?.getAttribute("aria-activedescendant");
    const said = (active && document.getElementById(active)) || focus;
    for (const each of document.querySelectorAll("[data-said]")) each.removeAttribute("data-said");
    said?.setAttribute("data-said", "");
    return said !== null && said !== document.body;
  });
  if (!found) return "nothing";
  const [line = ""] = (await page.locator("[data-said]").ariaSnapshot()).split("\n");
  // What stands in the element follows after a colon, and names with a colon are quoted.
  return /^- '?(.*?(?:"[^"]*")?(?: \[\w+\])*)'?(?::.*)?$/.exec(line)?.[1] ?? line;
}

test("a walk of timeline, palettes and shot list is read as it is written down", async ({ editor, page }) => {
  await editor.open([[4, 3, 4]]);
  const list = page.getByRole("listbox", { name: "Shots on the timeline" });
  while (!(await list.evaluate((element) => element === document.activeElement))) await page.keyboard.press("F6");
  expect(steps.length).toBeGreaterThan(20);
  for (const [index, { key, focus, aloud }] of steps.entries()) {
    await page.keyboard.press(key);
    const row = `row ${index + 1}, ${key}`;
    if (focus !== "") await expect.poll(() => focused(page), row).toBe(focus);
    if (aloud !== "") await expect(page.getByTestId("announcer"), row).toHaveText(aloud);
  }
});
