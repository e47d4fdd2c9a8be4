/** Owns where a plan uses images and what its models ask of them; the same for a plan file and a live project. */
import { shotFramesSent } from "../generation/keyframes.ts";
import type { ModelProfile } from "../models/profile.ts";
import { profileOf } from "../models/profiles.ts";
import type { Media } from "../project/media.ts";
import type { Element, Pass, Shot } from "../project/model.ts";
import type { AspectRatio } from "../project/vocabulary.ts";
import { isSeen, namesCalledIn, referencesOf, referencesOfLook } from "../prompt/references.ts";
import type { FixableProblem } from "./problem.ts";
import { nextStep, problem } from "./problem.ts";

/** A whole image: its true format, its size as shown, and its bytes. */
export interface StoredImage {
  readonly format: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: number;
}

/** One place where an image is used: where, which (a path in a plan file, a media id in a project), and for which profiles. */
export interface ImageUse {
  readonly path: string;
  readonly image: string;
  /** Those that it is sent to. */
  readonly profiles: readonly string[];
  /** What the pass asks for and does not get, should the image have another shape; absent where the shape does not matter. */
  readonly aspectRatio?: AspectRatio;
}

interface PlanWithImages {
  readonly elements: readonly Pick<Element, "name" | "images">[];
  readonly passes: readonly (Pick<
    Pass,
    "profile" | "startFrame" | "endFrame" | "keyframes" | "aspectRatio" | "look"
  > & {
    readonly shots: readonly Omit<Shot, "id">[];
  })[];
}

/** Every use of an image, in the order of the file. `profileId` stands for the passes' own profiles. */
export function imageUses(plan: PlanWithImages, profileId?: string): ImageUse[] {
  // Read once: a programme has thousands of shots, and each element is looked for in all of them.
  const passes = plan.passes.map((pass) => {
    const id = profileId ?? pass.profile;
    const profile = profileOf(id);
    return { pass, id, profile, called: namesCalled(pass, profile) };
  });
  const ofElements = plan.elements.flatMap(({ name, images }, index) => {
    const profiles = [...new Set(passes.filter(({ called }) => called.has(name)).map(({ id }) => id))];
    return images.map((image, at) => ({ path: `elements[${index}].images[${at}]`, image, profiles }));
  });
  const ofPasses = passes.flatMap(({ pass, id, profile, called }, index) => {
    const frames = (["startFrame", "endFrame"] as const).flatMap((key): ImageUse[] => {
      const image = pass[key];
      if (image === undefined) return [];
      const sent = profile === null || profile.limits[key];
      const shaping = key === "startFrame" && profile !== null && setsAspect(profile, called.size > 0);
      return [
        {
          path: `passes[${index}].${key}`,
          image,
          profiles: sent ? [id] : [],
          ...(shaping ? { aspectRatio: pass.aspectRatio } : {}),
        },
      ];
    });
    // A shot's own frame is drawn by the animatic, and sent as a keyframe at most.
    const sent = profile === null ? new Set<number>() : shotFramesSent(profile.limits, pass);
    const ownFrames = pass.shots.flatMap(({ frame }, at): ImageUse[] => {
      if (frame === undefined) return [];
      const path = `passes[${index}].shots[${at}].frame`;
      const isStart = at === 0 && sent.has(0) && profile !== null && setsAspect(profile, called.size > 0);
      const shape = isStart ? { aspectRatio: pass.aspectRatio } : {};
      return [{ path, image: frame, profiles: sent.has(at) ? [id] : ["animatic"], ...shape }];
    });
    return [...frames, ...ownFrames];
  });
  return [...ofElements, ...ofPasses];
}

/** The elements whose images the pass sends; a still shows those of the first shot. */
function namesCalled(pass: PlanWithImages["passes"][number], profile: ModelProfile | null): ReadonlySet<string> {
  if (profile?.output !== "still") return namesCalledIn(pass);
  const seen = pass.shots.slice(0, 1).flatMap((shot) => referencesOf(shot).filter(isSeen));
  return new Set([...seen, ...referencesOfLook(pass.look)].map(({ name }) => name));
}

function setsAspect({ limits }: ModelProfile, hasElements: boolean): boolean {
  return (
    limits.startFrameSetsAspect === "always" || (limits.startFrameSetsAspect === "without-elements" && !hasElements)
  );
}

