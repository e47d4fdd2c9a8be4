import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { TimelineProbe } from "../../renderer/src/timeline/timeline-probe.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

test("a take is seen on the timeline, trimmed by frames with keys and by hand, slipped, stopped by its film, and undone", async ({
  editor,
  page,
  workspace: { host, folder },
}) => {
  await editor.open([[2, 1]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const file = join(folder, "timeline.mp4");
  await writeTwoShots(file);
  const { project } = await host.call("project.get", opened);
  await host.call("takes.import", { ...opened, passId: project.passes[0]?.id as string, file });
  const shots = editor.shotList.getByRole("option");
  await expect(shots.nth(1)).toContainText("take 1");
  // It lies over the end of the timeline.
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(shots.nth(1)).not.toContainText("preparing");
  // The film is bright, its animatic is not.
  await expect.poll(() => brightestOf(page, editor.shot(0))).toBeGreaterThan(200);
  const trims = async () => {
    await expect(page.getByTestId("save-status")).toHaveText("Saved");
    const saved = await host.call("project.get", opened);
    return saved.project.passes.flatMap((pass) => pass.shots.map(({ trim }) => trim ?? null));
  };
  const lengths = await editor.shownLengths();

  await editor.show("All passes");
  await editor.clickShot(1);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("]");
  await expect(shots.nth(1)).toContainText("trimmed to 22 frames from frame 0");
  expect(await trims()).toEqual([null, { in: 0, frames: 22 }]);

  await editor.dragEdge(1, "end", 1);
  await expect(editor.wall).toContainText("Take 1 has no more frames.");
  expect(await trims()).toEqual([null, { in: 0, frames: 28 }]);

  await editor.holdEdge(0, "end", -2 / 24);
  await page.screenshot({ path: join(pictures, "trim-in-cut.png") });
  await page.mouse.up();
  expect(await trims()).toEqual([
    { in: 0, frames: 46 },
    { in: 0, frames: 28 },
  ]);
  await page.keyboard.press("Alt+ArrowLeft");
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  expect((await trims())[0]).toEqual({ in: 11, frames: 46 });
  // What the cut plays of a shot changes nothing of the plan.
  expect(await editor.shownLengths()).toBe(lengths);
  await expect(page.getByRole("region", { name: "Length" })).toContainText("46 of 48 frames");
  await page.getByRole("button", { name: "Reset trim" }).click();
  expect((await trims())[0]).toBeNull();
  for (const expected of [{ in: 11, frames: 46 }, { in: 1, frames: 46 }, { in: 0, frames: 46 }, null]) {
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await trims())[0]).toEqual(expected);
  }
  await editor.show("Pass");
  await page.screenshot({ path: join(pictures, "trim-in-pass.png") });
});

/** 48 frames of one picture, 28 of another, with a tone. */
async function writeTwoShots(file: string): Promise<void> {
  const pictures = ["testsrc=s=320x180:r=24:d=2", `rgbtestsrc=s=320x180:r=24:d=${28 / 24}`];
  await foundFfmpeg.run(
    [
      ...pictures.flatMap((picture) => ["-f", "lavfi", "-i", picture]),
      ...["-f", "lavfi", "-i", `sine=f=330:r=48000:d=${76 / 24}`],
      ...[
        "-filter_complex",
        "[0]format=yuv420p[a];[1]format=yuv420p[b];[a][b]concat=n=2[v]",
        "-map",
        "[v]",
        "-map",
        "2:a",
      ],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", file],
    ],
    { timeLimitMs: 60_000 },
  );
}

/** The brightest point along the middle of a shot's picture. */
function brightestOf(page: Page, shotId: string): Promise<number> {
  return page.getByTestId("timeline").evaluate((timeline: HTMLElement, id) => {
    const probe = timeline.shotlineTimeline as TimelineProbe;
    const canvas = timeline.querySelector("canvas") as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const [start, end, middle] = [probe.edge(id, "start"), probe.edge(id, "end"), probe.shot(id)];
    if (!start || !end || !middle) return 0;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const { data } = context.getImageData(start.x - box.left + 4, middle.y - box.top - 10, end.x - start.x - 8, 1);
    return data.reduce((most, value, index) => (index % 4 === 3 ? most : Math.max(most, value)), 0);
  }, shotId);
}
