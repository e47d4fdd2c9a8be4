import type { Page } from "@playwright/test";
import type { TimelineProbe } from "../../renderer/src/timeline/timeline-probe.ts";
import { expect, test } from "./test.ts";

test("a shot wider than its picture shows its move from the first frame to the last, without a hole", async ({
  page,
  workspace: { host },
}) => {
  const { projectId } = await host.call("projects.createSample", {});
  const { folder, project, revision } = await host.call("project.get", { projectId });
  // The camera rises: what is seen at the end is not what was seen first.
  const shotId = project.passes[0]?.shots.find(({ camera }) => camera?.move === "pedestal-up")?.id ?? "";
  // A picture with something to see everywhere, as a floor and a wall are plain by themselves.
  const frame = project.elements.find(({ images }) => images.length > 0)?.images[0] ?? null;
  await host.call("edits.apply", {
    projectId,
    baseRevision: revision,
    edit: { type: "shot.describe", shotId, fields: { frame } },
  });
  // Here the shot has room for its first and its last frame, half of it each.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(await host.url());
  await page.getByTitle(folder, { exact: true }).click();
  await page.getByRole("listbox", { name: "Shots on the timeline" }).waitFor();
  await page.getByRole("button", { name: /Zoom in/ }).click();
  await expect.poll(() => seenAlong(page, shotId)).toMatchObject({ holePx: 0, moves: true });
});

/** Reads the canvas along a line through the middle of the shot's picture. */
function seenAlong(page: Page, shotId: string): Promise<{ holePx: number; moves: boolean }> {
  return page.getByTestId("timeline").evaluate((timeline: HTMLElement, id) => {
    const probe = timeline.shotlineTimeline as TimelineProbe;
    const canvas = timeline.querySelector("canvas") as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const startX = (probe.edge(id, "start")?.x ?? 0) - box.left;
    const endX = (probe.edge(id, "end")?.x ?? 0) - box.left;
    const y = (probe.shot(id)?.y ?? 0) - box.top;
    const widthPx = Math.floor(endX - startX - 4);
    const line = canvas.getContext("2d")?.getImageData(startX + 2, y, widthPx, 1).data ?? new Uint8ClampedArray();
    const at = (x: number) => line.slice(x * 4, x * 4 + 3);
    let run = 0;
    let longestRun = 0;
    for (let x = 1; x < widthPx; x += 1) {
      run = at(x).every((value, channel) => value === at(x - 1)[channel]) ? run + 1 : 0;
      longestRun = Math.max(longestRun, run);
    }
    const halfPx = Math.floor(widthPx / 2);
    let difference = 0;
    for (let x = 0; x < halfPx; x += 1) {
      const later = at(x + halfPx);
      at(x).forEach((value, channel) => {
        difference += Math.abs(value - (later[channel] ?? 0));
      });
    }
    return { holePx: longestRun > 24 ? longestRun : 0, moves: difference / (halfPx * 3) > 8 };
  }, shotId);
}
