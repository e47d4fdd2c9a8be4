/** Owns that axe finds nothing serious or moderate on any screen, and that each has one main heading. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "@playwright/test";
import type Axe from "axe-core";
import { rateOf } from "../../shared/time/rate.ts";
import { writeNumberedFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { makePng } from "../support/received-images.ts";
import { exampleText } from "../support/workflows.ts";
import { test as studioTest } from "./studio.ts";
import { expect, test } from "./test.ts";

const axeSource = readFileSync(
  createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Checks the whole page, or `part` of it alone. Fails with a line for each element that breaks a rule: how bad, which rule, where, and why. */
async function expectAccessible(page: Page, screen: string, part?: string): Promise<void> {
  // What fades in has its colors at the end.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  // The page has no frames, so axe is put into it once and runs there; bringing out all that it looked at takes several times as long.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // A menu or list that is open hides the rest, and lies in no landmark while it does: rules about the whole page are not for it.
  const found = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run(selector ?? document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact !== "minor")
      .flatMap(({ impact, id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) =>
            `${impact} ${id}: ${target.join(" ")}: ${failureSummary?.replace(/\s*\n\s*/g, " ")}`,
        ),
      );
  }, part);
  expect.soft(found, screen).toEqual([]);
  if (part === undefined) expect.soft(await page.locator("h1").count(), `main headings of ${screen}`).toBe(1);
}

/** Checks the dialog that `open` opens, and closes it. */
async function expectAccessibleDialog(page: Page, screen: string, open: () => Promise<void>): Promise<void> {
  await open();
  await expect(page.getByRole("dialog").first()).toBeVisible();
  await expectAccessible(page, screen);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Changes a shot, adds one, and has a word that nobody knows. */
const listOfEverything = [
  ["Scene", "Pass", "Shot", "Action", "Size"],
  ["SC010", "Pass 1", "SH0010", "It rains", "CU"],
  ["SC020", "Yard", "", "It pours", "Huge"],
]
  .map((cells) => cells.join("\t"))
  .join("\n");

function menuItem(page: Page, menu: Locator, item: RegExp): () => Promise<void> {
  return async () => {
    await menu.click();
    await page.getByRole("menuitem", { name: item }).click();
  };
}

test("the start screen and its dialogs", async ({ page, freshWorkspace: { host } }) => {
  test.setTimeout(120_000);
  await page.goto(await host.url());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page, "start screen without projects");
  const start = page.getByRole("navigation");
  await expectAccessibleDialog(page, "new project", () => start.getByRole("button", { name: /^New project/ }).click());
  await expectAccessibleDialog(page, "chooser", () => start.getByRole("button", { name: /^Open…/ }).click());
  await expectAccessibleDialog(page, "keyboard shortcuts", () => page.keyboard.press("?"));
  await expectAccessibleDialog(page, "all commands", () => page.keyboard.press("Control+k"));
  await page.keyboard.press("Control+Comma");
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await expectAccessible(page, `settings, ${await tab.innerText()}`);
  }
  await page.getByRole("tab", { name: "Services" }).click();
  const workflow = {
    name: "Boat.json",
    mimeType: "application/json",
    buffer: Buffer.from(exampleText("start-frame-still")),
  };
  await page.getByLabel("Workflow file").setInputFiles(workflow);
  await expect(page.getByRole("dialog", { name: "Add a ComfyUI workflow" })).toBeVisible();
  await expectAccessible(page, "ComfyUI workflow");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  for (const name of ["Night race", "夜のレース"]) await host.call("projects.create", { name });
  await page.reload();
  await expect(page.getByText("夜のレース").first()).toBeVisible();
  await expectAccessible(page, "start screen with projects");
});