/**
 * What one profile has against an image: size in pixels and bytes, ratio, format; and advice where the image's shape
 * becomes that of the film although the pass asks for `aspectRatio`.
 */
export function imageProblems(
  profileId: string,
  path: string,
  name: string,
  facts: StoredImage,
  aspectRatio?: AspectRatio,
): FixableProblem[] {
  const profile = profileOf(profileId);
  if (!profile) return [];
  const limits = profile.limits.image;
  const { widthPx, heightPx, bytes } = facts;
  const size = `${widthPx} × ${heightPx} pixels`;
  const found: FixableProblem[] = [];
  const report = (code: string, message: string, next: string) =>
    found.push(problem("error", code, path, message, nextStep(profile, next, "image")));
  if (Math.min(widthPx, heightPx) < limits.sidePxMin) {
    const message = `${name} is ${size}; ${profile.label} needs at least ${limits.sidePxMin} on each side.`;
    report("image.too-small", message, "Use a larger image, or an upscaled copy.");
  }
  if (Math.max(widthPx, heightPx) > limits.sidePxMax) {
    const message = `${name} is ${size}; ${profile.label} allows at most ${limits.sidePxMax} per side.`;
    report("image.too-large", message, "Use a smaller copy.");
  } else {
    const own = path.startsWith("elements[") ? limits.elementBytesMax : undefined;
    const bytesMax = own ?? limits.bytesMax;
    if (bytes > bytesMax) {
      const message = `${name} is ${megabytes(bytes)} MB; ${profile.label} allows at most ${bytesMax / 1024 / 1024} MB.`;
      report("image.too-large", message, "Use a smaller copy.");
    }
  }
  if (Math.max(widthPx, heightPx) / Math.min(widthPx, heightPx) > limits.ratioMax) {
    const message = `${name} is ${size}; ${profile.label} allows aspect ratios up to ${limits.ratioMax}:1.`;
    report("image.ratio", message, "Crop it closer to square.");
  }
  if (!(limits.formats as readonly string[]).includes(facts.format)) {
    const formats = limits.formats.join(", ").toUpperCase();
    const message = `${name} is ${facts.format.toUpperCase()}; ${profile.label} accepts ${formats}.`;
    report("image.format", message, "Use a JPEG copy.");
  }
  if (aspectRatio !== undefined && !hasShape(facts, aspectRatio)) {
    const message = `${name} is ${size}; with this start frame, ${profile.label} makes the video in its aspect ratio, not ${aspectRatio}.`;
    found.push(problem("advice", "frame.aspect", path, message, `Crop it to ${aspectRatio} to keep that ratio.`));
  }
  return found;
}

/** At least 0.1 MB over a limit reads as more than the limit. */
function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1);
}

/** Within the few pixels that a film's even sides may differ by. */
function hasShape({ widthPx, heightPx }: StoredImage, aspectRatio: AspectRatio): boolean {
  const [across = 1, down = 1] = aspectRatio.split(":").map(Number);
  return Math.abs((widthPx * down) / (heightPx * across) - 1) < 0.02;
}

const convertible: readonly string[] = ["image.too-small", "image.too-large", "image.format"];

/** What a live project's images break: missing files, and the rules of the profiles that use them. */
export function checkStoredImages(project: PlanWithImages, media: readonly Media[]): FixableProblem[] {
  const byId = new Map(media.map((each) => [each.id, each]));
  return imageUses(project).flatMap(({ path, image, profiles, aspectRatio }) => {
    const stored = byId.get(image);
    if (!stored || stored.missing) {
      const message = `${stored?.name ?? "An image"} is missing from the project folder.`;
      return [problem("error", "image.missing", path, message, "Restore the file, or choose another image.")];
    }
    return profiles.flatMap((profile) => {
      const found = imageProblems(profile, path, stored.name, stored, aspectRatio);
      // One copy mends whatever can be mended, so it is offered once.
      const at = found.some(({ code }) => code === "image.ratio")
        ? -1
        : found.findIndex(({ code }) => convertible.includes(code));
      const fix = { label: "Use a copy that fits", convertImage: { mediaId: image, profile } };
      return found.map((each, index) => (index === at ? { ...each, fix } : each));
    });
  });
}
