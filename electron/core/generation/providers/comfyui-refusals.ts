/**
 * Owns what ComfyUI refuses: an answer by its status, and a workflow in words with the name of what it lacks.
 * Source: github.com/Comfy-Org/ComfyUI at 002c3fb and a125cd8, server.py, execution.py (validate_prompt), read 2026-11-28.
 */
import { z } from "zod";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";
import { comfyuiLabel, type NamedNodes, nodeName, shown } from "./comfyui-answers.ts";

/** The fault that an answer tells of by its status; what it says of a workflow is read where that is known. */
export function comfyuiFaultOf({ status, body }: ServiceAnswer): ServiceFault | null {
  if (status < 300) return null;
  if (status < 400) return new ServiceFault("stranger", comfyuiLabel, { detail: "it redirects elsewhere" });
  if (status === 401 || status === 403) {
    const next = "Shotline sends no password: use an address of ComfyUI that needs none.";
    return new ServiceFault("permission", comfyuiLabel, { detail: `status ${status}`, next });
  }
  if (status === 400) return new RefusedWorkflow(body);
  if (status === 404) return new ServiceFault("stranger", comfyuiLabel, { reached: "no" });
  return null;
}

/** `POST /prompt` answered 400: nothing was queued. */
export class RefusedWorkflow extends ServiceFault {
  readonly body: unknown;

  constructor(body: unknown) {
    super("invalid", comfyuiLabel, { detail: refusalSchema.safeParse(body).data?.error?.message ?? "" });
    this.body = body;
  }
}

const nodeErrorSchema = z.object({
  type: z.string().catch(""),
  message: z.string().catch(""),
  details: z.string().catch(""),
  extra_info: z
    .object({ input_name: z.string().optional().catch(undefined), received_value: z.unknown().optional() })
    .nullish()
    .catch(null),
});
const refusalSchema = z.object({
  error: z
    .object({
      type: z.string().catch(""),
      message: z.string().catch(""),
      details: z.string().catch(""),
      extra_info: z
        .object({ node_id: z.string().optional().catch(undefined) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  node_errors: z
    .record(
      z.string(),
      z.object({ errors: z.array(nodeErrorSchema).catch([]), dependent_outputs: z.unknown().optional() }),
    )
    .catch({}),
});
type Refusal = z.infer<typeof refusalSchema>;

/** What a refused workflow lacks, with the node's name. */
export function faultOfRefusal(body: unknown, nodes: NamedNodes): ServiceFault {
  const { error, node_errors }: Refusal = refusalSchema.safeParse(body).data ?? { error: null, node_errors: {} };
  const lacking = lackingNode(error, nodes);
  if (lacking !== null) {
    const next = `Install it there, for example with ComfyUI-Manager, or update ComfyUI; then generate again.`;
    return new ServiceFault("invalid", comfyuiLabel, { detail: `it lacks the node ${lacking}`, next });
  }
  const [first] = Object.entries(node_errors).flatMap(([id, { errors }]) => errors.map((each) => ({ id, ...each })));
  if (first === undefined) {
    const detail = [error?.message, error?.details].filter(Boolean).join(": ");
    return new ServiceFault("invalid", comfyuiLabel, { detail });
  }
  const node = nodeName(nodes, first.id);
  const input = first.extra_info?.input_name;
  const value = first.extra_info?.received_value;
  if (first.type === "value_not_in_list" && typeof value === "string") return notOffered(node, input ?? "", value);
  const detail = `its node ${node}: ${[first.message, first.details].filter(Boolean).join(": ")}`;
  return new ServiceFault("invalid", comfyuiLabel, { detail });
}

const modelFile = /\.(safetensors|sft|ckpt|pth?|bin|gguf|onnx|vae)$/i;

function notOffered(node: string, input: string, value: string): ServiceFault {
  if (modelFile.test(value)) {
    const next = "Put the file in ComfyUI's models folder, or choose another one in the workflow; then generate again.";
    const detail = `it has no file ${shown(value)} for the node ${node}, ${shown(input)}`;
    return new ServiceFault("invalid", comfyuiLabel, { detail, next });
  }
  const next = "Export the workflow again from this ComfyUI, then bind it in Settings → Services.";
  return new ServiceFault("invalid", comfyuiLabel, { detail: `its node ${node} does not offer ${shown(value)}`, next });
}

/** Newer servers name the node, older ones say it in a sentence alone. */
function lackingNode(error: Refusal["error"], nodes: NamedNodes): string | null {
  const told = /node (\S+) does not exist/.exec(error?.message ?? "")?.[1];
  if (error?.type !== "missing_node_type" && told === undefined) return null;
  const id = error?.extra_info?.node_id ?? /#([^']+)'/.exec(error?.details ?? "")?.[1] ?? "";
  return Object.hasOwn(nodes, id) ? nodeName(nodes, id) : `“${shown(told ?? id)}”`;
}
