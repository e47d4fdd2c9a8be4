import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonValue, Provider } from "../../../electron/core/generation/provider.ts";
import { falProvider } from "../../../electron/core/generation/providers/fal.ts";
import { createGeminiProvider } from "../../../electron/core/generation/providers/gemini.ts";
import { klingProvider } from "../../../electron/core/generation/providers/kling.ts";
import { klingLegacyProvider } from "../../../electron/core/generation/providers/kling-legacy.ts";
import { pixioProvider } from "../../../electron/core/generation/providers/pixio.ts";
import { replicateProvider } from "../../../electron/core/generation/providers/replicate.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { writePass, writeStill } from "../../../shared/generation/written-pass.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildShot } from "../../support/builders.ts";

/** What a service was sent for each of its models before profiles were files; one line a request, by model and pass. */
const file = join(import.meta.dirname, "../../fixtures/requests/compiled-requests.jsonl");

const providers = new Map<string, Provider>(
  [
    klingProvider,
    klingLegacyProvider,
    falProvider,
    pixioProvider,
    replicateProvider,
    createGeminiProvider(() => "gemini-3-pro-image"),
  ].map((provider) => [provider.name, provider]),
);

const [startFrame, endFrame] = [buildMediaId("a"), buildMediaId("b")];
const elements = [
  buildElement("Driver", {
    description: "Woman of forty.",
    images: [buildMediaId("c"), buildMediaId("d"), buildMediaId("e")],
  }),
  buildElement("Car", { kind: "item", images: [buildMediaId("1"), buildMediaId("2")] }),
];
const car: Partial<Shot> = { action: "The car waits; rain, <lamps> and {{image:x}}", camera: { move: "push-in" } };
const driver: Partial<Shot> = {
  camera: { size: "MCU", move: "static", lens: "35 mm" },
  action: "@Driver pulls the zip up beside @Car, me@home.example",
  dialogue: [{ speaker: "Driver", line: "Now" }],
};
const many = [driver, car, { ...driver, action: "@Car rolls off, @Driver in it, @Nobody near" }];

const passes: Readonly<Record<string, readonly [shots: readonly Partial<Shot>[], content?: Partial<Pass>]>> = {
  "one shot": [[car]],
  "three shots": [[car, car, { prompt: "shot 2, 5, a free text; to me@home.example" }], { audio: true }],
  "two long shots": [[{ prompt: "a long way ".repeat(140) }, { prompt: "and back again ".repeat(80) }]],
  "one shot, element": [[driver]],
  "three shots, elements": [many, { aspectRatio: "9:16", negativePrompt: "" }],
  "one shot, start frame": [[car], { startFrame, negativePrompt: "noise", guidance: 0.5 }],
  "one shot, both frames": [[car], { startFrame, endFrame, audio: true, resolution: "1080p" }],
  "one shot, end frame": [[car], { endFrame }],
  "three shots, start frame, elements": [many, { startFrame, audio: true, guidance: 0.65, resolution: "4k" }],
  "one shot, both frames, element": [[driver], { startFrame, endFrame, look: { mood: "tense", lens: "50 mm" } }],
};

function compiled(profile: (typeof shippedProfiles)[number], name: string): JsonValue {
  const [shots = [], content] = passes[name] ?? [];
  const built = shots.map((shot, index) => buildShot(String(index + 1), shot));
  const pass = buildPass("1", built, { profile: profile.id, ...content });
  try {
    const written =
      profile.output === "still" ? writeStill(profile, elements, pass, null) : writePass(profile, elements, pass);
    const provider = providers.get(profile.provider) as Provider;
    return { ...provider.compile(profile, written, "job_0001") };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refused: error.message };
  }
}

test("every model is sent what it was sent before profiles were files, to the byte", () => {
  const kept = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(kept.length).toBeGreaterThan(150);
  const lineFor = (model: string, pass: string) => {
    const profile = shippedProfiles.find(({ id }) => id === model);
    return JSON.stringify([model, pass, profile ? compiled(profile, pass) : "no such model"]);
  };
  for (const line of kept) {
    const [model, pass] = JSON.parse(line) as [string, string];
    expect(lineFor(model, pass), `${model}: ${pass}`).toBe(line);
  }
});
