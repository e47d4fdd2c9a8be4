import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Edit } from "../../shared/edits/edit.ts";
import { buildPlan } from "../support/builders.ts";
import { makeStill } from "../support/services/film.ts";
import { expect, type Studio, test } from "./studio.ts";

/** Mara left and Tom right in a pit lane, in a shot of 4 s; opened, with its shot selected. */
async function openDiner({ host, folder, editor }: Studio) {
  const { page } = editor;
  for (const [index, name] of ["mara", "tom", "lane"].entries()) {
    writeFileSync(join(folder, `${name}.jpg`), (await makeStill({ tone: 60 * (index + 1) })).bytes);
  }
  const plan = buildPlan([4000]);
  const [pass] = plan.passes;
  const elements = [
    { name: "Tom", kind: "character", images: ["tom.jpg"] },
    { name: "Mara", kind: "character", images: ["mara.jpg"] },
    { name: "Pit_lane", kind: "scene", images: ["lane.jpg"] },
  ];
  const camera = { at: [0, -4.2], height: 1.5, lens: 35, target: { at: [0, 0], height: 1.1 } };
  const shots = pass?.shots.map((shot) => ({
    ...{ ...shot, action: "@Tom warns @Mara", environment: "The @Pit_lane", camera: { size: "two-shot" } },
    blocking: { camera },
  }));
  const stage = {
    figures: [
      { id: "Tom", at: [0.9, 0], facing: -90 },
      { id: "Mara", at: [-0.9, 0], facing: 90 },
    ],
  };
  const planFile = join(folder, "diner.plan.json");
  writeFileSync(planFile, JSON.stringify({ ...plan, elements, passes: [{ ...pass, shots, stage }] }));
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  const view = () => host.call("project.get", { projectId });
  const opened = await view();
  const shot = opened.project.passes[0]?.shots[0];
  editor.projectFolder = opened.folder;
  editor.shotIds = [shot?.id ?? ""];
  await page.goto(await host.url());
  await editor.openRecent();
  await editor.clickShot(0);
  const edit = async (next: Edit) => {
    const { revision: baseRevision } = await view();
    await host.call("edits.apply", { projectId, baseRevision, edit: next });
  };
  const moveTom = () =>
    edit({
      type: "shot.describe",
      shotId: shot?.id ?? "",
      fields: { blocking: { ...shot?.blocking, figures: { Tom: { at: [1.3, 0] } } } },
    });
  const frame = async () => (await view()).project.passes[0]?.shots[0]?.frame;
  const stills = () => host.call("stills.list", { projectId });
  return { projectId, view, moveTom, frame, stills };
}

test("a picture is made from blocking, marked once the blocking is another one, fresh after undo, and made again", async ({
  studio,
  page,
}) => {
  const { fal } = studio;
  const { moveTom, frame, stills } = await openDiner(studio);
  await page.keyboard.press("Shift+F");
  const dialog = page.getByRole("dialog", { name: "Frame of SC010 Pit lane SH0010" });
  await expect(dialog.getByRole("radio", { name: "Blocking" })).toBeChecked();
  await expect(
    dialog.getByRole("img", { name: /^Blocked frame: @Mara in the left third, .*; @Tom in the right/ }),
  ).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Images that go along" }).getByRole("listitem")).toHaveText([
    /1\s*Blocked frame/,
    /2\s*@Mara/,
    /3\s*@Tom/,
    /4\s*@Pit_lane/,
  ]);
  await dialog.getByText("All that is asked for").click();
  await expect(dialog.getByText(/mannequin in the right third, .*, with @Tom \(image 3\)\./)).toBeVisible();
  await dialog.getByRole("button", { name: "Generate for ≈ $0.15" }).click();
  await expect(
    dialog.getByRole("button", { name: /^Candidate 1 of 1, Nano Banana Pro · fal.ai, from blocking/ }),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(dialog.getByText("In use as the shot’s frame.")).toBeVisible();
  expect(fal.charges).toHaveLength(1);
  const made = await frame();
  await page.keyboard.press("Escape");

  const mark = page.getByText("Made from another blocking: @Tom.");
  const inspector = page.getByText("The shot’s own frame.");
  await expect(inspector).toBeVisible();
  await expect(mark).toHaveCount(0);
  await moveTom();
  await expect(mark).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(mark).toHaveCount(0);
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(mark).toBeVisible();

  await page.getByRole("button", { name: "Make again…" }).click();
  await expect(dialog.getByRole("radio", { name: "Blocking" })).toBeChecked();
  await expect(
    dialog.getByRole("button", { name: /from blocking, made from another blocking, in use$/ }),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Generate for ≈ $0.15" }).click();
  // The service delivers the very same image, which is then made from both.
  const fresh = dialog.getByRole("button", {
    name: /^Candidate 1 of 2, Nano Banana Pro · fal.ai, from blocking, in use$/,
  });
  await expect(fresh).toBeVisible({ timeout: 30_000 });
  expect(await frame()).toBe(made);
  expect(await stills()).toHaveLength(2);
  expect(fal.charges).toHaveLength(2);
});

