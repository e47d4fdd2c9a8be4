/** Owns a model that nobody makes: the file of it that the guide on models shows, and what the simulated fal takes for it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { ModelProfile } from "../../shared/models/profile.ts";
import type { FalSimulator } from "./services/fal.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/models.md"), "utf8");

/** The text of the guide's whole file. */
export const dreamText = /### A whole file[\s\S]*?```json\n([\s\S]*?)```/.exec(guide)?.[1] as string;

/** As it was read, to be changed. */
// biome-ignore lint/suspicious/noExplicitAny: tests put anything into it.
export function dreamModel(): any {
  return JSON.parse(dreamText);
}

export const dream = dreamModel() as ModelProfile;

/** Writes what a model file has to say into the folder of models of a core over `folder`. */
export function putModel(folder: string, file: string, content: unknown): string {
  const path = join(folder, "data", "models", file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const address = z.url({ protocol: /^https?$/ });
const common = {
  text: z.string().min(1).max(1000),
  seconds: z.int().min(2).max(10),
  size: z.enum(["hd", "full-hd"]),
};

/** The simulated fal has the model, as strict as any. */
export function offerDream(fal: FalSimulator): void {
  const answer = ({ url }: { readonly url: string }) => ({ clips: [{ url, seconds: 5 }], video: null });
  const ratio = z.enum(["16:9", "9:16"]);
  fal.madeUp.set("dream-1/text-to-video", { fields: z.object({ ...common, ratio }), answer });
  fal.madeUp.set("dream-1/image-to-video", { fields: z.object({ ...common, first_image_url: address }), answer });
}
