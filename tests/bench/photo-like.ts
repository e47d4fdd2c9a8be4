/** Draws pictures that are as hard to encode as photographs. */
import sharp from "sharp";

/** Clouds of noise in four sizes: edges, gradients and grain much as a photograph has, and the same every time. */
export async function writePhotoLike(file: string, seed: number): Promise<void> {
  const layers = await Promise.all(
    [8, 32, 128, 512].map(async (width) => {
      const raw = { width, height: Math.round((width * 9) / 16), channels: 3 as const };
      const pixels = Uint8Array.from({ length: raw.width * raw.height * 3 }, (_, index) => noise(index, seed * width));
      return await sharp(pixels, { raw }).resize(1920, 1080, { fit: "fill" }).png().toBuffer();
    }),
  );
  const [ground, ...over] = layers;
  await sharp(ground)
    .composite(over.map((input) => ({ input, blend: "soft-light" as const })))
    .jpeg({ quality: 92 })
    .toFile(file);
}

function noise(index: number, seed: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d);
  return (hash >>> 13) & 255;
}
