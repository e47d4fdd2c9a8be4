/**
 * Owns how a request is made of a pass as a profile's file says it: declared field by field, or by the adapter of a service whose ways are
 * its own. A file names no host: a request goes to the service of its profile, and nowhere else.
 */
import { z } from "zod";

const name = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, "Write a field's name: letters, digits, - and _.");
const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);

/** What the pass must hold; all of it. */
const conditionSchema = z.strictObject({
  shots: z.enum(["one", "several"]).optional(),
  startFrame: z.boolean().optional(),
  endFrame: z.boolean().optional(),
  keyframes: z.boolean().optional(),
  elements: z.boolean().optional(),
  images: z.boolean().optional().describe("Whether its elements have images."),
});
export type Condition = z.infer<typeof conditionSchema>;

const when = conditionSchema.optional().describe("The field is sent only where the pass holds all of this.");
const common = { name, when };
const values = z
  .record(z.string(), scalar)
  .optional()
  .describe("What the service calls each of our values; absent: as it is.");

const fieldSchema = z.union([
  z.strictObject({ ...common, value: scalar.describe("Always the same.") }),
  z.strictObject({
    ...common,
    from: z.literal("prompt").describe("All shots in one text."),
    cut: z.boolean().optional().describe("Cut at a word where it is longer than the model takes."),
  }),
  z.strictObject({
    ...common,
    from: z.literal("shots"),
    item: z.record(name, z.enum(["text", "seconds", "seconds-text"])).describe("The fields of one shot."),
    as: z.enum(["list", "json-text"]),
  }),
  z.strictObject({ ...common, from: z.literal("duration"), as: z.enum(["seconds", "seconds-text"]) }),
  z.strictObject({ ...common, from: z.enum(["aspectRatio", "resolution", "audio"]), values }),
  z.strictObject({ ...common, from: z.literal("guidance") }),
  z.strictObject({
    ...common,
    from: z.literal("negativePrompt"),
    otherwise: z.string().max(1000).optional().describe("Sent where the pass has none; absent: nothing is."),
  }),
  z.strictObject({ ...common, from: z.enum(["startFrame", "endFrame"]) }),
  z.strictObject({
    ...common,
    from: z.literal("keyframes").describe("A list of the frames between the first and the last."),
  }),
  z.strictObject({ ...common, from: z.literal("images").describe("A list of the images of all elements.") }),
  z.strictObject({
    ...common,
    from: z.literal("elements"),
    item: z
      .record(name, z.enum(["frontal", "others", "images", "name", "description"]))
      .describe("The fields of one element."),
  }),
]);
export type FieldMapping = z.infer<typeof fieldSchema>;

const mappingSchema = z.strictObject({
  way: z.literal("mapped"),
  endpoints: z
    .array(
      z.strictObject({
        when: conditionSchema.optional().describe("Absent: any pass."),
        path: z
          .string()
          .max(200)
          .regex(
            /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)+$/i,
            "Write an endpoint such as fal-ai/kling-video/v3/pro/text-to-video.",
          ),
      }),
    )
    .min(1)
    .max(20)
    .describe("The first whose condition the pass meets takes it."),
  fields: z.array(fieldSchema).min(1).max(100).describe("In the order in which they are sent."),
  result: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, "Write a path such as video.url or images.0.url."),
    )
    .max(10)
    .optional()
    .describe(
      "Where the answer has the address of the result; the first that holds one counts. Absent: where the service's own models have it.",
    ),
});
export type RequestMapping = z.infer<typeof mappingSchema>;

const nodeId = z.string().min(1).max(100);
const slot = z.strictObject({ node: nodeId, input: z.string().min(1).max(200) });
const slots = z.array(slot).min(1).max(20);

/** A workflow of ComfyUI in its API format, and where our values go in it. */
const workflowSchema = z.strictObject({
  way: z.literal("comfyui"),
  workflow: z
    .record(
      nodeId,
      z.object({
        class_type: z.string().min(1).max(200),
        inputs: z.record(z.string(), z.json()),
        _meta: z.object({ title: z.string().max(1000).optional() }).optional(),
      }),
    )
    .describe("As ComfyUI exports it with Export (API): nodes by their number."),
  slots: z
    .strictObject({
      prompt: slots,
      negativePrompt: slots.optional(),
      seed: slots.optional(),
      width: slots.optional(),
      height: slots.optional(),
      frames: slots.optional(),
      rate: slots.optional(),
      startFrame: slots.optional(),
      endFrame: slots.optional(),
      images: slots.optional().describe("A slot for each reference image, in order."),
      output: nodeId.describe("The node whose output is the result."),
    })
    .describe("Which input of which node takes each of our values."),
  frames: z
    .strictObject({ step: z.int().positive(), plus: z.int().min(0), max: z.int().positive() })
    .optional()
    .describe(
      "The numbers of frames that the model makes: a multiple of step, plus `plus`, at most max. LTX-2: 8, 1, 257.",
    ),
  rate: z.number().positive().max(240).describe("Frames per second of the result."),
  sizeStep: z.int().positive().optional().describe("Width and height are multiples of this."),
});
export type WorkflowRequest = z.infer<typeof workflowSchema>;

export const requestWaySchema = z.discriminatedUnion("way", [
  mappingSchema,
  workflowSchema,
  z.strictObject({
    way: z.literal("adapter").describe("By the app's own adapter of the service."),
    model: z.string().max(100).optional().describe("What the service calls the model."),
  }),
]);
