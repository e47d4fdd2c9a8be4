import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rateOf } from "../../shared/time/rate.ts";
import { writeCountedFilm } from "../support/counted-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { applyEdits, importTake } from "../support/takes-on-host.ts";
import { expect, test } from "./test.ts";
import { type SeenPicture, tapSound, visit, watchViewer } from "./viewer-watch.ts";

// For the tap that listens to what sounds; the page's own rules are kept in all other tests.
test.use({ bypassCSP: true });

const rate = rateOf("24");
/** Numbers of the films' first frames, and their tones. */
const films = { first: { firstNumber: 0, toneHz: 500 }, second: { firstNumber: 256, toneHz: 1500 } } as const;
const totalFrames = 96;

test("what is on the canvas is the frame that it says it is: sought, stepped, shuttled and played through seams, with its sound", async ({
  editor,
  page,
  workspace,
}) => {
  test.slow();
  await tapSound(page);
  const opened: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/proxy")) opened.push(request.url());
  });
  await editor.open([
    [2, 1],
    [1, 2],
  ]);
  const { host } = workspace;
  const { projectId } = await host.call("projects.open", { folder: editor.projectFolder });
  const { project } = await host.call("project.get", { projectId });
  const [one, two] = project.passes.map(({ id }) => id) as [string, string];
  const files = await Promise.all(
    Object.entries(films).map(async ([name, film]) => {
      const file = join(workspace.folder, `${name}.mp4`);
      await writeCountedFilm(foundFfmpeg, file, { rate, frames: 73, ...film });
      return file;
    }),
  );
  const first = await importTake(host, projectId, one, files[0] as string);
  const second = await importTake(host, projectId, one, files[1] as string);
  const third = await importTake(host, projectId, two, files[0] as string);
  const [a, b, c, d] = [0, 1, 2, 3].map((index) => editor.shot(index)) as [string, string, string, string];
  await applyEdits(host, projectId, [
    // What is measured of a film that shows bars is beside the point.
    ...[first, second].map((takeId) => ({ type: "take.cut", passId: one, takeId, shotId: b, frame: 48 }) as const),
    { type: "take.cut", passId: two, takeId: third, shotId: d, frame: 24 },
    { type: "shot.describe", shotId: a, fields: { take: first, trim: { in: 10, frames: 24 } } },
    { type: "shot.describe", shotId: b, fields: { take: second } },
    { type: "shot.describe", shotId: c, fields: { take: "animatic" } },
    { type: "shot.describe", shotId: d, fields: { take: third, trim: { in: -5, frames: 24 } } },
  ]);
  await expect(page.getByTestId("programme-length")).toHaveText("00:00:04:00");
  await expect
    .poll(async () => (await host.call("takes.products", { projectId })).map(({ state }) => state))
    .toEqual(["ready", "ready", "ready"]);
  await expect.poll(() => opened.length).toBeGreaterThan(0);
  await expect(page.getByTestId("preview-frame")).toHaveAttribute("data-source", first);
  await watchViewer(page);

  /** What the cut shows at a frame: the source, its frame, and its counter, if it has one. */
  const expected = (frame: number) => {
    if (frame < 24) return { source: first, sourceFrame: 10 + frame, counter: 10 + frame };
    if (frame < 48) return { source: second, sourceFrame: 24 + frame, counter: 256 + 24 + frame };
    if (frame < 72) return { source: "animatic", sourceFrame: frame - 48 };
    return { source: third, sourceFrame: 19 + frame - 72, counter: 19 + frame - 72 };
  };
  const expectExact = (pictures: readonly SeenPicture[]) => {
    for (const picture of pictures) expect(picture).toMatchObject(expected(picture.frame));
  };

  // 200 frames at random, then 200 steps each way.
  let seed = 1;
  const random = Array.from({ length: 200 }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % totalFrames;
  });
  const sought = await visit(page, random, "bar");
  expect(sought.map(({ frame }) => frame)).toEqual(random);
  expectExact(sought);
  const up = Array.from({ length: totalFrames }, (_, frame) => frame);
  for (const round of [0, 1, 2]) {
    const steps = round === 2 ? 10 : totalFrames;
    await visit(page, [0], "bar");
    expectExact(await visit(page, up.slice(1, steps), "ArrowRight"));
    expectExact(await visit(page, up.slice(0, steps - 1).toReversed(), "ArrowLeft"));
  }

  // Decoded from the films themselves it is the same frames.
  await page.getByRole("button", { name: "Overlays" }).click();
  await page.getByRole("menuitemradio", { name: "Full quality" }).click();
  await page.keyboard.press("Escape");
  expectExact(await visit(page, random.slice(0, 20), "bar"));
  await page.getByRole("button", { name: "Overlays" }).click();
  await page.getByRole("menuitemradio", { name: "Preview quality" }).click();
  await page.keyboard.press("Escape");
  // A menu that is still closing has the keys.
  await expect(page.getByRole("menu")).toHaveCount(0);

  // J K L, up to eight times as fast each way.
  const shown = async (work: () => Promise<void>) => {
    await page.evaluate(() => {
      window.viewerWatch.pictures.length = 0;
      window.viewerWatch.keep = true;
    });
    await work();
    return page.evaluate(() => {
      window.viewerWatch.keep = false;
      return window.viewerWatch.pictures;
    });
  };
  await page.keyboard.press("Shift+KeyL");
  // Without it playing ends with the cut, and a picture that is waited for never comes.
  await expect(page.getByRole("button", { name: "Loop the whole cut" })).toHaveAttribute("aria-pressed", "true");
  for (const key of ["KeyL", "KeyJ"]) {
    await visit(page, [0], "bar");
    for (const [presses, speed] of [1, 2, 4, 8].entries()) {
      const pictures = await shown(async () => {
        await page.keyboard.press(key);
        if (presses > 0) await expect(page.getByText(`${speed} ×`)).toBeVisible();
        await page.waitForFunction(() => window.viewerWatch.pictures.length > 8);
      });
      expectExact(pictures);
      expect(new Set(pictures.map(({ frame }) => frame)).size).toBeGreaterThan(4);
    }
    await page.keyboard.press("KeyK");
  }

  // Around and around through the seams: each picture is exact, none is early, and the sound changes with it, to a frame.
  await visit(page, [0], "bar");
  await page.evaluate(() => {
    window.viewerWatch.sounds.length = 0;
  });
  const kindOf = { [first]: "first", [second]: "second", [third]: "first", animatic: "animatic" };
  const lateSeconds = async (seam: number) => {
    const { pictures, sounds } = await page.evaluate(() => window.viewerWatch);
    const change = (near: number) =>
      sounds.find(
        ({ seconds, crossings }, at) =>
          Math.abs(seconds - near) < 0.45 &&
          kindHeard(crossings) === kindOf[expected(seam).source] &&
          kindHeard(sounds[at - 1]?.crossings) !== kindOf[expected(seam).source] &&
          kindHeard(sounds[at - 4]?.crossings) === kindOf[expected(seam - 1).source],
      );
    // Each picture of the shot counts from its own frame: the first may have waited for the processor.
    return pictures
      .filter(({ frame }) => frame >= seam && frame < seam + 24)
      .flatMap(({ frame, heardSeconds }) => {
        const into = (frame - seam) / 24;
        const heard = change(heardSeconds - into);
        return heard ? [heardSeconds - into - heard.seconds] : [];
      });
  };
  const played = await shown(async () => {
    await page.keyboard.press("KeyL");
    for (const seam of [24, 48, 72]) {
      await expect
        .poll(async () => Math.min(...(await lateSeconds(seam)).map(Math.abs)), { intervals: [250], timeout: 20_000 })
        .toBeLessThan(1 / 24);
      expect(Math.min(...(await lateSeconds(seam)))).toBeGreaterThan(-1 / 24);
    }
    await page.keyboard.press("KeyK");
  });
  expectExact(played);
});

