import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { checkImage, makeProxy, makeThumbnail, readImageFacts } from "../../../electron/core/media/images.ts";
import { workName } from "../../../electron/core/runtime/work-name.ts";
import { openFolder } from "./media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const photo = rig.file("photo.jpg");

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: "#b04020", noise: undefined as never } });
}

/** Its pixels differ, so that its data are long enough to be cut. */
async function writeNoise(file: string): Promise<void> {
  const raw = { width: 300, height: 200, channels: 3 as const };
  const pixels = Uint8Array.from({ length: 300 * 200 * 3 }, (_, index) => (Math.imul(index, 2654435761) >>> 11) & 255);
  await sharp(pixels, { raw }).toFile(file);
}

beforeAll(async () => {
  await writeNoise(photo);
});

describe("an image from outside", () => {
  it.each(["jpg", "png", "webp", "tiff", "gif"])("is known by its header and read to its end: %s", async (format) => {
    const file = rig.file(`whole.${format}`);
    await writeNoise(file);
    const facts = await checkImage(file);
    expect(facts).toEqual({
      format: format === "jpg" ? "jpeg" : format,
      widthPx: 300,
      heightPx: 200,
      bytes: readFileSync(file).length,
    });
    expect(await readImageFacts(file)).toEqual(facts);
  });

  it.each(["jpg", "png", "webp"])("is refused when it is cut off: %s", async (format) => {
    const file = rig.file(`whole-2.${format}`);
    await writeNoise(file);
    writeFileSync(rig.file(`cut.${format}`), readFileSync(file).subarray(0, readFileSync(file).length / 2));
    await expect(checkImage(rig.file(`cut.${format}`))).rejects.toMatchObject({ code: "image.unreadable" });
  });

  it("is refused when it is empty, no image, or a drawing program", async () => {
    writeFileSync(rig.file("empty.png"), "");
    writeFileSync(rig.file("text.png"), "not an image");
    writeFileSync(rig.file("drawing.png"), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const name of ["empty.png", "text.png", "drawing.png"]) {
      await expect(checkImage(rig.file(name))).rejects.toMatchObject({
        code: "image.unreadable",
        next: expect.any(String),
      });
    }
  });

  it("is refused when it is not there", async () => {
    await expect(checkImage(rig.file("gone.png"))).rejects.toMatchObject({
      code: "image.missing",
      path: rig.file("gone.png"),
    });
  });

  it("is refused unread when it is 20,000 pixels wide", async () => {
    await plain(20_000, 4).png().toFile(rig.file("wide.png"));
    await expect(checkImage(rig.file("wide.png"))).rejects.toMatchObject({ code: "image.too-large" });
    expect(await readImageFacts(rig.file("wide.png"))).toMatchObject({ widthPx: 20_000, heightPx: 4 });
  });
});

describe("a smaller copy of an image", () => {
  it("is upright, opaque and at most 2,560 pixels on a side", async () => {
    const turned = rig.file("turned.png");
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    await sharp({ create: { width: 3000, height: 1000, channels: 4, background: clear } })
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(turned);
    expect(await readImageFacts(turned)).toMatchObject({ widthPx: 1000, heightPx: 3000 });
    expect(await makeProxy(turned, rig.file("proxy.jpg"))).toEqual({ widthPx: 853, heightPx: 2560 });
    const { data, info } = await sharp(rig.file("proxy.jpg")).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels, data[0]]).toEqual([853, 2560, 3, 0x1a]);
  });

  it("is not larger than the image, and keeps its colours", async () => {
    await plain(64, 32).png().toFile(rig.file("small.png"));
    expect(await makeThumbnail(rig.file("small.png"), rig.file("small-thumb.jpg"), 320)).toEqual({
      widthPx: 64,
      heightPx: 32,
    });
    expect(await makeThumbnail(photo, rig.file("thumb.jpg"), 120)).toEqual({ widthPx: 120, heightPx: 80 });
    const { data } = await sharp(rig.file("small-thumb.jpg")).raw().toBuffer({ resolveWithObject: true });
    expect(Math.abs(data[0]! - 0xb0)).toBeLessThanOrEqual(2);
  });

  it("leaves nothing when the image is cut off or the disk is full", async () => {
    const file = rig.file("cut-2.jpg");
    writeFileSync(file, readFileSync(photo).subarray(0, 9000));
    await expect(makeProxy(file, rig.file("none.jpg"))).rejects.toMatchObject({ code: "image.unreadable" });
    if (existsSync("/dev/full")) {
      symlinkSync("/dev/full", workName(rig.file("none.jpg")));
      await expect(makeProxy(photo, rig.file("none.jpg"))).rejects.toMatchObject({ code: "disk.full" });
    }
    expect(readdirSync(rig.folder).filter((name) => name.startsWith("none"))).toEqual([]);
  });
});
