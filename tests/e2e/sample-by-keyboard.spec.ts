/**
 * Owns that a person without a mouse can write what the app ships: only the three files of the elements are dropped.
 *
 * Long texts come at once but for their last letters, as from dictation; `SHOTLINE_LONG=1` types each of their letters.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Plan, parsePlan, planOfProject } from "../../shared/project/plan.ts";
import { isLong } from "../support/long.ts";
import { dropFiles } from "./drop-files.ts";
import { expect, test } from "./test.ts";

// Of so many keys, each a step, a trace takes longer than the keys themselves.
test.use({ trace: "off" });

/** So many letters of a text are typed key by key. */
const typedLetters = 12;

const sample = join(import.meta.dirname, "../../resources/sample");
const hashOf = (file: string) =>
  createHash("sha256")
    .update(readFileSync(join(sample, file)))
    .digest("hex");

/** The shipped plan with each image as its hash; a cut is what a shot without a transition begins with. */
function shippedPlan(): Plan {
  const { plan } = parsePlan(readFileSync(join(sample, "sample.plan.json"), "utf8"));
  if (!plan) throw new Error("the sample is no plan");
  return withoutCuts({
    ...plan,
    elements: plan.elements.map((element) => ({ ...element, images: element.images.map(hashOf) })),
    passes: plan.passes.map((pass) => ({
      ...pass,
      ...(pass.startFrame === undefined ? {} : { startFrame: hashOf(pass.startFrame) }),
    })),
  });
}

function withoutCuts(plan: Plan): Plan {
  const passes = plan.passes.map((pass) => ({
    ...pass,
    shots: pass.shots.map(({ transition, ...shot }) => (transition === "cut" ? shot : { ...shot, transition })),
  }));
  return { ...plan, passes };
}

/** What a screen reader would call what has the focus. */
function focusedName(): string {
  const focused = document.activeElement;
  const words = focused instanceof HTMLElement ? focused.innerText.replace(/\s+/g, " ").trim() : "";
  return focused?.getAttribute("aria-label") ?? words;
}

class Keys {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    const typedFrom = isLong ? 0 : Math.max(0, text.length - typedLetters);
    if (typedFrom > 0) await this.page.keyboard.insertText(text.slice(0, typedFrom));
    await this.page.keyboard.type(text.slice(typedFrom));
  }

  /** Tabs on until the control of this name has the focus. */
  async to(name: string | RegExp, key = "Tab"): Promise<void> {
    const pattern = typeof name === "string" ? `^${name.replace(/[()]/g, "\\$&")}$` : name.source;
    for (let count = 0; count < 90; count += 1) {
      if (new RegExp(pattern).test(await this.page.evaluate(focusedName))) return;
      await this.press(key);
    }
    throw new Error(`Tab does not come to ${name}`);
  }

  /** Tabs to a text and replaces it. */
  async write(name: string, text: string): Promise<void> {
    await this.to(name);
    await this.press("ControlOrMeta+a");
    await this.type(text);
  }

  /** Tabs to a list of choices and picks by typing how the choice begins. */
  async pick(name: string, choice: string, typed = choice.toLowerCase(), key = "Tab"): Promise<void> {
    await this.to(name, key);
    const field = this.page.getByRole("combobox", { name, exact: true });
    if ((await field.innerText()) === choice) return;
    await this.press("Enter");
    // Whoever types reads the list first.
    await expect(this.page.locator("[role=listbox] :focus, [role=listbox]:focus")).toBeVisible();
    await this.type(typed);
    await this.press("Enter");
    await expect(field).toHaveText(choice);
    await expect(field).toBeFocused();
  }

  /** Tabs to a control that asks for files, and gives it some. */
  async choose(name: string, files: readonly string[]): Promise<void> {
    await this.to(name);
    const chooser = this.page.waitForEvent("filechooser");
    await this.press("Enter");
    await (await chooser).setFiles(files.map((file) => join(sample, file)));
  }
}

