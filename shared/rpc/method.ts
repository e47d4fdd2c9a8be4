/** Owns how a method of the contract is written down, and the pieces that many methods share. */
import { z } from "zod";
import { idSchema } from "../project/model.ts";

export function method<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output };
}

export const none = z.strictObject({});
export const projectId = idSchema;
/** Counts the changes of a project. */
export const revision = z.int().min(0);
export const inProject = z.strictObject({ projectId });
/** A path on this computer. */
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes("\0"), "a path can't contain a null character");
export const operationStarted = z.object({ operationId: idSchema });
