/** Owns that texts of every script that the app ships a font for are drawn without help of the system's fonts. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./test.ts";

const texts = {
  "Shotline JP": "夜のレース",
  "Shotline KR": "밤의 경주",
  "Shotline SC": "这里赛车",
  "Shotline Arabic": "سباق الليل",
  "Shotline Hebrew": "מירוץ לילה",
  "Shotline Thai": "แข่งกลางคืน",
  "Shotline Devanagari": "रात की दौड़",
  "Shotline Emoji": "🎬🏁",
};
const all = Object.values(texts).join(" ");

/** Remembers what is written on canvases, with its font. */
function watchCanvases(): void {
  const written = new Map<string, string>();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    written.set(`${this.canvas.closest("[data-testid=timeline]") ? "timeline" : "viewer"} ${text}`, this.font);
    return fillText.call(this, text, ...place);
  };
  Object.assign(window, { written });
}

function isWritten(text: string): boolean {
  return (window as unknown as { written: Map<string, string> }).written.has(text);
}

/** The fonts that the texts of the page were drawn with: those of the page by `name`, and those of the system. */
async function fontsUsed(page: Page, session: CDPSession) {
  await page.evaluate(() => document.fonts.ready);
  const { root } = await session.send("DOM.getDocument", { depth: 0 });
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "body, body *" });
  const used = { shipped: new Set<string>(), system: new Set<string>() };
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const font of fonts) used[font.isCustomFont ? "shipped" : "system"].add(font.familyName);
  }
  return used;
}

test("texts in every shipped script are drawn in the window, its canvases and its fields with the shipped fonts", async ({
  page,
  freshWorkspace: { folder, host },
}) => {
  test.setTimeout(60_000);
  const shots = Object.values(texts).map((text) => ({ durationMs: 1000, action: text }));
  const plan = {
    schema: "shotline.plan.1",
    project: { name: all, rate: "24", start: "01:00:00:00" },
    elements: [{ name: "マラ", description: all, kind: "character", images: ["mara.jpg"] }],
    passes: [0, 4].map((from) => ({
      ...{ scene: "SC010", name: all, profile: "animatic", aspectRatio: "16:9", resolution: "1080p" },
      shots: shots.slice(from, from + 4),
    })),
  };
  copyFileSync(join(import.meta.dirname, "../../resources/sample/images/mara-front.jpg"), join(folder, "mara.jpg"));
  const planFile = join(folder, "scripts.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  const opened = await host.call("projects.createFromPlan", { planFile });
  const { folder: projectFolder } = await host.call("project.get", { projectId: opened.projectId });
  await page.addInitScript(watchCanvases);
  await page.goto(await host.url());
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");

  await expect(page.getByTitle(projectFolder, { exact: true })).toBeVisible();
  const onHome = await fontsUsed(page, session);
  expect([...onHome.system]).toEqual([]);

  await page.getByTitle(projectFolder, { exact: true }).click();
  await expect(page.getByTestId("timeline")).toBeVisible();
  await page.keyboard.press("Home");
  for (const text of Object.values(texts)) {
    await expect.poll(() => page.evaluate(isWritten, `viewer ${text}`)).toBe(true);
    await page.keyboard.press("Shift+ArrowRight");
  }
  await page.getByTestId("timeline").click();
  await expect(page.getByRole("textbox", { name: /subject|action|prompt/i }).first()).toBeVisible();
  const inEditor = await fontsUsed(page, session);
  expect([...inEditor.system]).toEqual([]);
  // Each family draws its characters on canvas as it does when it is asked alone, once it has come.
  const drawnBy = (place: string) =>
    page.evaluate(
      ([at, wanted]) => {
        const { written } = window as unknown as { written: Map<string, string> };
        const canvas = new OffscreenCanvas(80, 80);
        const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
        const pixels = (font: string, text: string) => {
          context.clearRect(0, 0, 80, 80);
          context.font = font;
          context.fillText(text, 4, 60);
          return String(context.getImageData(0, 0, 80, 80).data);
        };
        return Object.entries(wanted).flatMap(([family, text]) => {
          const [character = ""] = text;
          const found = [...written].find(([key]) => key.startsWith(at) && key.includes(character));
          if (!found) return [];
          const chain = pixels(found[1].replace(/[\d.]+px/, "40px"), character);
          const alone = pixels(found[1].replace(/[\d.]+px.*$/, `40px "${family}"`), character);
          return chain === alone && chain !== pixels("40px serif", "\uffff") ? [family] : [];
        });
      },
      [place, texts] as const,
    );
  await expect.poll(() => drawnBy("timeline")).toEqual(Object.keys(texts));
  await expect.poll(() => drawnBy("viewer")).toEqual(Object.keys(texts));
});