test("the sample is written from nothing by keyboard alone", async ({ page, freshWorkspace: { host } }) => {
  test.setTimeout(240_000);
  const plan = shippedPlan();
  const [pass] = plan.passes;
  const file = JSON.parse(readFileSync(join(sample, "sample.plan.json"), "utf8")) as {
    elements: { images: string[] }[];
    passes: { startFrame: string }[];
  };
  if (!pass) throw new Error("the sample has no pass");
  const keys = new Keys(page);
  await page.goto(await host.url());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await keys.to(/^New project/);
  await keys.press("Enter");
  await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
  await keys.type(plan.project.name);
  await keys.press("Enter");
  await expect(page.getByRole("listbox", { name: "Shots on the timeline" })).toBeVisible();

  const panel = page.getByRole("region", { name: "Elements" });
  const box = await panel.boundingBox();
  if (!box) throw new Error("there are no elements on the screen");
  const place = { x: box.x + box.width / 2, y: box.y + box.height - 20 };
  for (const [index, { name, kind, description }] of plan.elements.entries()) {
    const [front = "", ...views] = file.elements[index]?.images ?? [];
    await dropFiles(page, [join(sample, front)], place);
    const dialog = page.getByRole("dialog", { name: /^Element/ });
    await expect(dialog).toBeVisible();
    await keys.write("Element name", name);
    await keys.pick("Kind", kind);
    await keys.write("Description", description ?? "");
    for (const [at, view] of views.entries()) {
      await keys.choose("Add images", [view]);
      await expect(
        dialog
          .getByText(`${at + 2} images`)
          .or(dialog.locator("img").nth(at + 1))
          .first(),
      ).toBeVisible();
    }
    await keys.press("Escape");
    await expect(dialog).toHaveCount(0);
  }

  await goTo(keys, "Passes");
  await keys.to(/^SC010 /);
  await keys.press("Enter");
  await goTo(keys, "Inspector");
  await keys.to("Guidance");
  await keys.press("ArrowRight", "ArrowRight", "ArrowRight");
  await keys.to("Audio");
  await expect(page.locator(":focus")).toHaveAttribute("aria-checked", String(pass.audio));
  await keys.choose("start frame", [file.passes[0]?.startFrame ?? ""]);
  await keys.write("Scene", pass.scene);
  await keys.write("Pass name", pass.name);
  await keys.pick("Model profile", "Animatic", "anim", "Shift+Tab");
  await keys.pick("Resolution", pass.resolution);

  for (const [index, shot] of pass.shots.entries()) {
    await goTo(keys, "Timeline");
    await keys.press(...(index === 0 ? ["ArrowRight"] : ["n"]));
    await expect(page.getByRole("heading", { name: `SH00${index + 1}0` })).toBeVisible();
    await goTo(keys, "Inspector");
    await keys.write("Duration in seconds", String(shot.durationMs / 1000));
    for (const field of ["action", "environment", "lighting", "mood"] as const) {
      await keys.write(`${field.charAt(0).toUpperCase()}${field.slice(1)}`, shot[field] ?? "");
    }
    const { camera, transition, slowMotion, dialogue, ambience, notes } = shot;
    await keys.pick("Shot size", camera?.size ?? "");
    await keys.pick("Camera angle", camera?.angle === "eye" ? "Eye level" : "Low");
    await keys.pick("Camera move", moves[camera?.move ?? ""] ?? "");
    await keys.write("Lens", camera?.lens ?? "");
    if (camera?.note) await keys.write("Camera note", camera.note);
    if (transition) await keys.pick("Transition in", transition === "dissolve" ? "Dissolve" : "Hard cut");
    if (slowMotion) {
      await keys.to("Slow motion");
      await keys.press("Space");
    }
    for (const [at, { speaker, line }] of (dialogue ?? []).entries()) {
      await keys.to("Add dialogue line");
      await keys.press("Enter");
      await keys.to(`Speaker of line ${at + 1}`);
      await keys.type(speaker);
      await keys.write(`Line ${at + 1}`, line);
    }
    await keys.write("Ambience", ambience ?? "");
    if (notes) await keys.write("Notes", notes);
    await keys.press("Tab");
  }
  await expect(page.getByTestId("save-status")).toHaveText("Saved");

  const [{ folder } = { folder: "" }] = await host.call("projects.list", {});
  const { project } = await host.call("project.get", await host.call("projects.open", { folder }));
  expect(withoutCuts(planOfProject(project, (mediaId) => mediaId))).toEqual(plan);
});

/** Goes from part to part of the window until the focus is in this one. */
async function goTo(keys: Keys, part: string): Promise<void> {
  const wanted = keys.page.locator(`[aria-label="${part}"]:is(section, aside)`);
  for (let count = 0; count < 6; count += 1) {
    await keys.press("F6");
    if (await wanted.evaluateAll((all) => all.some((each) => each.contains(document.activeElement)))) return;
  }
  throw new Error(`F6 does not come to ${part}`);
}

const moves: Readonly<Record<string, string>> = {
  "push-in": "Push in",
  "pedestal-up": "Pedestal up",
  "truck-right": "Truck right",
  "crane-up": "Crane up",
};
