import { describe, expect, test } from "vitest";
import { checkModelFile, parseModelFile } from "../../../shared/models/check-profile.ts";
import { faultLine } from "../../../shared/models/model-fault.ts";
import { faultsInProfile, ownServices } from "../../../shared/models/profile-rules.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { dreamModel, dreamText } from "../../support/own-model.ts";

// biome-ignore lint/suspicious/noExplicitAny: wrong files are what is tested.
type Change = (model: any) => void;

function linesOf(change: Change): string[] {
  const model = dreamModel();
  change(model);
  const read = checkModelFile(model);
  return read.profile === null ? read.faults.map(faultLine) : [];
}

describe("a model file", () => {
  test("as the guide shows it has no fault, and neither have those that come with the app", () => {
    expect(parseModelFile(dreamText)).toMatchObject({ profile: { id: "fal/dream-1" } });
    const ofServices = shippedProfiles.filter(({ provider }) => ownServices.includes(provider));
    expect(ofServices.length).toBeGreaterThan(5);
    for (const profile of ofServices) expect(faultsInProfile(profile), profile.id).toEqual([]);
  });

  const wrong: [what: string, change: Change, ...faults: string[]][] = [
    [
      "a length in words",
      ({ limits }) => (limits.totalMs.max = "ten seconds"),
      "limits.totalMs.max: Write a whole number of milliseconds, such as 15000.",
    ],
    ["nothing of where it was read", (model) => delete model.source, "source: Add it. Write an object in braces."],
    [
      "a field that there is not",
      (model) => (model.host = "example.org"),
      "host: Remove it, or correct the spelling: there is no such field.",
    ],
    [
      "a service with no fixed host for own models",
      (model) => Object.assign(model, { id: "kling/dream", provider: "kling" }),
      "provider: Write one of fal, replicate, comfyui: files of your own can be for no other service.",
    ],
    [
      "an id of another service",
      (model) => (model.id = "pixio/dream"),
      "id: Begin it with fal/, as the model is of fal.",
    ],
    [
      "a host in an endpoint",
      ({ request }) => (request.endpoints[1].path = "https://example.org/steal"),
      "request.endpoints[1].path: Write an endpoint such as fal-ai/kling-video/v3/pro/text-to-video.",
    ],
    [
      "a shortest length above the longest",
      ({ limits }) => (limits.totalMs.min = 11_000),
      "limits.totalMs.min: Write at most 10000, which is totalMs.max.",
      "limits.shotMs.max: Write more: 1 of them are shorter than the shortest video, 11000.",
    ],
    [
      "a length beside the step",
      ({ limits }) => (limits.shotMs.min = 2500),
      "limits.shotMs.min: Write a multiple of 1000, which is stepMs.",
    ],
    [
      "a price of a resolution that there is not",
      ({ price }) => (price.perSecond["4K"] = { silent: 1, audio: 1 }),
      "price.perSecond.4K: Remove it, or add 4K to limits.resolutions.",
    ],
    [
      "a resolution that the service has no word for",
      ({ request }) => delete request.fields[2].values["720p"],
      "request.fields[2].values.720p: Add it: the limits allow it.",
    ],
    [
      "a kind of pass that no endpoint takes",
      ({ request }) => request.endpoints.pop(),
      "request.endpoints: Add one for a pass with one shot.",
    ],
    [
      "a start frame that is not sent",
      ({ request }) => request.fields.pop(),
      "request.fields: Add one from startFrame that is sent for a pass with one shot, a start frame.",
    ],
    [
      "elements that are not sent",
      ({ limits }) => Object.assign(limits, { elementsMax: 2, imagesPerElement: { min: 1, max: 2 } }),
      "request.fields: Add one from elements or images that is sent for a pass with one shot, elements.",
    ],
    [
      "several shots in a list that is not sent",
      ({ limits, grammar }) => {
        limits.shotsMax = 3;
        grammar.shots = "list";
      },
      "grammar.shots: Add a field from shots to request.fields, or allow less.",
    ],
    [
      "a field that is sent twice",
      ({ request }) => request.fields.push({ name: "seconds", value: 5 }),
      "request.fields[5].name: Send seconds once: for a pass with one shot, it is sent twice.",
    ],
    [
      "a source of a field that there is not",
      ({ request }) => (request.fields[0].from = "promt"),
      "request.fields[0].from: Write one of prompt, shots, duration, aspectRatio, resolution, audio, guidance, negativePrompt, startFrame, endFrame, keyframes, images, elements.",
    ],
    [
      "a length in a form that there is not",
      ({ request }) => (request.fields[1].as = "minutes"),
      "request.fields[1].as: Write one of seconds, seconds-text.",
    ],
    [
      "a value that is none",
      ({ request }) => request.fields.push({ name: "seed", value: null }),
      "request.fields[5].value: Write a text in quotes; a number, such as 2.5; or true or false.",
    ],
    [
      "no price at a service that costs money",
      (model) => (model.price = { kind: "free" }),
      "price.kind: Write unknown, with a note, where the price is not known: the service is not free.",
    ],
    ["a price that no cap counts", ({ price }) => (price.currency = "credits"), "price.currency: Write USD."],
    [
      "an uncertain limit that it does not have",
      (model) => (model.uncertain = ["keyframesMax", "shotMs", "shotMs"]),
      "uncertain[0]: Remove it, or add limits.keyframesMax.",
      "uncertain[2]: Remove it: it is there already.",
    ],
    ["an adapter that it can't have", (model) => (model.request = { way: "adapter" }), "request.way: Write mapped."],
    ["a day that is none", ({ source }) => (source.asOf = "yesterday"), "source.asOf: Write a day such as 2026-11-22."],
    [
      "a path to a result that is none",
      ({ request }) => (request.result = ["clips[0].url"]),
      "request.result[0]: Write a path such as video.url or images.0.url.",
    ],
  ];
  test.each(wrong)("with %s is refused, with the place and what to write there", (_, change, ...faults) => {
    expect(linesOf(change)).toEqual(faults);
  });

  test("of Replicate names OWNER/NAME", () => {
    const change: Change = (model) => Object.assign(model, { id: "replicate/dream", provider: "replicate" });
    expect(linesOf(change)).toEqual([
      "request.endpoints[0].path: Write it as OWNER/NAME, the model's address.",
      "request.endpoints[1].path: Write it as OWNER/NAME, the model's address.",
    ]);
  });

  test("that is no JSON says where reading stopped, and nothing of what it says", () => {
    const read = parseModelFile('{ "id": secret }');
    expect(read.profile === null && read.faults).toEqual([
      { path: "", message: expect.stringMatching(/^Correct the JSON(?:: reading stopped at position \d+.*)?\.$/) },
    ]);
    expect(JSON.stringify(read)).not.toContain("secret");
  });
});
