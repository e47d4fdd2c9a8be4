/** Owns making the clips that the measurement of cuts is tried on, with what is true of each. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Ffmpeg } from "../../../electron/core/media/ffmpeg.ts";
import type { TrueCut } from "./assemble.ts";
import { clipHeightPx, clipWidthPx, frameBytes, keep, readSource } from "./pictures.ts";
import { createRandom } from "./random.ts";
import { type ClipKind, clipKinds, makeRecipe, type Reel } from "./recipes.ts";
import type { Part, Source } from "./sources.ts";

export interface Clip {
  readonly name: string;
  readonly kind: ClipKind;
  readonly part: Part;
  readonly file: string;
  readonly frames: number;
  readonly rate: { readonly num: number; readonly den: number };
  readonly planned: readonly number[];
  readonly cuts: readonly TrueCut[];
}

/** Makes `each` clips of every kind from the sources of a part, or finds them made. */
export async function makeClips(
  ffmpeg: Ffmpeg,
  sources: readonly Source[],
  { part, each, folder }: { readonly part: Part; readonly each: number; readonly folder: string },
): Promise<Clip[]> {
  const reels: Reel[] = [];
  for (const source of sources.filter((source) => source.part === part)) {
    reels.push({ source, raw: await readSource(ffmpeg, source, join(folder, "raw")) });
  }
  if (!["video", "photo"].every((kind) => reels.some(({ source }) => source.kind === kind))) return [];
  mkdirSync(join(folder, part), { recursive: true });
  const clips: Clip[] = [];
  for (const [index, kind] of clipKinds.entries()) {
    for (let count = 0; count < each; count += 1) {
      const name = `${kind}-${count}`;
      const known = join(folder, part, `${name}.json`);
      if (existsSync(known)) {
        clips.push(JSON.parse(readFileSync(known, "utf8")) as Clip);
        continue;
      }
      const random = createRandom(index * 1000 + count + (part === "fitted" ? 0 : 500_000));
      const { clip, rate, planned, rateFactor, keyframeEvery } = makeRecipe(kind, reels, random);
      const file = join(folder, part, `${name}.mp4`);
      const made = { name, kind, part, file, rate, planned, frames: clip.frames, cuts: clip.cuts };
      const frame = new Uint8Array(frameBytes);
      const input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${clipWidthPx}x${clipHeightPx}`];
      const encoding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", `${rateFactor}`, "-g", `${keyframeEvery}`];
      await ffmpeg.run(
        [...input, "-framerate", `${rate.num}/${rate.den}`, "-i", "pipe:0", ...encoding, "-f", "mp4", `${file}.part`],
        {
          timeLimitMs: 600_000,
          async feed(write) {
            for (let at = 0; at < clip.frames; at += 1) {
              clip.draw(at, frame);
              await write(frame.slice());
            }
          },
        },
      );
      await rename(`${file}.part`, file);
      keep(known, made);
      clips.push(made);
    }
  }
  return clips;
}
