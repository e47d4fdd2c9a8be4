/** Owns what a model file with a ComfyUI workflow must keep besides its schema: that each of our values has an input to go to. */
import { isLink, literalAt, type Workflow } from "./comfyui-workflow.ts";
import { slotFits, slotNames } from "./guess-slots.ts";
import type { ModelFault } from "./model-fault.ts";
import type { WorkflowRequest } from "./request-way.ts";

export function faultsOfWorkflow({ workflow: nodes, slots }: WorkflowRequest): ModelFault[] {
  const workflow: Workflow = nodes;
  const faults: ModelFault[] = [];
  for (const [id, { inputs }] of Object.entries(workflow)) {
    for (const [input, value] of Object.entries(inputs)) {
      if (!isLink(value) || Object.hasOwn(workflow, value[0])) continue;
      faults.push({
        path: `request.workflow.${id}.inputs.${input}`,
        message: `Add node ${value[0]}, or another link.`,
      });
    }
  }
  for (const slot of slotNames) {
    slots[slot]?.forEach((place, index) => {
      if (slotFits(slot, literalAt(workflow, place))) return;
      const message = "Write a node and an input of it that holds such a value, not a link.";
      faults.push({ path: `request.slots.${slot}[${index}]`, message });
    });
  }
  if (!Object.hasOwn(workflow, slots.output)) {
    faults.push({ path: "request.slots.output", message: "Write the number of the node that saves the result." });
  }
  return faults;
}