test("the editor and its dialogs", async ({ page, editor, workspace }) => {
  test.setTimeout(180_000);
  await editor.open([
    [3, 2, 4],
    [5, 5, 5],
  ]);
  await expectAccessible(page, "editor with a pass");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  for (const [name, button] of [
    ["request", /^What will be sent/],
    ["render", /^Render animatic…/],
    ["start frame", /^Frames… \(start frame\)/],
    ["kit", /kit/i],
  ] as const) {
    await expectAccessibleDialog(page, name, () => inspector.getByRole("button", { name: button }).first().click());
  }
  await page.getByRole("button", { name: "Add element" }).click();
  await expect(page.getByRole("dialog", { name: /^Element/ })).toBeVisible();
  await expectAccessible(page, "element");
  const small = { name: "small.png", mimeType: "image/png", buffer: await makePng("red") };
  await page.getByLabel("Add images").setInputFiles(small);
  await expect(page.getByRole("dialog", { name: "Crop small.png" })).toBeVisible();
  await expectAccessible(page, "crop");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "frontal image" })).toBeVisible();
  await expectAccessible(page, "element with an image");
  await page.getByRole("button", { name: "Keep in library" }).click();
  await expect(page.getByRole("button", { name: "Update library" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessibleDialog(page, "element library", () =>
    page.getByRole("button", { name: "Element library" }).click(),
  );
  await expectAccessible(page, "editor with an element");
  const project = page.getByRole("banner").getByRole("button", { name: "Project Night race" });
  await project.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "project menu", "[role=menu]");
  await page.keyboard.press("Escape");
  for (const [name, item] of [
    ["project settings", /^Project settings/],
    ["backups", /^Backups/],
    ["export", /^Export…/],
    ["models compared", /^Compare models/],
    ["import comments", /^Import comments/],
    ["archive project", /^Archive project/],
  ] as const) {
    await expectAccessibleDialog(page, name, menuItem(page, project, item));
  }
  const picker = inspector.getByRole("combobox").first();
  await picker.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page, "models", "[role=listbox]");
  await page.keyboard.press("Escape");
  await inspector.getByRole("button", { name: /^What will be sent|^Show/ }).click();
  const request = page.getByRole("dialog", { name: "What will be sent" });
  await request.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Dismiss" })).toBeVisible();
  // A notice covers no button of a dialog, also where both would lie in the same place.
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const button of await request.getByRole("button").all()) await button.click({ trial: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("Escape");
  await expectAccessible(page, "editor with a notice");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await editor.clickShot(1);
  await expectAccessible(page, "editor with a shot");
  const edited = join(workspace.folder, "edited.edl");
  writeFileSync(edited, cutOfOneClip);
  await expectAccessibleDialog(page, "comparison", async () => {
    await menuItem(page, project, /^Compare edited cut/)();
    await page.getByRole("textbox", { name: "Path" }).fill(edited);
    await page.getByRole("dialog").getByRole("button", { name: "Compare" }).click();
    await expect(page.getByRole("list", { name: "Changes" })).toBeVisible();
  });
  await expectAccessibleDialog(page, "archive that is written", async () => {
    await menuItem(page, project, /^Archive project/)();
    await page.getByRole("textbox", { name: "Archive file" }).fill(join(workspace.folder, "written"));
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Archived" })).toBeVisible();
  });
  const unreadable = join(workspace.folder, "unreadable.shotarchive");
  writeFileSync(unreadable, "no archive");
  await expectAccessibleDialog(page, "archive that can't be opened", async () => {
    await menuItem(page, project, /^Open archive/)();
    await page.getByRole("textbox", { name: "Path" }).fill(unreadable);
    await page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
    await expect(page.getByRole("dialog", { name: /^Open unreadable/ }).getByRole("alert")).toBeVisible();
  });
});

