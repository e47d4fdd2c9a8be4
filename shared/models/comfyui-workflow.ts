/**
 * Owns reading a workflow of ComfyUI in its API format: nodes by their number, each with a class and with inputs that are values or links to
 * other nodes. A file is data from elsewhere: it is measured before it is believed, and refused as a whole.
 */
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import type { WorkflowRequest } from "./request-way.ts";

/** Half of what a model file may have, where it is written with more white space. */
export const workflowBytesMax = 500_000;
const nodesMax = 2000;
const inputsMax = 200;
const depthMax = 20;

/** Names that every object has, so that looking one up finds what nobody wrote. */
const unsafeNames = Object.getOwnPropertyNames(Object.prototype);

export type Workflow = WorkflowRequest["workflow"];
export type WorkflowNode = Workflow[string];
export type Json = WorkflowNode["inputs"][string];

/** One input of one node. */
export interface Place {
  readonly node: string;
  readonly input: string;
}

const nodeSchema = z.object({
  class_type: z.string().min(1).max(200),
  inputs: z.record(z.string().max(200), z.json()),
  _meta: z.object({ title: z.string().max(1000).optional() }).optional(),
});

/** Throws input.invalid with what is wrong and what to do. `name`: what the user knows the text by. */
export function readWorkflow(text: string, name: string): Workflow {
  if (text.length > workflowBytesMax) {
    throw refused(`${name} is too large: the limit is ${workflowBytesMax / 1000} KB.`);
  }
  const whole = parse(text, name);
  if (Array.isArray(whole["nodes"])) {
    throw new AppError("input.invalid", `${name} is a workflow in ComfyUI's own format, which can't be sent.`, {
      next: "In ComfyUI, open it and choose Workflow → Export (API), then add that file.",
    });
  }
  // What is posted to ComfyUI has the workflow one level deeper.
  const nodes = isRecord(whole["prompt"]) && !("class_type" in whole["prompt"]) ? whole["prompt"] : whole;
  const entries = Object.entries(nodes);
  if (entries.length === 0) throw refused(`${name} has no nodes.`);
  if (entries.length > nodesMax) throw refused(`${name} has more than ${nodesMax.toLocaleString("en")} nodes.`);
  const workflow: Record<string, WorkflowNode> = {};
  for (const [id, node] of entries) workflow[id] = readNode(id, node, name);
  for (const [id, { inputs }] of Object.entries(workflow)) {
    for (const [input, value] of Object.entries(inputs)) {
      if (isLink(value) && !Object.hasOwn(workflow, value[0])) {
        throw refused(`In ${name}, ${input} of node ${id} comes from node ${value[0]}, which is not there.`);
      }
    }
  }
  return workflow;
}

function parse(text: string, name: string): Record<string, unknown> {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    throw refused(`${name} is not JSON.`);
  }
  if (!isRecord(whole)) throw refused(`${name} is not a workflow.`);
  return whole;
}

function readNode(id: string, node: unknown, name: string): WorkflowNode {
  if (id === "" || id.length > 100 || unsafeNames.includes(id)) throw refused(`${name} has a node without a number.`);
  if (isRecord(node) && isRecord(node["inputs"])) {
    const inputs = Object.entries(node["inputs"]);
    if (inputs.length > inputsMax) throw refused(`In ${name}, node ${id} has more than ${inputsMax} inputs.`);
    if (inputs.some(([input, value]) => unsafeNames.includes(input) || !isSafe(value, depthMax))) {
      throw refused(`In ${name}, node ${id} has an input that is not a plain value.`);
    }
  }
  const read = nodeSchema.safeParse(node);
  if (read.success) return read.data as WorkflowNode;
  const place = read.error.issues[0]?.path.join(".") || "the node";
  throw refused(`In ${name}, node ${id} is not a node of ComfyUI: ${place} is missing or not as it should be.`);
}

function isSafe(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, part]) => !unsafeNames.includes(key) && isSafe(part, depth - 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(message: string): AppError {
  return new AppError("input.invalid", `${message} Nothing was added.`, {
    next: "Choose a file that ComfyUI wrote with Workflow → Export (API).",
  });
}

/** A link, `["7", 0]`: the node that the value comes from, and which of its outputs. */
export function isLink(value: Json | undefined): value is [string, number] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number";
}

/** The value written into an input; undefined for a link, a list, and an input that is not there. */
export function literalAt(workflow: Workflow, { node, input }: Place): string | number | boolean | undefined {
  const found = Object.hasOwn(workflow, node) ? workflow[node] : undefined;
  const value = found && Object.hasOwn(found.inputs, input) ? found.inputs[input] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

/** What the user called the node, else its class. */
export function nodeTitle(workflow: Workflow, id: string): string {
  const node = workflow[id];
  return node?._meta?.title?.trim() || (node?.class_type ?? id);
}

/** The node and all that it is made of, nearest first. */
export function upstreamOf(workflow: Workflow, id: string): Set<string> {
  const found = new Set([id]);
  for (const each of found) {
    for (const value of Object.values(workflow[each]?.inputs ?? {})) if (isLink(value)) found.add(value[0]);
  }
  return found;
}
