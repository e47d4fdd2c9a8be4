/** Owns that a ComfyUI workflow from elsewhere is data: measured before it is believed, refused as a whole, and never run. */
import { describe, expect, test } from "vitest";
import { AppError } from "../../shared/errors/app-error.ts";
import { readWorkflow, workflowBytesMax } from "../../shared/models/comfyui-workflow.ts";
import { guessSlots } from "../../shared/models/guess-slots.ts";
import { exampleText, smallWorkflow } from "../support/workflows.ts";

const node = { class_type: "KSampler", inputs: { seed: 1 } };

/** What refuses it, which always comes with a next step. */
function refusalOf(text: string): string {
  try {
    readWorkflow(text, "boat.json");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe("input.invalid");
    expect(error.next).toMatch(/^[A-Z].+\.$/);
    return error.message;
  }
  throw new Error("It was read.");
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe("a workflow is refused in one sentence", () => {
  test.each([
    ["no JSON", "{", "boat.json is not JSON."],
    ["a list", "[]", "boat.json is not a workflow."],
    ["a word", '"boat"', "boat.json is not a workflow."],
    ["nothing in it", "{}", "boat.json has no nodes."],
    ["not a node", JSON.stringify({ "1": "KSampler" }), "In boat.json, node 1 is not a node of ComfyUI"],
    ["a node without a class", JSON.stringify({ "1": { inputs: {} } }), "class_type is missing"],
    ["a node without inputs", JSON.stringify({ "1": { class_type: "KSampler" } }), "inputs is missing"],
    [
      "a link to nowhere",
      JSON.stringify({ "1": { class_type: "A", inputs: { model: ["2", 0] } } }),
      "comes from node 2",
    ],
    [
      "too many nodes",
      JSON.stringify(Object.fromEntries(Array.from({ length: 2001 }, (_, id) => [id, node]))),
      "2,000",
    ],
    [
      "too many inputs",
      JSON.stringify({
        "1": { class_type: "A", inputs: Object.fromEntries(Array.from({ length: 201 }, (_, id) => [`i${id}`, 1])) },
      }),
      "200 inputs",
    ],
    ["endless nesting", JSON.stringify({ "1": { class_type: "A", inputs: { a: nested(500) } } }), "not a plain value"],
    ["a name of JavaScript's own as a node", '{"__proto__": {"class_type": "A", "inputs": {}}}', "without a number"],
    [
      "a name of JavaScript's own as an input",
      '{"1": {"class_type": "A", "inputs": {"__proto__": {"x": 1}}}}',
      "not a plain value",
    ],
    [
      "a name of JavaScript's own further in",
      '{"1": {"class_type": "A", "inputs": {"a": {"constructor": 1}}}}',
      "not a plain value",
    ],
    ["a file as large as a video", " ".repeat(workflowBytesMax + 1), "too large"],
  ])("%s", (_, text, words) => {
    expect(refusalOf(text)).toContain(words);
  });

  test("one in ComfyUI's own format is told from one that can be sent", () => {
    const text = JSON.stringify({
      last_node_id: 1,
      nodes: [{ id: 1, type: "KSampler", widgets_values: [1] }],
      links: [],
    });
    expect(refusalOf(text)).toContain("in ComfyUI's own format");
  });
});

test("what is posted to ComfyUI is read as the workflow in it, and what else a node has is left out", () => {
  const { prompt } = { prompt: { "1": { ...node, is_changed: ["x"], _meta: { title: "Seed" } } } };
  expect(readWorkflow(JSON.stringify({ prompt, client_id: "a" }), "boat.json")).toEqual({
    "1": { ...node, _meta: { title: "Seed" } },
  });
});

test("links in a circle, and a thousand nodes that all lead to each other, hold nobody up", () => {
  const circle = smallWorkflow({
    "1": ["CLIPTextEncode", { text: ["2", 0] }],
    "2": ["CLIPTextEncode", { text: ["1", 0] }],
    "3": ["EmptyHunyuanLatentVideo", { width: ["3", 0], height: ["3", 0], length: ["4", 0] }],
    "4": ["KSampler", { seed: ["4", 0], positive: ["1", 0], negative: ["4", 0], latent_image: ["4", 0] }],
  });
  expect(guessSlots(circle).slots.output).toBe("7");
  const dense = Object.fromEntries(
    Array.from({ length: 1000 }, (_, id) => {
      const to = (step: number) => [String((id + step) % 1000), step % 2];
      const links = { positive: to(1), negative: to(2), conditioning: to(3), text: to(5), value: to(7), image: to(11) };
      return [id, { class_type: id % 3 ? "LoadImage" : "CFGGuider", inputs: links }];
    }),
  );
  expect(guessSlots(readWorkflow(JSON.stringify(dense), "dense.json")).slots).not.toHaveProperty("prompt");
});

test("the words of a workflow are never looked for on an object's prototype", () => {
  const text = exampleText("start-frame-still")
    .replaceAll("CLIPTextEncode", "toString")
    .replaceAll('"Prompt"', '"valueOf"');
  expect(() => guessSlots(readWorkflow(text, "odd.json"))).not.toThrow();
});