test("the page of a shot", async ({ page, editor }) => {
  test.setTimeout(60_000);
  await editor.open([[3, 2]]);
  await editor.clickShot(0);
  await page.getByRole("textbox", { name: "Action", exact: true }).fill("then @Nobody walks");
  await expect(page.locator(".cm-problem").first()).toBeVisible();
  await page.keyboard.press("F8");
  await expectAccessible(page, "a shot with notes on its text");
  await page.getByRole("button", { name: "Copy action" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "menu of a field", "[role=menu]");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  await expectAccessibleDialog(page, "history of a shot", async () => {
    await page.getByRole("button", { name: "History of the shot’s texts" }).click();
    await expect(page.getByRole("button", { name: "Restore version 1" })).toBeVisible();
  });
  await expectAccessibleDialog(page, "sketch", async () => {
    await page.keyboard.press("d");
    await page.getByRole("button", { name: "Add a layer" }).click();
  });
  await expectAccessibleDialog(page, "camera palette", () => page.keyboard.press("c"));
});

test("a picture from blocking, positions in words, and a frame of another blocking", async ({
  page,
  editor,
  workspace,
}) => {
  test.setTimeout(60_000);
  await editor.open([[3]]);
  await editor.clickShot(0);
  await page.getByRole("textbox", { name: "Action", exact: true }).fill("A man waits");
  await expectAccessibleDialog(page, "positions in words", async () => {
    await page.getByRole("button", { name: "Positions" }).click();
    await expect(page.getByTestId("positions")).toBeVisible();
  });
  await page.getByRole("button", { name: "Use this frame as" }).click();
  await page.getByRole("menuitem", { name: /^Frame of / }).click();
  await expect(page.getByText("The shot’s own frame.")).toBeVisible();
  const { projectId } = await workspace.host.call("projects.open", { folder: editor.projectFolder });
  const { revision: baseRevision } = await workspace.host.call("project.get", { projectId });
  const fields = { camera: { size: "ECU" as const } };
  const edit = { type: "shot.describe" as const, shotId: editor.shot(0), fields };
  await workspace.host.call("edits.apply", { projectId, baseRevision, edit });
  await expect(page.getByText(/^Made from another blocking/)).toBeVisible();
  await expectAccessible(page, "a shot whose frame was made from another blocking");
  await expectAccessibleDialog(page, "picture from blocking", async () => {
    await page.keyboard.press("Shift+F");
    await page.getByText("All that is asked for").click();
  });
});

test("import of a list and its preview", async ({ page, editor }) => {
  test.setTimeout(120_000);
  await editor.open([[3, 2, 4]]);
  await expectAccessibleDialog(page, "import", () => page.keyboard.press("Control+i"));
  await expectAccessibleDialog(page, "preview of a list", async () => {
    await page.keyboard.press("Control+i");
    await page.getByLabel("Paste a shot list or a prompt").fill(listOfEverything);
    await page.getByRole("button", { name: "Read the text" }).click();
    await expect(page.getByText("Changed shots")).toBeVisible();
    await page.getByText("Columns: 5").click();
  });
});

test("shot list, board, search and print", async ({ page, editor }) => {
  test.setTimeout(120_000);
  await editor.open([
    [3, 2, 4],
    [5, 5, 5],
  ]);
  await page.keyboard.press("Alt+2");
  const cell = page.getByRole("grid", { name: "Shots" }).locator("[data-shot] [data-column=size]").first();
  await cell.click();
  await expectAccessible(page, "shot list");
  await page.keyboard.press("m");
  await expect(page.getByRole("option", { name: "MCU" })).toBeVisible();
  await expectAccessible(page, "cell of the shot list being edited");
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Filter shots" }).fill("nothing like it");
  await expect(page.getByText("No shot matches the filter.")).toBeVisible();
  await expectAccessible(page, "shot list without shots");
  await page.getByRole("button", { name: "Show all shots" }).click();
  await page.keyboard.press("Alt+3");
  await page.getByRole("listbox", { name: "Shots on the board" }).focus();
  await expectAccessible(page, "board");
  await expectAccessibleDialog(page, "search", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("shot");
    await expect(page.getByRole("option", { name: /SH0010/ }).first()).toBeVisible();
  });
  await expectAccessibleDialog(page, "print", () => page.keyboard.press("Control+p"));
});

test("the floor plan", async ({ page, editor }) => {
  test.setTimeout(60_000);
  await editor.open([[3, 2]]);
  await page.keyboard.press("Alt+5");
  const plan = page.getByRole("region", { name: "Floor plan" });
  await expect(plan.getByRole("button", { name: /^Camera, / })).toBeVisible();
  await expectAccessible(page, "floor plan");
  await plan.getByRole("button", { name: "Add prop" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "menu of props", "[role=menu]");
  await page.getByRole("menuitem", { name: "Car" }).click();
  await plan.getByRole("button", { name: /^Figure 1, / }).focus();
  await page.keyboard.press("p");
  await expect(plan.getByRole("button", { name: /path point 1/ })).toBeFocused();
  await expectAccessible(page, "floor plan with a prop and a path");
});

test("script and the changes of another version", async ({ page, editor }) => {
  test.setTimeout(60_000);
  await editor.open([[3, 2]]);
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("heading", { name: "No script yet" })).toBeVisible();
  await expectAccessible(page, "no script");
  const chooser = page.getByLabel("Script file");
  const paragraphs = ["INT. GARAGE - NIGHT", "MARA (30) opens the door.", "MARA\n(low)\nHello?", "[[Which door?]]"];
  const scriptFile = (text: string) => ({ name: "door.fountain", mimeType: "text/plain", buffer: Buffer.from(text) });
  await chooser.setInputFiles(scriptFile(paragraphs.join("\n\n")));
  await expectAccessible(page, "changes of a script");
  await page.getByRole("button", { name: "Accept 1 change" }).press("Enter");
  await page.getByRole("button", { name: "MARA (30) opens the door." }).press("Enter");
  await expectAccessible(page, "script beside its shots");
  await chooser.setInputFiles(scriptFile([...paragraphs, "EXT. YARD - DAY", "A dog sleeps."].join("\n\n")));
  await page.getByRole("button", { name: "Accept 1 change" }).waitFor();
  await page.getByRole("checkbox").press("Space");
  await expectAccessible(page, "changes of a script, none chosen");
});

