/** Owns talking to a ComfyUI, a machine of the user's own: no key, no price, and results from nowhere else. */
import type { Provider } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import { compileWorkflow } from "./comfyui-workflow.ts";

const label = "ComfyUI";

export function createComfyuiProvider(): Provider {
  const soon = async () => {
    throw new ServiceFault("model", label);
  };
  return {
    name: "comfyui",
    label,
    defaultBaseUrl: "http://127.0.0.1:8188",
    slots: 1,
    pollEvery: { firstMs: 1000, mostMs: 2000 },
    async authorize() {
      return {};
    },
    faultOf: () => null,
    compile: (profile, pass, jobId) => ({
      method: "POST",
      path: "/prompt",
      headers: {},
      body: compileWorkflow(profile, pass, jobId),
    }),
    prepare: soon,
    submit: soon,
    find: soon,
    poll: soon,
    testKey: soon,
  };
}
