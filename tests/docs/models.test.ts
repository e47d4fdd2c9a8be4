import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describePrice, priceUncertainty } from "../../shared/generation/price.ts";
import {
  type SaidLimit,
  sayElements,
  sayFrames,
  sayLength,
  sayResolutions,
  sayShapes,
  sayShots,
  saySound,
  sayTexts,
} from "../../shared/models/describe-profile.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { checkPlan } from "../../shared/preflight/preflight.ts";
import type { Pass } from "../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../support/builders.ts";

const file = join(import.meta.dirname, "../../docs/models.md");
const heading = "## Models that come with Shotline";

const sent = shippedProfiles.filter(({ provider }) => provider !== "animatic");
const films = sent.filter(({ output }) => output === "film");
const stills = sent.filter(({ output }) => output === "still");
const image = buildMediaId("a");
const calls = "@Driver waits";

/** The text with a question mark where one of the limits behind it is not confirmed. */
function written(say: SaidLimit, profile: ModelProfile): string {
  return say(profile)
    .map(({ text, isUnsure }) => (isUnsure ? `${text} ?` : text))
    .join(", ");
}

type Judgment = "sent" | "refused" | "left out";

/** What the preflight says of a pass that holds this, which is otherwise in order for the model. */
function judge(
  profile: ModelProfile,
  content: Partial<Pass> & { readonly calls?: boolean; readonly several?: boolean },
) {
  const { calls: called = false, several = false, ...pass } = content;
  const { totalMs, shotMs, aspectRatios, resolutions } = profile.limits;
  const durationMs = Math.max(totalMs.min, shotMs.min);
  const action = called ? calls : "It rains";
  const shots = ["1", "2"]
    .slice(0, several ? 2 : 1)
    .map((name) => buildShot(name, { durationMs, action, camera: { size: "WS", move: "static" } }));
  const planned = buildPass("1", shots, {
    ...{ profile: profile.id, aspectRatio: aspectRatios[0] ?? "16:9", resolution: resolutions[0] ?? "720p" },
    ...pass,
  });
  const images = Array.from({ length: Math.max(2, profile.limits.imagesPerElement.min) }, () => image);
  const elements = called ? [buildElement("Driver", { images })] : [];
  const problems = checkPlan(buildProject([planned], { elements })).filter(
    ({ code }) => code !== "profile.unavailable",
  );
  const of = (test: (problem: (typeof problems)[number]) => boolean) => problems.some(test);
  if (of(({ severity }) => severity === "error")) return "refused";
  return of(({ code, path }) => code === "field.unsupported" && !path.endsWith(".audio")) ||
    (pass.audio === true && of(({ code }) => code === "field.unsupported"))
    ? "left out"
    : "sent";
}

/** What a pass may hold that not every model takes, each as it stands by itself. */
function judgments(profile: ModelProfile): readonly (readonly [what: string, Judgment])[] {
  const startFrame = image;
  const frames = { startFrame, endFrame: image };
  const alone = judge(profile, { calls: true });
  const beside = judge(profile, { calls: true, startFrame });
  const framed = judge(profile, { startFrame });
  const elements: [string, Judgment][] =
    alone === beside || framed === "left out"
      ? [["elements", alone]]
      : [
          ["elements without a start frame", alone],
          ["elements beside a frame", beside],
        ];
  const ending = judge(profile, frames);
  const ends: [string, Judgment][] =
    ending === "left out"
      ? [["an end frame", ending]]
      : [
          ["an end frame without a start frame", judge(profile, { endFrame: image })],
          ["an end frame after several shots", judge(profile, { ...frames, several: true })],
        ];
  return [
    ["a start frame", framed],
    ...ends,
    ["keyframes", judge(profile, { startFrame, keyframes: true })],
    ...elements,
    ["a negative prompt", judge(profile, { negativePrompt: "rain" })],
    ["guidance", judge(profile, { guidance: 0.5 })],
    ["sound", judge(profile, { audio: true })],
  ];
}

function listOf(profile: ModelProfile, wanted: Judgment): string {
  const said = judgments(profile).flatMap(([what, judgment]) => (judgment === wanted ? [what] : []));
  if (wanted === "refused" && profile.off !== undefined) return `everything: ${profile.off}`;
  return said.join(", ") || "nothing";
}

function readOn({ price, source }: ModelProfile): string {
  return "asOf" in price && price.asOf !== source.asOf ? `${source.asOf}, price ${price.asOf}` : source.asOf;
}

function priceNote(profile: ModelProfile): string {
  const { price } = profile;
  return price.kind === "unknown" ? price.note : (priceUncertainty(profile) ?? "");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`.replaceAll("  |", " |");
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The tables of the page, from the files of the models and from the preflight itself. */
function writeTables(): string {
  const limits = films.map((profile) => [
    `\`${profile.id}\``,
    ...[sayLength, sayShots, sayTexts, sayFrames, sayElements, sayShapes, sayResolutions, saySound].map((say) =>
      written(say, profile),
    ),
  ]);
  const judged = films.map((profile) => [`\`${profile.id}\``, listOf(profile, "refused"), listOf(profile, "left out")]);
  const images = stills.map((profile) => [
    `\`${profile.id}\``,
    ...[sayElements, sayShapes, sayResolutions].map((say) => written(say, profile)),
  ]);
  const prices = sent.map((profile) => [
    `\`${profile.id}\``,
    describePrice(profile),
    readOn(profile),
    priceNote(profile),
  ]);
  return [
    heading,
    [
      "A question mark follows what is not confirmed: the sources are silent or disagree. Nothing here was tried with a paid request. Texts are",
      "counted in characters as they are sent. Where *text* has one number, all shots of a pass are sent in one prompt, as a timed list that names",
      "the cuts; such a model may still cut elsewhere.",
    ].join("\n"),
    "### What videos may be",
    table(["model", "length", "shots", "text", "frames", "elements", "shapes", "resolutions", "sound"], limits),
    "### What the preflight refuses, and what is left out",
    [
      "What is refused keeps a pass from being sent until it is changed; most of it is mended with one click. What is left out is not sent, and",
      "the preflight says so; it stays in the plan. A pass that is too long or too short, or of a shape that the model does not make, is refused by all. A",
      "resolution that a model does not make is refused where it makes several, and replaced where it makes one.",
    ].join("\n"),
    table(["model", "refused", "left out"], judged),
    [
      "Where frames stand beside elements and the model allows one or the other, the preflight offers both ways out. The one that keeps most comes",
      "first: with one shot, the frames, which show how it begins; with several, the elements, because a frame holds for the first shot alone.",
    ].join("\n"),
    "### What images may be",
    table(["model", "elements", "shapes", "sizes"], images),
    "### What it costs",
    table(["model", "price", "read on", "not confirmed"], prices),
  ].join("\n\n");
}

// After a change of the model files: npx vitest run tests/docs/models.test.ts -u
test("the page of models has every model with its limits, its price, and what the preflight says", async () => {
  const page = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const [before = "", rest = ""] = page.split(`${heading}\n`);
  const next = rest.indexOf("\n## ");
  const after = next === -1 ? "" : rest.slice(next + 1);
  await expect(`${before.trimEnd()}\n\n${writeTables()}\n${after === "" ? "" : `\n${after}`}`).toMatchFileSnapshot(
    file,
  );
});