test("takes: tray, view, comparison and bin", async ({ page, editor, workspace: { host, folder } }) => {
  test.setTimeout(120_000);
  await editor.open([[2, 1]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const passId = (await host.call("project.get", opened)).project.passes[0]?.id as string;
  const file = join(folder, "accessible.mp4");
  await writeNumberedFilm(foundFfmpeg, file, { rate: rateOf("24"), frames: 74 });
  await page.keyboard.press("t");
  await expect(page.getByText("No takes yet.").first()).toBeVisible();
  await expectAccessible(page, "tray without takes");
  await host.call("takes.import", { ...opened, passId, file });
  const card = page.getByRole("button", { name: /^Take 1,/ });
  await expect(card.locator("img")).toBeVisible({ timeout: 30_000 });
  await card.focus();
  for (const key of ["Enter", "3"]) await page.keyboard.press(key);
  await expect(card).toHaveAccessibleName(/3 stars/);
  await expectAccessible(page, "tray with a take");
  await page.keyboard.press("x");
  await expect(page.getByRole("textbox", { name: "Reason" })).toBeVisible();
  await expectAccessible(page, "reason of a rejection", "[role=dialog]");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More for Take 1" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "menu of a take", "[role=menu]");
  await page.keyboard.press("Escape");
  await expectAccessibleDialog(page, "view of a take", async () => {
    await card.focus();
    await page.keyboard.press("o");
    await page.getByRole("tab", { name: "Made from" }).click();
    await expect(page.getByText("accessible.mp4")).toBeVisible();
    await expectAccessible(page, "what a take was made from");
    await page.getByRole("tab", { name: "Video and cuts" }).click();
    await page.getByRole("slider", { name: "Cut to SH0020" }).focus();
  });
  await expectAccessibleDialog(page, "takes compared", async () => {
    await card.focus();
    await page.keyboard.press("Shift+C");
    await page.getByRole("button", { name: "Wipe" }).click();
  });
  await card.focus();
  await page.keyboard.press("Delete");
  await expectAccessibleDialog(page, "bin", () => page.getByRole("button", { name: "Bin" }).click());
});

test("what stands on a stage in numbers, presets and set-ups", async ({ page, editor }) => {
  test.setTimeout(120_000);
  await editor.open([[3, 2]]);
  await editor.clickShot(0);
  await page.keyboard.press("Alt+5");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Camera in numbers" }).click();
  const lens = inspector.getByRole("spinbutton", { name: "Lens", exact: true });
  await lens.fill("0");
  await lens.press("Enter");
  await expect(inspector.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "camera in numbers, one wrong");
  for (const menu of ["Presets…", "Set-up"]) {
    await page.getByRole("button", { name: menu }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, `menu ${menu}`, "[role=menu]");
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Presets…" }).click();
  await page.getByRole("menuitem", { name: /^Table of four/ }).click();
  for (const thing of ["Figure 1", "Table", "Light and floor"]) {
    await inspector.getByRole("combobox", { name: "Selected on the stage" }).click();
    await page.getByRole("option", { name: thing, exact: true }).click();
    await expect(inspector.getByRole("heading", { level: 2 })).toHaveText(thing);
    await expectAccessible(page, `${thing} in numbers`);
  }
});

test("an export that is done, and its review page", async ({ page, editor, workspace }) => {
  test.setTimeout(120_000);
  await editor.open([[2, 1]]);
  await page.getByRole("banner").getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog");
  const folder = join(workspace.folder, "reviewed");
  for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
  await dialog.getByRole("checkbox", { name: /^Review page/ }).check();
  await dialog.getByRole("textbox", { name: "Folder" }).fill(folder);
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await dialog.getByText("Log", { exact: true }).click({ timeout: 100_000 });
  await expectAccessible(page, "exported");
  await page.goto(pathToFileURL(join(folder, "Review.html")).href);
  await expect(page.getByLabel("Timecode")).toHaveText("01:00:00:00");
  await expectAccessible(page, "review page");
});

test("a pass for a service without a key", async ({ page, editor }) => {
  test.setTimeout(60_000);
  await editor.open([[3]], "pixio/kling-v3-pro");
  await expectAccessible(page, "editor without a key");
  await expectAccessibleDialog(page, "generate without a key", () => page.keyboard.press("Control+Enter"));
});

test("whoever wants less motion sees none", async ({ page, workspace }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(await workspace.host.url());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const motion = await page.evaluate(() =>
    ["", "::before", "::after"].map((part) => {
      const { transitionDuration, animationDuration, animationIterationCount } = getComputedStyle(document.body, part);
      return [Number.parseFloat(transitionDuration), Number.parseFloat(animationDuration), animationIterationCount];
    }),
  );
  for (const each of motion) expect(each).toEqual([0.00001, 0.00001, "1"]);
});

const cutOfOneClip = [
  "TITLE: Night race edit",
  "001  S0100010 V     C        01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00",
  "* FROM CLIP NAME: NightRace_SC010_SH0010_animatic.mov",
  "",
].join("\n");

test("a window that stopped, with its report", async ({ page, editor, complaints }) => {
  await editor.open([[4, 3]]);
  await page.route(/\/rpc\/project\.get$/, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    // No part can draw a name that is no text.
    answer.value.project.passes[0].name = { not: "a text" };
    await route.fulfill({ response, json: answer });
  });
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "The window stopped" })).toBeVisible();
  await page.getByText("Copy report…").click();
  await expect(page.getByRole("textbox", { name: "Report" })).toHaveValue(/^Shotline test, /);
  await expectAccessible(page, "a window that stopped");
  complaints.length = 0;
});