test("a take whose file is gone is a red slate, says so, and stands in nobody's way while playing", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[2, 1]]);
  const { host } = workspace;
  const { projectId } = await host.call("projects.open", { folder: editor.projectFolder });
  const { project } = await host.call("project.get", { projectId });
  const file = join(workspace.folder, "gone.mp4");
  await writeCountedFilm(foundFfmpeg, file, { rate, frames: 73, toneHz: 500, firstNumber: 600 });
  const take = await importTake(host, projectId, project.passes[0]?.id as string, file);
  const frame = page.getByTestId("preview-frame");
  await expect(frame).toHaveAttribute("data-source", take);
  await expect
    .poll(async () => (await host.call("takes.products", { projectId })).map(({ state }) => state))
    .toEqual(["ready"]);
  const { media } = await host.call("project.get", { projectId });
  for (const { id } of media) {
    const folder = join(editor.projectFolder, "media");
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (name.includes(id.slice(0, 12))) rmSync(join(folder, name), { force: true });
    }
  }
  await page.reload();
  await expect(frame).toHaveAttribute("data-source", take);
  await expect(frame).not.toHaveAttribute("data-source-frame");
  await page.getByRole("button", { name: "Overlays" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Take and its frame" }).click();
  await page.keyboard.press("Escape");
  await expect(frame).toContainText("take01 · offline");
  await expect(frame).not.toContainText("Preparing");
  await page.keyboard.press("KeyL");
  await expect(frame).toHaveAttribute("data-frame", "71");
});

/** By its crossings in 5 ms: of 500 Hz 5, of 1500 Hz 16, of silence none. */
function kindHeard(crossings = 0): string {
  if (crossings === 0) return "animatic";
  return crossings < 9 ? "first" : "second";
}