test("the blocked frame at the playhead becomes a start frame for nothing, and is drawn again by one press", async ({
  studio,
  page,
}) => {
  const { fal } = studio;
  const { view, moveTom, stills } = await openDiner(studio);
  await page.getByRole("button", { name: "Use this frame as" }).click();
  await expect(page.getByText("Use the blocked frame as")).toBeVisible();
  await page.getByRole("menuitem", { name: "End frame of SC010 Pit lane" }).click();
  await expect(page.getByText("End frame of SC010 Pit lane is now the blocked frame.")).toBeVisible();
  const endFrame = async () => (await view()).project.passes[0]?.endFrame;
  const [first] = await stills();
  expect(first).toMatchObject({ place: { kind: "endFrame" }, origin: { by: "blocking", blocking: { progress: 0 } } });
  await expect.poll(endFrame).toBe(first?.mediaId);
  await moveTom();
  await page.getByTitle("Show pass SC010 Pit lane").click();
  await page.getByRole("button", { name: "Make again" }).click();
  await expect.poll(endFrame).not.toBe(first?.mediaId);
  await expect(page.getByText(/^Made from another blocking/)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(endFrame).toBe(first?.mediaId);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(endFrame).toBeUndefined();

  // The floor plan's toolbar has the same, and the picture that is made from it.
  await page.keyboard.press("Alt+5");
  await page.getByRole("button", { name: "Picture", exact: true }).click();
  await page.getByRole("menuitem", { name: "Start frame of SC010 Pit lane" }).click();
  await expect.poll(async () => (await view()).project.passes[0]?.startFrame).toBe(first?.mediaId);
  await page.getByRole("button", { name: "Picture", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Picture from blocking/ }).click();
  await expect(page.getByRole("dialog", { name: "Frame of SC010 Pit lane SH0010" })).toBeVisible();
  expect(fal.requests).toEqual([]);
});

test("positions are offered in words, and added to the shot's words when they are accepted", async ({
  studio,
  page,
}) => {
  const { view } = await openDiner(studio);
  await page.getByRole("button", { name: "Positions" }).click();
  const words = /^@Mara in the left third, [a-z ]+, facing right; @Tom in the right third, [a-z ]+, facing left\.$/;
  await expect(page.getByTestId("positions")).toHaveText(words);
  const action = async () => (await view()).project.passes[0]?.shots[0]?.action;
  expect(await action()).toBe("@Tom warns @Mara");
  await page.getByRole("button", { name: "Add to action" }).click();
  await expect.poll(action).toMatch(/^@Tom warns @Mara\. @Mara in the left third, /);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(action).toBe("@Tom warns @Mara");
});
