/** Builds small, valid plans and projects for tests; every field can be replaced. */
import type { Element, Pass, Project, Shot } from "../../shared/project/model.ts";
import type { Plan } from "../../shared/project/plan.ts";

/** A media id that stands for no file. */
export function buildMediaId(letter: string): string {
  return letter.repeat(64);
}

export function buildShot(name: string, content: Partial<Shot> = {}): Shot {
  return { id: `shot_${name.padStart(4, "0")}`, durationMs: 4000, ...content };
}

/** A pass of the animatic's profile; `name` is also its id. */
export function buildPass(name: string, shots: Shot[], content: Partial<Pass> = {}): Pass {
  return {
    id: `pass_${name.padStart(4, "0")}`,
    scene: "SC010",
    name: `Pass ${name}`,
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "720p",
    ...content,
    shots,
  };
}

/** A pass with a shot for each length, named `NAME1`, `NAME2` … */
export function buildTimedPass(name: string, durationsMs: readonly number[], content: Partial<Pass> = {}): Pass {
  const shots = durationsMs.map((durationMs, index) => buildShot(`${name}${index + 1}`, { durationMs }));
  return buildPass(name, shots, content);
}

export function buildElement(name: string, content: Partial<Element> = {}): Element {
  return { id: `element_${name.padStart(4, "0")}`, name, kind: "character", images: [], ...content };
}

export function buildProject(passes: Pass[], content: Partial<Project> = {}): Project {
  return {
    id: "project_0001",
    name: "Night race",
    rate: "24",
    start: "01:00:00:00",
    elements: [],
    ...content,
    passes,
  };
}

export function durationsOf(pass: Pick<Pass, "shots"> | undefined): number[] {
  return (pass?.shots ?? []).map((shot) => shot.durationMs);
}

type PlanPass = Plan["passes"][number];

/** A plan without faults for the animatic: one pass of `durationsMs`, no images. */
export function buildPlan(durationsMs: readonly number[] = [4000, 3000], pass: Partial<PlanPass> = {}): Plan {
  return {
    schema: "shotline.plan.1",
    project: { name: "Night race", rate: "24", start: "01:00:00:00" },
    elements: [],
    passes: [
      {
        scene: "SC010",
        name: "Pit lane",
        profile: "animatic",
        aspectRatio: "16:9",
        resolution: "720p",
        shots: durationsMs.map((durationMs) => ({
          durationMs,
          action: "A driver pulls the zip of her suit up",
          camera: { size: "MCU" as const },
        })),
        ...pass,
      },
    ],
  };
}

/** A plan that says something in every key that there is. */
export const fullPlan: Plan = {
  schema: "shotline.plan.1",
  project: { name: "Night race", rate: "29.97df", start: "00:58:00;02" },
  elements: [
    { name: "Driver", kind: "character", description: "Woman of forty", images: ["images/a.png", "b.jpg"] },
    { name: "Vóz_2", kind: "effect", images: ["images/a.png"] },
  ],
  passes: [
    {
      scene: "SC010",
      name: "Pit lane",
      profile: "pixio/kling-v3-pro",
      aspectRatio: "9:16",
      resolution: "1080p",
      guidance: 0,
      audio: false,
      negativePrompt: "",
      keyframes: true,
      heading: "INT. GARAGE - NIGHT",
      look: { lighting: "warm", mood: "", lens: "50mm", palette: "teal and orange" },
      stage: {
        figures: [
          {
            ...{ id: "Driver", element: "Driver", label: "The driver", height: 1.7, build: "slim" },
            ...{ at: [-1, 0.5], facing: -90, pose: "sitting" },
          },
          { id: "figure-1", off: true },
        ],
        props: [
          {
            id: "table",
            body: "table",
            element: "Vóz_2",
            label: "Bench",
            at: [0, 0],
            facing: 45,
            size: [1.6, 0.8, 0.75],
          },
          { id: "wall", body: "wall", at: [0, 4], off: true },
        ],
        floor: { width: 12, depth: 8 },
        light: { bearing: -140, elevation: 45 },
      },
      startFrame: "images/start.png",
      endFrame: "images/end.png",
      shots: [
        {
          durationMs: 4000,
          transition: "fade-in",
          slowMotion: false,
          camera: {
            size: "two-shot",
            angle: "dutch",
            move: "whip-pan",
            lens: "",
            note: "n",
            strength: 150,
            easing: 0,
            hold: { start: 10, end: 0 },
          },
          action: "",
          environment: "e",
          lighting: "l",
          mood: "m",
          dialogue: [{ speaker: "", line: "One lap.", language: "French" }],
          ambience: "a",
          music: "",
          prompt: null,
          notes: "keep",
          wardrobe: "red suit",
          props: "",
          sketch: {
            paper: "white",
            layers: [
              {
                name: "Layer 1",
                hidden: true,
                marks: [
                  { kind: "pencil", points: [[0, 0]], thickness: 40, color: "#ff8800" },
                  { kind: "arrow", from: [0, 0], to: [10_000, 5000], by: [100, 200], thickness: 40, color: "#ff8800" },
                  { kind: "box", from: [-5, 0], to: [100, 200], thickness: 40, color: "#ff8800", label: "Driver" },
                  { kind: "text", at: [0, 0], text: "out", thickness: 400, color: "#ff8800" },
                ],
              },
            ],
          },
          blocking: {
            camera: {
              ...{ at: [0, -3.5], height: 1.2, lens: 35, target: { figure: "Driver" }, roll: -5 },
              path: [
                [1, -3],
                [2, -2],
              ],
              to: { height: 1.6, lens: 50, target: { at: [0, 0], height: 1 } },
            },
            figures: {
              Driver: {
                ...{ at: [-1, 0.5], facing: 0, pose: "standing", path: [[2, 2]], toFacing: 180, toPose: "kneeling" },
                seen: true,
              },
              "figure-1": { seen: false },
            },
          },
          trim: { in: -3, frames: 40 },
        },
        { durationMs: 3000, camera: {}, dialogue: [], prompt: "" },
        { durationMs: 3000 },
      ],
    },
  ],
};

/** The value with every object in it frozen, so that whoever changes it fails. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
