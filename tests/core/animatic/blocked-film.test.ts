import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFramePainter } from "../../../electron/core/animatic/frame-painter.ts";
import { frameFonts } from "../../../electron/core/fonts/frame-fonts.ts";
import { mediaIdsOf, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Element } from "../../../shared/project/model.ts";
import { mediaId, pass, project, shot } from "../../shared/animatic/sample-project.ts";

const frame = { widthPx: 640, heightPx: 360 };
const mara: Element = { id: "elm_0001", name: "Mara", kind: "character", images: [mediaId("a")] } as unknown as Element;
const camera = { size: "LS", angle: "eye", move: "push-in" } as const;
const one = pass([shot("1", { action: "@Mara walks to the door.", camera })], { heading: "INT. ROOM" });
const plan = planFrames(project([one], { elements: [mara] }), one);

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shotline-blocked-"));
  const green = { create: { width: 300, height: 400, channels: 3, background: "#00ff00" } } as const;
  await sharp(green).png().toFile(join(folder, "green.png"));
  writeFileSync(join(folder, "damaged.png"), "not a picture");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Frame 12 as a film has it, with this file for the portrait. */
async function drawn(file: string | null): Promise<Uint8Array> {
  const files = [[mediaId("a"), file === null ? null : join(folder, file)]] as const;
  const fonts = frameFonts(project([one]));
  return await createFramePainter({ plan, files, frame, burnIn: false, matte: null, fonts }).drawPixels(12);
}

function greenIn(pixels: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at + 1]! > 230 && pixels[at]! < 40 && pixels[at + 2]! < 40) count += 1;
  return count;
}

describe("the film of a blocked pass", () => {
  it("needs the pictures of whom its figures show", () => {
    expect(mediaIdsOf(plan)).toEqual([mediaId("a")]);
  });

  it("has the same bytes on two runs, and the portrait of whom a figure shows over its head", async () => {
    const [first, second] = [await drawn("green.png"), await drawn("green.png")];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(greenIn(first)).toBeGreaterThan(40);
  });

  it("is made without a portrait that is missing or damaged: the name is there", async () => {
    for (const file of ["damaged.png", "gone.png", null]) {
      const pixels = await drawn(file);
      expect(greenIn(pixels)).toBe(0);
      expect(pixels).toHaveLength(4 * frame.widthPx * frame.heightPx);
    }
  });
});
