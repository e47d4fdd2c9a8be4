/** Owns the request that a pass would send. The animatic sends none; what it draws from is shown in the same form. */

import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { profileOf, sayUnknown } from "../models/profiles.ts";
import type { Element, Pass, Shot } from "../project/model.ts";
import { compileShotText, negativePromptOf } from "../prompt/compile.ts";

export const requestSchema = z.object({
  pass: z.string(),
  profile: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.json(),
});
/** The exact request that a pass would send, without the key. The animatic sends none: its `method` is `LOCAL`. */
export type CompiledRequest = z.infer<typeof requestSchema>;

type CompiledPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly Omit<Shot, "id">[] };

/** Throws profile.unknown, or profile.unavailable for a service that this version does not send to. */
export function compileRequest(
  elements: readonly Pick<Element, "name" | "images">[],
  pass: CompiledPass,
  profileId: string = pass.profile,
): CompiledRequest {
  const profile = profileOf(profileId);
  if (!profile) {
    const { message, next } = sayUnknown(profileId);
    throw new AppError("profile.unknown", message, { next });
  }
  if (profile.provider !== "animatic") {
    const next = "Use the animatic profile; its shot prompts are the same.";
    throw new AppError("profile.unavailable", `This version can't send to ${profile.label} yet.`, { next });
  }
  return {
    pass: `${pass.scene} ${pass.name}`,
    profile: profile.id,
    method: "LOCAL",
    url: "animatic:",
    headers: {},
    body: {
      aspectRatio: pass.aspectRatio,
      resolution: pass.resolution,
      ...(pass.guidance === undefined ? {} : { guidance: pass.guidance }),
      audio: pass.audio ?? false,
      negativePrompt: negativePromptOf(pass),
      startFrame: pass.startFrame ?? null,
      endFrame: pass.endFrame ?? null,
      elements: elements.map(({ name, images }) => ({ name, images: [...images] })),
      shots: pass.shots.map((shot) => ({
        durationMs: shot.durationMs,
        move: shot.camera?.move ?? "static",
        transition: shot.transition ?? "cut",
        prompt: compileShotText(shot, pass.look),
      })),
    },
  };
}
