/** Owns what Kling and Nano Banana take at fal, and at Pixio, whose models and fields are named after fal's: a pass as endpoint and fields. */

import { AppError } from "../../../../shared/errors/app-error.ts";
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { imagePlaceholder, type JsonValue } from "../provider.ts";

/** `endpoint` without its owner, such as `kling-video/v3/pro/image-to-video` or `nano-banana-pro/edit`. */
export interface ModelCall {
  readonly endpoint: string;
  readonly fields: { [name: string]: JsonValue };
}

export type Service = "fal" | "pixio";
type Family = "v3" | "o3";
type Route = "text-to-video" | "image-to-video" | "reference-to-video";

const families: readonly Family[] = ["v3", "o3"];
const tiers = ["standard", "pro", "4k"] as const;

/** The endpoints that passes are sent to, without their owner. Turbo, motion control and edits are not among them. */
export const filmEndpoints: readonly string[] = families.flatMap((family) =>
  tiers.flatMap((tier) => routesOf(family).map((route) => `kling-video/${family}/${tier}/${route}`)),
);

/** The call for a pass; images stand in it as placeholders. Throws generation.refused for what no endpoint takes. */
export function modelCallOf(service: Service, profile: ModelProfile, pass: WrittenPass): ModelCall {
  if (profile.output === "still") return stillCall(service, pass);
  const [, family, tier] = /\/kling-(v3|o3)-(standard|pro|4k)$/.exec(profile.id) ?? [];
  if (!family || !tier) {
    const next = "Choose another model for the pass.";
    throw new AppError("profile.unavailable", `This version can't send to ${profile.label}.`, { next });
  }
  const route = routeOf(profile, family as Family, pass);
  return {
    endpoint: `kling-video/${family}/${tier}/${route}`,
    fields: {
      ...textFields(profile, pass),
      duration: secondsOf(pass.durationMs),
      // Always said: the defaults differ between the models, and so does the price.
      generate_audio: pass.audio,
      ...(takesAspectRatio(service, family as Family, route) ? { aspect_ratio: pass.aspectRatio } : {}),
      // Left out, a negative prompt of the service's own would be used; the pass wants none.
      ...(family === "v3" ? { negative_prompt: pass.negativePrompt ?? "" } : {}),
      ...(family === "v3" && pass.guidance !== null ? { cfg_scale: pass.guidance } : {}),
      ...frameFields(family as Family, route, pass),
      ...(pass.elements.length > 0 ? { elements: pass.elements.map(elementOf) } : {}),
    },
  };
}

/** The images that a request still has as placeholders, each once, in their order. */
export function imagesLeftIn(value: JsonValue): string[] {
  if (typeof value === "string") return /^\{\{image:(.*)\}\}$/.exec(value)?.slice(1) ?? [];
  if (value === null || typeof value !== "object") return [];
  return [...new Set(Object.values(value).flatMap(imagesLeftIn))];
}

function stillCall(service: Service, pass: WrittenPass): ModelCall {
  const images = pass.elements.flatMap((element) => element.images).map(imagePlaceholder);
  return {
    endpoint: images.length > 0 ? "nano-banana-pro/edit" : "nano-banana-pro",
    fields: {
      prompt: pass.prompt,
      aspect_ratio: pass.aspectRatio,
      resolution: pass.resolution,
      // Pixio makes one image a run and takes no number.
      ...(service === "fal" ? { num_images: 1, output_format: "png" } : {}),
      ...(images.length > 0 ? { image_urls: images } : {}),
    },
  };
}

function routesOf(family: Family): Route[] {
  return family === "v3"
    ? ["text-to-video", "image-to-video"]
    : ["text-to-video", "image-to-video", "reference-to-video"];
}

/** v3 takes elements beside a start frame alone; o3 takes them on an endpoint of their own. */
function routeOf(profile: ModelProfile, family: Family, pass: WrittenPass): Route {
  const hasElements = pass.elements.length > 0;
  if (pass.endFrame !== null && pass.startFrame === null) {
    const next = "Add a start frame, or remove the end frame.";
    throw new AppError("generation.refused", `${profile.label} accepts an end frame only with a start frame.`, {
      next,
    });
  }
  if (family === "o3" && hasElements) return "reference-to-video";
  if (pass.startFrame !== null) return "image-to-video";
  if (hasElements) {
    const next = "Add a start frame, or choose Kling o3.";
    throw new AppError("generation.refused", `${profile.label} accepts elements only with a start frame.`, { next });
  }
  return "text-to-video";
}

/** One shot is a plain prompt; several are a list, or the same list as JSON text. */
function textFields(profile: ModelProfile, pass: WrittenPass): ModelCall["fields"] {
  if (pass.shots.length < 2) return { prompt: pass.prompt };
  const shots = pass.shots.map(({ text, durationMs }) => ({ prompt: text, duration: secondsOf(durationMs) }));
  return {
    multi_prompt: profile.grammar.shots === "json-text" ? JSON.stringify(shots) : shots,
    shot_type: "customize",
  };
}

/** With a start image the image decides at fal; Pixio's v3 keeps the field. */
function takesAspectRatio(service: Service, family: Family, route: Route): boolean {
  return route !== "image-to-video" || (service === "pixio" && family === "v3");
}

function frameFields(family: Family, route: Route, pass: WrittenPass): ModelCall["fields"] {
  const startName = family === "o3" && route === "image-to-video" ? "image_url" : "start_image_url";
  return {
    ...(pass.startFrame === null ? {} : { [startName]: imagePlaceholder(pass.startFrame) }),
    ...(pass.endFrame === null ? {} : { end_image_url: imagePlaceholder(pass.endFrame) }),
  };
}

function elementOf({ name, images }: WrittenPass["elements"][number]): JsonValue {
  const [frontal, ...others] = images;
  if (frontal === undefined || others.length === 0) {
    const next = "Add a frontal image and one to three others.";
    throw new AppError("generation.refused", `The element ${name} has too few images.`, { next });
  }
  return {
    frontal_image_url: imagePlaceholder(frontal),
    reference_image_urls: others.map(imagePlaceholder),
  };
}

/** Durations travel as whole seconds in text. */
function secondsOf(durationMs: number): string {
  return String(durationMs / 1000);
}
