/** Makes the app's icons for each system from icon.png: `npx node resources/icons/make-icons.ts`. Run it after changing the picture. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const folder = import.meta.dirname;
const linuxSizesPx = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const windowsSizesPx = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names of sizes; the first two and the fourth and sixth are those of screens with twice the pixels. */
const appleSizesPx = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };

const pngOf = (sizePx: number) =>
  sharp(join(folder, "icon.png")).resize(sizePx).png({ compressionLevel: 9, effort: 10 }).toBuffer();

/** An ICO file: a directory, then each size as a PNG. */
async function windowsIcon(): Promise<Buffer> {
  const pictures = await Promise.all(windowsSizesPx.map(pngOf));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, picture] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    head.fill((windowsSizesPx[index] as number) % 256, at, at + 2);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([head, ...pictures]);
}

/** An ICNS file: each size as a PNG under its name. */
async function appleIcon(): Promise<Buffer> {
  const parts = await Promise.all(
    Object.entries(appleSizesPx).map(async ([name, sizePx]) => named(name, await pngOf(sizePx))),
  );
  return named("icns", Buffer.concat(parts));
}

function named(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

mkdirSync(join(folder, "linux"), { recursive: true });
for (const sizePx of linuxSizesPx) writeFileSync(join(folder, `linux/${sizePx}x${sizePx}.png`), await pngOf(sizePx));
writeFileSync(join(folder, "icon.ico"), await windowsIcon());
writeFileSync(join(folder, "icon.icns"), await appleIcon());
