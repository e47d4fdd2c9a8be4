/** Owns what requests of both generations have in common for Kling's simulator: what is understood of them, and the rules for shots. */
import { z } from "zod";
import { KlingRefusal } from "./kling-refusal.ts";

const shotWordsMax = 512;

/** A request as the service understands it. */
export interface KlingRequest {
  readonly model: string;
  readonly ourId: string | null;
  readonly seconds: number;
  readonly resolution: "720p" | "1080p" | "4k";
  readonly audio: boolean;
  readonly shots: readonly { readonly seconds: number; readonly words: string }[];
  readonly elementIds: readonly string[];
  /** Frames that came with it. */
  readonly frames: readonly ("first" | "last")[];
}

export const ratioField = z.enum(["16:9", "9:16", "1:1"]);
/** Throws KlingRefusal. */
export function checkShots(shots: { seconds: number; words: string }[], totalSeconds: number): KlingRequest["shots"] {
  if (shots.length < 1 || shots.length > 6) throw new KlingRefusal(1201, "1 to 6 shots are supported");
  for (const { seconds, words } of shots) {
    if (seconds < 1) throw new KlingRefusal(1201, "each shot lasts at least 1s");
    if (words.length > shotWordsMax) throw new KlingRefusal(1201, "a shot prompt has at most 512 characters");
  }
  const sum = shots.reduce((total, shot) => total + shot.seconds, 0);
  if (sum !== totalSeconds) throw new KlingRefusal(1201, `the shots' durations sum to ${sum}, not to ${totalSeconds}`);
  return shots;
}

/** Throws KlingRefusal for a body with missing, wrong or unknown fields. */
export function parseBody<Read>(schema: z.ZodType<Read>, body: unknown): Read {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new KlingRefusal(1201, `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`);
}
