/** Owns what Kling's simulator takes for an image: base64 without a prefix or an address, of the documented formats and sizes. */
import sharp from "sharp";
import { KlingRefusal } from "./kling-refusal.ts";

const sidePxMin = 300;
const ratioMax = 2.5;

/** `field` is how the refusal names it. Addresses are taken at their word. */
export async function checkImage(field: string, value: string, bytesMax: number): Promise<void> {
  if (/^https?:\/\//.test(value)) return;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) throw new KlingRefusal(1201, `${field} is not valid base64`);
  const bytes = Buffer.from(value, "base64");
  if (bytes.length > bytesMax) throw new KlingRefusal(1201, `${field} exceeds the size limit`);
  const {
    format,
    width = 0,
    height = 0,
  } = await sharp(bytes)
    .metadata()
    .catch(() => ({ format: "unknown" }) as { format: string; width?: number; height?: number });
  if (format !== "jpeg" && format !== "png") throw new KlingRefusal(1201, `${field} format ${format} is not supported`);
  if (Math.min(width, height) < sidePxMin) throw new KlingRefusal(1201, `${field} must be at least 300px`);
  if (Math.max(width, height) / Math.min(width, height) > ratioMax) {
    throw new KlingRefusal(1201, `${field} aspect ratio must be between 1:2.5 and 2.5:1`);
  }
}
