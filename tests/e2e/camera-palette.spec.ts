/** Owns that the camera palette shows every move as the animatic has it, and that it is worked by keyboard alone. */
import { createCanvas } from "@napi-rs/canvas";
import type { Page } from "@playwright/test";
import { createLayer } from "../../electron/core/animatic/layer.ts";
import type { PreviewProbe } from "../../renderer/src/camera/preview-loop.ts";
import { drawFrame } from "../../shared/animatic/draw-frame.ts";
import { frameAt, planFrames } from "../../shared/animatic/plan-frames.ts";
import type { Camera, Project } from "../../shared/project/model.ts";
import { type CameraMove, cameraMoves } from "../../shared/project/vocabulary.ts";
import type { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

/** Frames are compared by the means of blocks of so many pixels, in which edges smoothed in two ways are alike. */
const block = { width: 16, height: 18 };

const field = (page: Page) => page.getByRole("combobox", { name: "Size, angle, move, lens or transition" });
const preview = (page: Page) => page.getByTestId("camera-preview");

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("c");
  await expect(field(page)).toBeFocused();
}

async function projectOf({ projectFolder }: EditorDriver, host: { call: CallProject }): Promise<Project> {
  const { projectId } = await host.call("projects.open", { folder: projectFolder });
  return (await host.call("project.get", { projectId })).project;
}
interface CallProject {
  (method: "projects.open", params: { folder: string }): Promise<{ projectId: string }>;
  (method: "project.get", params: { projectId: string }): Promise<{ project: Project }>;
}

/** The reds of the palette's picture at these moments of what is active, as means of blocks. */
function shownAt(page: Page, moments: readonly number[]): Promise<number[][]> {
  return preview(page).evaluate(
    (canvas: HTMLCanvasElement, { wanted, size }) =>
      wanted.map((moment) => {
        (canvas.shotlinePreview as PreviewProbe).showAt(moment);
        const surface = canvas.getContext("2d") as CanvasRenderingContext2D;
        const { data, width, height } = surface.getImageData(0, 0, canvas.width, canvas.height);
        const across = width / size.width;
        const means = new Array<number>((across * height) / size.height).fill(0);
        for (let at = 0; at < width * height; at++) {
          const index = Math.floor(at / width / size.height) * across + Math.floor((at % width) / size.width);
          means[index] = (means[index] ?? 0) + (data[at * 4] ?? 0) / (size.width * size.height);
        }
        return means;
      }),
    { wanted: moments, size: block },
  );
}

/** The same of pixels as skia has them. */
function meansOf(pixels: Uint8Array, width: number): number[] {
  const across = width / block.width;
  const means = new Array<number>((across * pixels.length) / 4 / width / block.height).fill(0);
  for (let at = 0; at * 4 < pixels.length; at++) {
    const index = Math.floor(at / width / block.height) * across + Math.floor((at % width) / block.width);
    means[index] = (means[index] ?? 0) + (pixels[at * 4] ?? 0) / (block.width * block.height);
  }
  return means;
}

/** What a rendered animatic has at that moment of the first shot's move. */
function drawnAt(project: Project, move: CameraMove, moment: number, widthPx: number, heightPx: number): number[] {
  const [pass] = project.passes;
  if (!pass) throw new Error("no pass");
  const moved = { ...pass, shots: pass.shots.map((shot) => ({ ...shot, camera: { move } })) };
  const plan = planFrames({ ...project, passes: [moved] }, moved);
  const first = frameAt(plan, 0);
  const planned = { ...first, current: { ...first.current, progress: moment } };
  const canvas = createCanvas(widthPx, heightPx);
  const options = { frame: { widthPx, heightPx }, burnIn: false, matte: null, captions: false, layer: createLayer() };
  drawFrame(canvas.getContext("2d"), planned, () => "missing", options);
  return meansOf(canvas.data(), widthPx);
}

/** Two rasterizers smooth edges in their own ways, by 0.1 to 0.43 of 255 here, and what is out of focus by 0.53; the two moments of a move are further apart. */
const alikeBelow = (move: CameraMove) => (move === "rack-focus" ? 0.65 : 0.5);

function meanDifference(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

test("every move differs from frame to frame in the preview, and is the motion that the animatic has", async ({
  page,
  editor,
  workspace: { host },
}) => {
  // Moments are asked for one by one; meanwhile nothing plays.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await editor.open([[3, 2]]);
  const project = await projectOf(editor, host as { call: CallProject });
  await openPalette(page);
  const { width, height } = await preview(page).evaluate(({ width, height }: HTMLCanvasElement) => ({ width, height }));
  const moments = [0.3, 0.52];
  for (const move of cameraMoves) {
    await field(page).fill(move.replaceAll("-", ""));
    await expect(preview(page)).toHaveAttribute("data-entry", `move-${move}`);
    const [early = [], late = []] = await shownAt(page, moments);
    const travelled = meanDifference(early, late);
    if (move === "static") expect(travelled, move).toBe(0);
    else expect(travelled, move).toBeGreaterThan(0.8);
    const film = moments.map((moment) => drawnAt(project, move, moment, width, height));
    expect(meanDifference(early, film[0] ?? []), move).toBeLessThan(alikeBelow(move));
    expect(meanDifference(late, film[1] ?? []), move).toBeLessThan(alikeBelow(move));
  }
});

test("letters find a move, Enter sets it in one step, Escape and letting go leave everything as it was", async ({
  page,
  editor,
  workspace: { host },
}) => {
  await editor.open([[3, 2]]);
  const { projectId } = await host.call("projects.open", { folder: editor.projectFolder });
  const camera = async (): Promise<Camera | undefined> =>
    (await host.call("project.get", { projectId })).project.passes[0]?.shots[0]?.camera;
  await openPalette(page);
  await page.keyboard.type("pu");
  await expect(preview(page)).toHaveAttribute("data-entry", "move-push-in");
  await expect(page.getByRole("status").getByText("“the camera pushes in slowly”")).toBeVisible();
  const before = await preview(page).getAttribute("data-progress");
  await expect(preview(page)).not.toHaveAttribute("data-progress", before ?? "");

  const viewer = page.getByTestId("preview-frame");
  await page.keyboard.down("Space");
  await expect(viewer).not.toHaveAttribute("data-frame", "0");
  await page.keyboard.up("Space");
  await expect(viewer).toHaveAttribute("data-frame", "0");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
  expect(await camera()).toBeUndefined();

  await openPalette(page);
  await page.keyboard.type("pu");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect.poll(camera).toEqual({ move: "push-in" });
  await expect(field(page)).toHaveCount(0);

  await openPalette(page);
  await expect(page.getByRole("option", { name: /^Push in\s?, set/ })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("slider", { name: "Strength" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(camera).toEqual({ move: "push-in", strength: 105 });
  await page.getByRole("slider", { name: "Hold at the end" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(camera).toEqual({ move: "push-in", strength: 105, hold: { start: 0, end: 5 } });
  await page.keyboard.press("Escape");
  for (const _ of [1, 2, 3]) await page.keyboard.press("Control+z");
  await expect.poll(camera).toBeUndefined();
});
