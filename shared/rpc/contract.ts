/**
 * Owns the contract between the window and the core: every method with the shape of what goes in and what comes out, joined from
 * the parts that the rooms of the core answer. JSON values only, so that one handler serves Electron, the loopback host and tests alike.
 *
 * A call is `POST rpc/<method>` with the input as JSON; the answer is `{ok: true, value}` or `{ok: false, error}`.
 */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { appContract } from "./app-contract.ts";
import { archiveContract } from "./archive-contract.ts";
import { generationContract } from "./generation-contract.ts";
import { handOffContract } from "./hand-off-contract.ts";
import { libraryContract } from "./library-contract.ts";
import { listsContract } from "./lists-contract.ts";
import { modelsContract } from "./models-contract.ts";
import { projectsContract } from "./projects-contract.ts";
import { recoveryContract } from "./recovery-contract.ts";
import { runtimeContract } from "./runtime-contract.ts";
import { scriptContract } from "./script-contract.ts";
import { stillsContract } from "./stills-contract.ts";
import { storageContract } from "./storage-contract.ts";
import { takesContract } from "./takes-contract.ts";

export const contract = {
  ...runtimeContract,
  ...appContract,
  ...projectsContract,
  ...takesContract,
  ...scriptContract,
  ...stillsContract,
  ...storageContract,
  ...generationContract,
  ...modelsContract,
  ...libraryContract,
  ...listsContract,
  ...handOffContract,
  ...recoveryContract,
  ...archiveContract,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type InputOf<Name extends MethodName> = z.infer<Contract[Name]["input"]>;
export type OutputOf<Name extends MethodName> = z.infer<Contract[Name]["output"]>;

export const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorDataSchema }),
]);

/**
 * What the core serves of a stored file: itself; of an image also one of at most 2,560 px to draw from, and one of 320 px. Of a film
 * (shared/takes/products.ts) the proxy as MP4, a thumbnail, the sheets of tiles as JPEG, and the peaks of its sound as bytes.
 */
export const mediaVariants = ["original", "proxy", "thumbnail", "strip", "keys", "peaks"] as const;
export type MediaVariant = (typeof mediaVariants)[number];

/** The relative address of a stored file. */
export function mediaUrl(project: string, media: string, variant: MediaVariant = "original"): string {
  return variant === "original" ? `media/${project}/${media}` : `media/${project}/${media}/${variant}`;
}

/** The relative address of a recent project's poster; another picture has another address. */
export function posterUrl(poster: string): string {
  return `media/poster/${poster}`;
}

/** The relative address of a small picture of an image in the library. */
export function libraryPictureUrl(media: string): string {
  return `media/library/${media}`;
}

/** Where an image is uploaded: `PUT` its bytes; the answer is `{ok: true, value: Media}`. */
export function uploadUrl(project: string, fileName: string): string {
  return `media/${project}?name=${encodeURIComponent(fileName)}`;
}

/** Where an image is uploaded that a new project will be made of: `PUT` its bytes; the answer is `{ok: true, value: {imageId}}`. */
export function newImageUrl(fileName: string): string {
  return `media?name=${encodeURIComponent(fileName)}`;
}
