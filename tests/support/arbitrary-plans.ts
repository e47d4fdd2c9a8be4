/** Makes random plans that a given profile is likely to accept, with texts that try to break every grammar. */
import fc from "fast-check";
import type { ModelProfile } from "../../shared/models/profile.ts";
import type { Plan } from "../../shared/project/plan.ts";
import { cameraMoves, shotSizes, transitions } from "../../shared/project/vocabulary.ts";

type PlanPass = Plan["passes"][number];
type PlanShot = PlanPass["shots"][number];

const elementNames = ["Driver", "Car_2", "Straße", "ネコ"] as const;

const fragments = [
  ...[";", "；", ",", "，", "\n", "\r\n", "\u2028", "\u0000", '"', "\\", "'", "{{image:a}}", "}}", "]", "[{", "‹"],
  ...["<<<element_1>>>", "<<<", ">>>", "<<<image_1>>>", "<", "@", "a@b.example", "x@Element1", "y@el01", "@ ", "@@"],
  ...[
    "shot 2, 3, ",
    "Shot 1,4,",
    "shot",
    " 2",
    " 3,",
    "镜头 2, 3, ",
    "镜头1，2，",
    "shot ２, ３, ",
    "Shot 2 (4–9 s): ",
    "\nCut to: Shot 3 (",
    "shot 1（",
    "Cut to: ",
    "(0–4 s):",
    "\ud800",
    "\udc00",
    "🎬",
  ],
  ...["el01", "Element1", "runs", "waits at night", " ", "A wide road. "],
];

/** A text of `calls` (names without `@`), of hostile fragments and of anything else. */
export function hostileText(calls: readonly string[]): fc.Arbitrary<string> {
  const call = calls.length === 0 ? [] : [fc.constantFrom(...calls.map((name) => `@${name}`))];
  const part = fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: "binary", maxLength: 6 }), ...call);
  return fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
}

/** Calls in texts that stand well apart from what is around them. */
function callingText(calls: readonly string[]): fc.Arbitrary<string> {
  if (calls.length === 0) return fc.constant("It rains.");
  const call = fc.constantFrom(...calls.map((name) => `(@${name}) moves`));
  return fc.array(call, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("; "));
}

/** A plan of one pass for the profile. Now and then it is not accepted, as a text calls somebody by chance. */
export function planFor(profile: ModelProfile): fc.Arbitrary<Plan> {
  const { limits } = profile;
  const elementsMax = limits.framesOrElements ? limits.elementsMax : limits.elementsMaxWithFrame;
  const shots = fc
    .array(fc.integer({ min: limits.shotMs.min / 1000, max: 7 }), { minLength: 1, maxLength: limits.shotsMax })
    .map((seconds) => fitted(seconds, limits.totalMs.max / 1000))
    .filter((seconds) => seconds.reduce((sum, each) => sum + each, 0) * 1000 >= limits.totalMs.min);
  return fc
    .record({
      seconds: shots,
      named: fc.subarray([...elementNames], { maxLength: Math.min(elementNames.length, elementsMax) }),
      images: fc.integer({ min: limits.imagesPerElement.min, max: 2 }),
      frame: fc.boolean(),
    })
    .chain(({ seconds, named, images, frame }) => {
      const mayFrame = frame && !(limits.framesOrElements && named.length > 0);
      const startFrame = mayFrame || (named.length > 0 && limits.elementsNeedStartFrame);
      return fc
        .record({
          shots: fc.tuple(...seconds.map((each) => shotOf(each * 1000, named))),
          aspectRatio: fc.constantFrom(...limits.aspectRatios),
          resolution: fc.constantFrom(...limits.resolutions),
          audio: fc.boolean(),
          endFrame: fc.boolean(),
          guidance: fc.double({ min: 0, max: 1, noNaN: true }),
          negativePrompt: hostileText([]),
        })
        .map(({ endFrame, ...content }): Plan => {
          const ends = endFrame && startFrame && seconds.length === 1;
          const pass: PlanPass = {
            ...{ scene: "SC010", name: "Any", profile: profile.id },
            ...content,
            ...(startFrame ? { startFrame: "start.png" } : {}),
            ...(ends ? { endFrame: "end.png" } : {}),
          };
          return {
            schema: "shotline.plan.1",
            project: { name: "Any", rate: "24", start: "01:00:00:00" },
            elements: named.map((name) => ({
              ...{ name, kind: "item" as const },
              images: Array.from({ length: images }, (_, index) => `${name}${index}.png`),
            })),
            passes: [pass],
          };
        });
    });
}

function fitted(seconds: readonly number[], most: number): number[] {
  const kept: number[] = [];
  let sum = 0;
  for (const each of seconds) {
    sum += each;
    if (sum <= most) kept.push(each);
  }
  return kept;
}

function shotOf(durationMs: number, named: readonly string[]): fc.Arbitrary<PlanShot> {
  const structured = fc.record({
    action: fc.oneof(callingText(named), hostileText(named)).map((text) => `A door. ${text}`),
    environment: hostileText([]),
    mood: hostileText(named),
    dialogue: fc.array(fc.record({ speaker: fc.constantFrom("", ...named), line: hostileText([]) }), { maxLength: 2 }),
    transition: fc.constantFrom(...transitions),
    camera: fc.record({
      size: fc.constantFrom(...shotSizes),
      move: fc.constantFrom(...cameraMoves),
      lens: hostileText([]),
    }),
  });
  const free = fc.record({ prompt: hostileText(named).map((text) => `Words ${text}`) });
  return fc.oneof(structured, free).map((content) => ({ durationMs, ...content }));
}
