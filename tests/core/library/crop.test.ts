import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { upload } from "../../support/elements.ts";
import { makePng } from "../../support/received-images.ts";

async function project() {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Crops" });
  const pixels = async (mediaId: string) => {
    const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, mediaId)}`));
    return sharp(Buffer.from(await answer.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
  };
  return { core, folder, projectId, pixels };
}

/** Red at the left, blue at the right. */
async function twoColors(widthPx: number, heightPx: number) {
  const blue = await makePng("blue", widthPx / 2, heightPx);
  return sharp(await makePng("red", widthPx, heightPx)).composite([{ input: blue, left: widthPx / 2, top: 0 }]);
}

describe("a crop", () => {
  test("is the region, pixel for pixel, beside the original", async () => {
    const { core, projectId, pixels } = await project();
    const whole = await upload(core, projectId, "wide.png", await (await twoColors(1200, 400)).png().toBuffer());
    const region = { x: 500, y: 50, width: 500, height: 320 };
    const crop = await core.call("image.crop", { projectId, mediaId: whole.id, ...region });
    expect(crop).toMatchObject({ name: "wide crop.png", format: "png", widthPx: 500, heightPx: 320, missing: false });
    const { data, info } = await pixels(crop.id);
    const at = (x: number) => [...data.subarray(x * info.channels, x * info.channels + 3)];
    expect([at(0), at(99), at(100), at(499)]).toEqual([
      [255, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
      [0, 0, 255],
    ]);
    const { media } = await core.call("project.get", { projectId });
    expect(media.map(({ id }) => id).sort()).toEqual([whole.id, crop.id].sort());
  });

  test("counts pixels as the image is seen, whatever way the camera was held", async () => {
    const { core, projectId, pixels } = await project();
    // Seen, it stands upright: red below, blue above.
    const turned = await (await twoColors(800, 600)).withMetadata({ orientation: 8 }).jpeg({ quality: 100 }).toBuffer();
    const whole = await upload(core, projectId, "turned.jpg", turned);
    expect([whole.widthPx, whole.heightPx]).toEqual([600, 800]);
    const region = { x: 0, y: 0, width: 600, height: 380 };
    const crop = await core.call("image.crop", { projectId, mediaId: whole.id, ...region });
    const { data } = await pixels(crop.id);
    expect(data[2]).toBeGreaterThan(240);
    expect(data[0]).toBeLessThan(15);
  });

  test("of few pixels is enlarged to what models need, and one of many bytes is packed tighter", async () => {
    const { core, projectId } = await project();
    const small = await upload(core, projectId, "small.png", await makePng("red", 200, 150));
    const enlarged = await core.call("image.crop", {
      projectId,
      mediaId: small.id,
      x: 0,
      y: 0,
      width: 200,
      height: 150,
    });
    expect(enlarged).toMatchObject({ widthPx: 400, heightPx: 300, format: "jpeg" });
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const loud = sharp({ create: { width: 1900, height: 1900, channels: 3, background: "gray", noise } });
    const large = await upload(core, projectId, "loud.png", await loud.png({ compressionLevel: 0 }).toBuffer());
    expect(large.bytes).toBeGreaterThan(10 * 1024 * 1024);
    const packed = await core.call("image.crop", {
      projectId,
      mediaId: large.id,
      x: 0,
      y: 0,
      width: 1900,
      height: 1900,
    });
    expect(packed.bytes).toBeLessThanOrEqual(10 * 1024 * 1024);
    expect([packed.format, packed.widthPx]).toEqual(["jpeg", 1900]);
  });

  test("of a shape that no model takes, or outside the image, is refused and stores nothing", async () => {
    const { core, projectId } = await project();
    const whole = await upload(core, projectId, "wide.png", await makePng("red", 1600, 400));
    const crop = (region: { x: number; y: number; width: number; height: number }) =>
      core.call("image.crop", { projectId, mediaId: whole.id, ...region });
    await expect(crop({ x: 0, y: 0, width: 1200, height: 400 })).rejects.toMatchObject({ code: "image.ratio" });
    for (const region of [
      { x: 1500, y: 0, width: 400, height: 400 },
      { x: 0, y: 300, width: 400, height: 400 },
      { x: 2000, y: 0, width: 400, height: 400 },
    ]) {
      await expect(crop(region)).rejects.toMatchObject({ code: "input.invalid" });
    }
    expect((await core.call("project.get", { projectId })).media).toHaveLength(1);
  });
});
