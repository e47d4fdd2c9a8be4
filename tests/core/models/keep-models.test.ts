import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { OwnModels } from "../../../electron/core/models/own-models.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { learnProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { profileOfBinding, startBinding } from "../../../shared/models/workflow-binding.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { exampleWorkflow, smallWorkflow } from "../../support/workflows.ts";

const boat = profileOfBinding(startBinding(smallWorkflow(), "Boat.json").binding, "2026-11-28");

afterEach(() => learnProfiles([]));

function openModels() {
  const dataDir = temporaryFolder();
  let changes = 0;
  const open = () =>
    new OwnModels({ dataDir, notices: { say: () => {}, clear: () => {} }, onChanged: () => (changes += 1) });
  return { own: open(), open, folder: join(dataDir, "models"), changes: () => changes };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("It was not refused.");
  return error.message;
}

test("a model of a workflow is a file, known at once and after a restart", async () => {
  const { own, open, folder, changes } = openModels();
  expect(await own.keep(boat)).toEqual({ file: "local/boat.json" });
  expect(JSON.parse(readFileSync(join(folder, "local/boat.json"), "utf8"))).toEqual(boat);
  expect(readdirSync(join(folder, "local"))).toEqual(["boat.json"]);
  expect(profileOf("local/boat")).toEqual(boat);
  learnProfiles([]);
  open();
  expect(profileOf("local/boat")?.label).toBe("Boat · ComfyUI");
  expect(changes()).toBe(2);
});

test("kept again it stands in the same file; removed it is gone", async () => {
  const { own, folder } = openModels();
  mkdirSync(join(folder, "mine"), { recursive: true });
  writeFileSync(join(folder, "mine/ship.json"), JSON.stringify(boat));
  own.readAgain();
  expect(await own.keep({ ...boat, label: "Ship · ComfyUI" })).toEqual({ file: "mine/ship.json" });
  expect(profileOf("local/boat")?.label).toBe("Ship · ComfyUI");
  await own.remove("local/boat");
  expect(profileOf("local/boat")).toBeNull();
  expect(existsSync(join(folder, "mine/ship.json"))).toBe(false);
  expect(await refusalOf(own.remove("local/boat"))).toContain("local/boat");
  expect(await refusalOf(own.remove("animatic"))).toContain("animatic");
});

test("what is there under its name and is no model stays as it is", async () => {
  const { own, folder } = openModels();
  mkdirSync(join(folder, "local"), { recursive: true });
  writeFileSync(join(folder, "local/boat.json"), "half a model");
  own.readAgain();
  expect(await refusalOf(own.keep(boat))).toContain("is there already");
  expect(readFileSync(join(folder, "local/boat.json"), "utf8")).toBe("half a model");
});

test("a link in the place of the folder is not followed", async () => {
  const { own, folder } = openModels();
  const elsewhere = temporaryFolder();
  mkdirSync(folder);
  symlinkSync(elsewhere, join(folder, "local"));
  expect(await refusalOf(own.keep(boat))).toContain("local");
  expect(readdirSync(elsewhere)).toEqual([]);
});

const request = boat.request?.way === "comfyui" ? boat.request : null;
const bound = (slots: object) => ({ ...boat, request: { ...request, slots: { ...request?.slots, ...slots } } });

test.each([
  ["a link", bound({ seed: [{ node: "6", input: "images" }] }), "request.slots.seed[0]"],
  ["an input that is not there", bound({ seed: [{ node: "4", input: "toString" }] }), "request.slots.seed[0]"],
  ["a node that is not there", bound({ prompt: [{ node: "99", input: "text" }] }), "request.slots.prompt[0]"],
  ["a text for a number", bound({ width: [{ node: "1", input: "text" }] }), "request.slots.width[0]"],
  ["no node for the result", bound({ output: "99" }), "request.slots.output"],
  [
    "a link to nowhere",
    {
      ...boat,
      request: { ...request, workflow: { ...request?.workflow, "9": { class_type: "A", inputs: { a: ["8", 0] } } } },
    },
    "request.workflow",
  ],
  ["another service's name", { ...boat, provider: "kling" }, "provider"],
  ["an id out of the folder", { ...boat, id: "local/../../boat" }, "id"],
])("a model with %s is refused with the place", async (_, model, place) => {
  const { own, folder } = openModels();
  expect(await refusalOf(own.keep(model))).toContain(place);
  expect(existsSync(folder)).toBe(false);
});

test("a workflow that fills more than a model file may have is refused before it is written", async () => {
  const { own, folder } = openModels();
  const { binding } = startBinding(exampleWorkflow("start-frame-still"), "Large.json");
  const notes = Object.fromEntries(
    Array.from({ length: 200 }, (_, id) => [`n${id}`, { class_type: "Note", inputs: { a: "x".repeat(6000) } }]),
  );
  const large = profileOfBinding({ ...binding, workflow: { ...binding.workflow, ...notes } }, "2026-11-28");
  expect(await refusalOf(own.keep(large))).toContain("too large");
  expect(existsSync(folder)).toBe(false);
});