test("a project that was lost in part, and one that is lost", async ({ page, freshWorkspace: { host, folder } }) => {
  const { projectId } = await host.call("projects.create", { name: "Night race" });
  await host.call("backups.make", { projectId });
  const whole = await host.call("project.get", { projectId });
  const lost = join(folder, "projects", "Lost.shotline");
  cpSync(whole.folder, lost, { recursive: true });
  for (const name of ["project.db-wal", "project.db-shm"]) rmSync(join(lost, name), { force: true });
  writeFileSync(join(lost, "project.db"), "This is no database.\n".repeat(900));
  await page.goto(await host.url());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate((name) => {
    window.location.hash = `#project=${encodeURIComponent(name)}`;
    window.location.reload();
  }, lost);
  await expect(page.getByRole("radio", { checked: true })).toBeFocused();
  await expectAccessible(page, "what can be opened of a damaged project");
  rmSync(join(lost, "backups"), { recursive: true });
  await page.reload();
  await expect(page.getByText(/^Nothing of the plan can be read/)).toBeVisible();
  await expectAccessible(page, "nothing left of a project");
});

studioTest("jobs, takes and what is sent", async ({ studio: { editor, fal, jobs }, page }) => {
  studioTest.setTimeout(180_000);
  await editor.open([[3]], "fal/kling-v3-pro");
  const generate = page.getByRole("button", { name: /^Generate for/ });
  await page.keyboard.press("Control+j");
  await expect(jobs).toBeVisible();
  await expectAccessible(page, "no jobs");
  await page.keyboard.press("Control+Enter");
  await expect(generate).toBeEnabled();
  await expectAccessible(page, "generate");
  await generate.click();
  const play = jobs.getByRole("button", { name: "Play take 1" });
  await expect(play).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, "jobs and a take");
  await expectAccessibleDialog(page, "take", () => play.click());
  const more = jobs.getByRole("button", { name: /more/i }).first();
  await expectAccessibleDialog(page, "request of a job", menuItem(page, more, /request/i));
  await expectAccessibleDialog(page, "log of a job", menuItem(page, more, /log/i));
  await expectAccessibleDialog(page, "tasks elsewhere", () =>
    jobs.getByRole("button", { name: /^Find tasks/ }).click(),
  );
  await jobs.getByRole("tab", { name: "Spending" }).click();
  await expectAccessible(page, "spending");
  await jobs.getByRole("tab", { name: "Jobs" }).click();
  fal.refusals.push({ status: 403, body: { detail: "User is locked. Reason: Exhausted balance." } });
  await page.keyboard.press("Control+Enter");
  await generate.click();
  await expect(jobs.getByRole("button", { name: "Retry…" })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, "a job that failed");
});

test("a project that another window has, and that can be taken over", async ({ page, editor, workspace }) => {
  await editor.open([[4, 3]]);
  const second = await page.context().newPage();
  await second.goto(await workspace.host.url());
  await second.getByTitle(editor.projectFolder, { exact: true }).click();
  await expect(second.getByTestId("save-status")).toHaveText(/^Read-only: open in another window/);
  await expectAccessible(second, "project of another window", "header");
  await page.goto("about:blank");
  await expect(second.getByRole("button", { name: "Take over" })).toBeVisible();
  await expectAccessible(second, "project to take over", "header");
});
