import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { uploadUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "../support/build-core.ts";
import { makeProject } from "../support/tampered.ts";

/** A lossless WebP of one color: some bytes that say how large it is, and next to nothing else. */
function webp(widthPx: number, heightPx: number): Buffer {
  const bits = (widthPx - 1) | ((heightPx - 1) << 14);
  const data = Buffer.alloc(14);
  data.writeUInt8(0x2f, 0);
  data.writeInt32LE(bits, 1);
  // No transform, no cache, and five codes of one symbol each.
  data.writeUInt8(0x88, 5);
  data.writeUInt8(0x88, 6);
  data.writeUInt8(0x08, 7);
  const chunk = Buffer.concat([Buffer.from("VP8L"), uint32(data.length), data]);
  return Buffer.concat([Buffer.from("RIFF"), uint32(chunk.length + 4), Buffer.from("WEBP"), chunk]);
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

/** A PNG that says how large it is, 16 bits deep, and holds a few rows of zeros. */
function png(widthPx: number, heightPx: number, isInterlaced: boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([16, 6, 0, 0, isInterlaced ? 1 : 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000), { level: 9 });
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

async function upload(bytes: Buffer) {
  const { core } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const body = new Uint8Array(bytes);
  const answer = await core.fetch(
    new Request(`http://shotline/${uploadUrl(projectId, "bomb.png")}`, { method: "PUT", body }),
  );
  return (await answer.json()) as { ok: boolean; error?: { code: string; message: string; next: string } };
}

describe("an image that a few bytes make enormous", () => {
  test.each([
    ["a WebP of 16,383 pixels a side", webp(16_383, 16_383)],
    ["a WebP within the pixels, with next to no bytes", webp(12_000, 12_000)],
    ["a PNG of 16,000 pixels a side", png(16_000, 16_000, false)],
    ["an interlaced PNG of 16 bits", png(12_000, 12_000, true)],
    ["a PNG of 65,535 pixels a side", png(65_535, 65_535, true)],
  ])("is refused before it is decoded, and the limit is said: %s", async (_what, bytes) => {
    const { ok, error } = await upload(bytes);
    expect(ok).toBe(false);
    expect(error).toMatchObject({ code: "image.too-large", next: expect.any(String) });
    expect(error?.message).toMatch(/pixels.*(?:more than|the limit is)/);
  });

  test("is not decoded for a thumbnail where it came with the project's folder", async () => {
    const made = await makeProject();
    writeFileSync(join(made.folder, made.image), webp(16_383, 16_383));
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: made.folder });
    const answer = await core.fetch(new Request(`http://shotline/media/${projectId}/${made.mediaId}/thumbnail`));
    expect(await answer.json()).toMatchObject({ error: { code: "image.too-large" } });
  });
});

test("large images that are what they say are read, one at a time", async () => {
  const side = 6000;
  const noise = Buffer.alloc(side * side * 3);
  for (let at = 0; at < noise.length; at += 7) noise[at] = (at * 31) & 255;
  const bytes = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .jpeg()
    .toBuffer();
  expect(await Promise.all([upload(bytes), upload(bytes), upload(bytes)])).toMatchObject([
    { ok: true },
    { ok: true },
    { ok: true },
  ]);
});
