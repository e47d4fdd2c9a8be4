/** Owns drawing on a shot as an artist does it: by mouse and by keys, seen in the viewer, taken back, and made the shot's frame. */
import type { Locator, Page } from "@playwright/test";
import type { Sketch } from "../../shared/project/sketch.ts";
import { expect, test } from "./test.ts";

const red = [229, 52, 43];
const white = [255, 255, 255];

/** The color of a canvas at a place in shares of its size. */
function colorAt(canvas: Locator, across: number, down: number): Promise<number[]> {
  return canvas.evaluate(
    (element: HTMLCanvasElement, [x, y]) => {
      const at = [Math.floor(element.width * x), Math.floor(element.height * y)] as const;
      return [
        ...(element
          .getContext("2d")
          ?.getImageData(...at, 1, 1)
          .data.slice(0, 3) ?? []),
      ];
    },
    [across, down] as const,
  );
}

async function dragAcross(page: Page, ...way: readonly (readonly [number, number])[]): Promise<void> {
  const box = await page.getByRole("application").boundingBox();
  if (!box) throw new Error("there is nothing to draw on");
  const place = ([x, y]: readonly [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
  const [first, ...others] = way.map(place);
  await page.mouse.move(...(first as [number, number]));
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}

test("a shot without a picture is drawn on white by mouse and keys, seen in the viewer, taken back and made its frame", async ({
  page,
  editor,
  workspace: { host },
}) => {
  await editor.open([[3, 2]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const stored = async () => (await host.call("project.get", opened)).project.passes[0]?.shots[1];
  const marksOf = (sketch: Sketch | undefined) => sketch?.layers.flatMap(({ marks }) => marks.map(({ kind }) => kind));
  await editor.clickShot(1);
  await page.keyboard.press("d");
  const sheet = page.getByRole("dialog", { name: "Draw on SH0020" });
  const drawing = sheet.getByRole("application");
  await expect(drawing).toBeFocused();

  // A line and a labeled box by mouse.
  await page.keyboard.press("p");
  await page.keyboard.press("3");
  await page.keyboard.press("]");
  await dragAcross(page, [0.2, 0.5], [0.8, 0.5]);
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 1 mark");
  await page.keyboard.press("r");
  await dragAcross(page, [0.1, 0.1], [0.3, 0.4]);
  await page.keyboard.type("Mara");
  await page.keyboard.press("Enter");
  // An arrow by keys alone: from the middle to the right, bent on the way.
  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 3 marks");
  await expect(sheet.getByRole("list", { name: "Marks on Layer 1" }).getByRole("listitem")).toHaveText([
    "Pencil line",
    "Box “Mara”",
    "Arrow",
  ]);
  await page.keyboard.press("Control+z");
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 2 marks");
  await page.keyboard.press("Control+Shift+z");
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 3 marks");
  await page.keyboard.press("e");
  // One sweep over the box and the line is one step.
  await dragAcross(page, [0.3, 0.2], [0.3, 0.6]);
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 1 mark");
  await page.keyboard.press("Control+z");
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 3 marks");
  await dragAcross(page, [0.3, 0.2], [0.301, 0.2]);
  await expect(drawing).toHaveAccessibleName("Drawing of SH0020, 2 marks");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  const viewer = page.getByTestId("preview-canvas");
  await expect.poll(() => colorAt(viewer, 0.3, 0.5)).toEqual(red);
  expect(await colorAt(viewer, 0.3, 0.8)).toEqual(white);
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  const drawn = (await stored())?.sketch;
  expect(drawn?.paper).toBe("white");
  expect(marksOf(drawn)).toEqual(["pencil", "arrow"]);
  expect(drawn?.layers[0]?.marks[1]).toMatchObject({ kind: "arrow", by: expect.any(Array) });

  // The drawing as the shot's frame: an image from then on, its layers kept and hidden.
  await page.keyboard.press("d");
  await sheet.getByRole("button", { name: "Use as the shot’s frame" }).click();
  await expect(sheet.getByRole("button", { name: "Show Layer 1" })).toBeVisible();
  await sheet.getByRole("button", { name: "Done" }).click();
  // As a stored picture it may be a shade off.
  const shadesOff = async () =>
    Math.max(...(await colorAt(viewer, 0.3, 0.5)).map((value, channel) => Math.abs(value - (red[channel] ?? 0))));
  await expect.poll(shadesOff).toBeLessThan(8);
  const framed = await stored();
  expect(framed?.frame).toMatch(/^[0-9a-f]{64}$/);
  expect(framed?.sketch).toEqual({ layers: [{ ...drawn?.layers[0], hidden: true }] });
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await stored())?.sketch).toEqual(drawn);
  expect((await stored())?.frame).toBeUndefined();
});

test("neighbors shine through the still viewer while they are asked for", async ({
  page,
  editor,
  workspace: { host },
}) => {
  await editor.open([[3, 2]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const { revision } = await host.call("project.get", opened);
  const edits = editor.shotIds.map((shotId, at) => ({
    type: "shot.describe" as const,
    shotId,
    fields: {
      sketch: {
        paper: "white" as const,
        layers: [
          {
            name: "L",
            marks:
              at === 0
                ? [
                    {
                      kind: "pencil" as const,
                      points: [[5000, 5000] as [number, number]],
                      thickness: 3000,
                      color: "#000000",
                    },
                  ]
                : [],
          },
        ],
      },
    },
  }));
  await host.call("edits.apply", { ...opened, baseRevision: revision, edit: { type: "batch", label: "Draw", edits } });
  await editor.clickShot(1);
  const viewer = page.getByTestId("preview-canvas");
  await expect.poll(() => colorAt(viewer, 0.5, 0.5)).toEqual(white);
  await page.keyboard.press("Shift+d");
  await expect.poll(async () => (await colorAt(viewer, 0.5, 0.5))[0]).toBeLessThan(180);
  expect((await colorAt(viewer, 0.5, 0.5))[0]).toBeGreaterThan(150);
  await page.keyboard.press("Space");
  await expect.poll(() => colorAt(viewer, 0.5, 0.5)).toEqual(white);
  await page.keyboard.press("Space");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+d");
  await expect.poll(() => colorAt(viewer, 0.5, 0.5)).toEqual(white);
});
