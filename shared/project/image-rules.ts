/** Owns where a plan uses images and what its models ask of them; the same for a plan file and a live project. */
import { profileOf } from "../models/profiles.ts";
import { referencesOf } from "../prompt/references.ts";
import type { Media, Problem } from "../rpc/contract.ts";
import type { Element, Pass, Shot } from "./model.ts";

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
  readonly profiles: readonly string[];
}

interface PlanWithImages {
  readonly elements: readonly Pick<Element, "name" | "images">[];
  readonly passes: readonly (Pick<Pass, "profile" | "startFrame" | "endFrame"> & {
    readonly shots: readonly Omit<Shot, "id">[];
  })[];
}

/** Every use of an image, in the order of the file. `profileId` stands for the passes' own profiles. */
export function imageUses(plan: PlanWithImages, profileId?: string): ImageUse[] {
  // Read once: a programme has thousands of shots, and each element is looked for in all of them.
  const called = plan.passes.map(
    (pass) => new Set(pass.shots.flatMap((shot) => referencesOf(shot).map((reference) => reference.name))),
  );
  const ofElements = plan.elements.flatMap(({ name, images }, index) => {
    const users = plan.passes.filter((_, at) => called[at]?.has(name));
    const profiles = [...new Set(users.map((pass) => profileId ?? pass.profile))];
    return images.map((image, at) => ({ path: `elements[${index}].images[${at}]`, image, profiles }));
  });
  const ofPasses = plan.passes.flatMap((pass, index) => {
    const profiles = [profileId ?? pass.profile];
    const frames = (["startFrame", "endFrame"] as const).flatMap((key) => {
      const image = pass[key];
      return image === undefined ? [] : [{ path: `passes[${index}].${key}`, image, profiles }];
    });
    const ownFrames = pass.shots.flatMap(({ frame }, at) =>
      frame === undefined ? [] : [{ path: `passes[${index}].shots[${at}].frame`, image: frame, profiles }],
    );
    return [...frames, ...ownFrames];
  });
  return [...ofElements, ...ofPasses];
}

/** What one profile has against an image: size in pixels and bytes, ratio, format. */
export function imageProblems(profileId: string, path: string, name: string, facts: StoredImage): Problem[] {
  const profile = profileOf(profileId);
  if (!profile) return [];
  const limits = profile.limits.image;
  const { widthPx, heightPx, bytes } = facts;
  const size = `${widthPx} × ${heightPx} pixels`;
  const problem = (code: string, message: string): Problem => ({ code, severity: "error", path, message });
  const found: Problem[] = [];
  if (Math.min(widthPx, heightPx) < limits.sidePxMin) {
    found.push(
      problem("image.too-small", `${name} has ${size}; ${profile.label} needs ${limits.sidePxMin} on each side.`),
    );
  }
  if (Math.max(widthPx, heightPx) > limits.sidePxMax) {
    found.push(
      problem("image.too-large", `${name} has ${size}; ${profile.label} takes at most ${limits.sidePxMax} a side.`),
    );
  }
  if (bytes > limits.bytesMax) {
    const most = `${limits.bytesMax / 1024 / 1024} MB`;
    found.push(
      problem(
        "image.too-large",
        `${name} has ${(bytes / 1024 / 1024).toFixed(1)} MB; ${profile.label} takes at most ${most}.`,
      ),
    );
  }
  if (Math.max(widthPx, heightPx) / Math.min(widthPx, heightPx) > limits.ratioMax) {
    found.push(
      problem("image.ratio", `${name} has ${size}; ${profile.label} takes ratios up to ${limits.ratioMax}:1.`),
    );
  }
  if (!(limits.formats as readonly string[]).includes(facts.format)) {
    const formats = limits.formats.join(", ").toUpperCase();
    found.push(problem("image.format", `${name} is ${facts.format.toUpperCase()}; ${profile.label} takes ${formats}.`));
  }
  return found;
}

/** What a live project's images break: missing files, and the rules of the profiles that use them. */
export function checkStoredImages(project: PlanWithImages, media: readonly Media[]): Problem[] {
  const byId = new Map(media.map((each) => [each.id, each]));
  return imageUses(project).flatMap(({ path, image, profiles }) => {
    const stored = byId.get(image);
    if (!stored || stored.missing) {
      const message = `${stored?.name ?? "An image"} is missing from the project's folder.`;
      return [{ code: "image.missing", severity: "error" as const, path, message }];
    }
    return profiles.flatMap((id) => imageProblems(id, path, stored.name, stored));
  });
}
