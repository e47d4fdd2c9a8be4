/** Owns handing images to a core as a page does before there is a project, and small images to hand. */
import sharp from "sharp";
import type { Core } from "../../electron/core/core.ts";
import { newImageUrl } from "../../shared/rpc/contract.ts";

/** A PNG of one color. */
export function makePng(color: string, widthPx = 320, heightPx = 180): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: color } })
    .png()
    .toBuffer();
}

interface Answer {
  readonly ok: boolean;
  readonly value?: { readonly imageId: string };
  readonly error?: { readonly code: string; readonly message: string };
}

export async function sendImage(core: Core, name: string, body: BodyInit): Promise<Answer> {
  const init: RequestInit = { method: "PUT", body, ...(body instanceof ReadableStream ? { duplex: "half" } : {}) };
  const answer = await core.fetch(new Request(`http://shotline/${newImageUrl(name)}`, init));
  return (await answer.json()) as Answer;
}

/** Makes a project of an image for each color. */
export async function createFromColors(core: Core, name: string, colors: readonly string[]): Promise<string> {
  const images: string[] = [];
  for (const color of colors) {
    const { value } = await sendImage(core, `${color}.png`, new Uint8Array(await makePng(color)));
    images.push(value?.imageId ?? "");
  }
  const { projectId } = await core.call("projects.createFromImages", { name, images });
  return projectId;
}
