/** Makes random edits of every type for a project as it stands, most of them possible, some of them not. */
import fc from "fast-check";
import type { Edit, OneEdit } from "../../shared/edits/edit.ts";
import type { Pass, Project, Shot } from "../../shared/project/model.ts";
import { plannedPass } from "../../shared/project/planned-pass.ts";
import type { Blocking, Spot, Stage } from "../../shared/project/stage.ts";
import { rateNames } from "../../shared/time/rate.ts";
import { buildElement, buildMediaId, buildProject, buildTimedPass } from "./builders.ts";

/** What one edit is made from; numbers choose among what the project has at that moment. */
export interface Draw {
  readonly type: Edit["type"];
  readonly one: number;
  readonly two: number;
  readonly deltaMs: number;
  readonly text: string;
  readonly valid: boolean;
}

const types: readonly Edit["type"][] = [
  ...(["shot.resize", "shot.resize", "shot.resize", "shot.move", "shot.add", "shot.remove", "shot.split"] as const),
  ...(["shot.merge", "shot.describe", "pass.add", "pass.describe", "pass.remove", "pass.move", "pass.fit"] as const),
  ...(["pass.split", "pass.lock-numbers", "element.add", "element.describe", "element.remove"] as const),
  ...(["shots.add", "project.describe", "pass.mix", "pass.restore", "take.describe", "take.cut", "batch"] as const),
];

export const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.record({
    type: fc.constantFrom(...types),
    one: fc.nat(50),
    two: fc.nat(50),
    deltaMs: fc.oneof(
      fc.integer({ min: -9, max: 9 }).map((steps) => steps * 1000),
      fc.integer({ min: -20_000, max: 20_000 }),
    ),
    text: fc.oneof(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), fc.constantFrom("", "Ünïcode", "@Driver meets @Car")),
    // Now and then an edit names what is not there, or brings an id that is taken.
    valid: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
  }),
  { maxLength: 25 },
);

const usualProfiles: readonly string[] = ["animatic", "pixio/kling-v3-pro"];

export interface EditOptions {
  /** Whether passes change their model, and to which. */
  readonly profiles?: boolean;
  readonly profilesToPick?: readonly string[];
}

/** Media that random edits refer to. */
export const randomMediaIds = ["a", "b", "c"].map(buildMediaId);

/** Where random edits begin: two scenes, locked numbers, two elements and calls of them. */
export function buildStart(): Project {
  const first = buildTimedPass("A", [4000, 3000, 4000]);
  const shots = first.shots.map((shot, index) => ({
    ...shot,
    number: (index + 1) * 10,
    action: "@Driver runs to @Car",
  }));
  return buildProject(
    [
      { ...first, shots, startFrame: randomMediaIds[0] as string },
      buildTimedPass("B", [5000, 3000], { scene: "SC020" }),
      buildTimedPass("C", [3000, 4000], { profile: "pixio/kling-v3-pro", resolution: "1080p" }),
    ],
    { elements: [buildElement("Driver", { images: randomMediaIds.slice(0, 2) }), buildElement("Car")] },
  );
}

/** The edit that `draw` means for `project`. `serial` makes its new ids. */
export function editFrom(
  project: Project,
  draw: Draw,
  serial: number,
  { profiles = true, profilesToPick = usualProfiles }: EditOptions = {},
): Edit {
  const { one, two, deltaMs, text, valid } = draw;
  const pass = pick(project.passes, one);
  const shot = pick(
    project.passes.flatMap((each) => each.shots),
    one,
  );
  const element = pick(project.elements, one);
  const passId = valid && pass ? pass.id : "pass_gone";
  const shotId = valid && shot ? shot.id : "shot_gone";
  const elementId = valid && element ? element.id : "element_gone";
  const newShotId = valid || !shot ? `shot_new${serial}` : shot.id;
  const newPassId = valid || !pass ? `pass_new${serial}` : pass.id;
  const media = pick(randomMediaIds, two) as string;
  const other = pick(project.passes, two);
  const name = text.replace(/[^\p{L}]/gu, "") || "X";
  switch (draw.type) {
    case "batch": {
      // Later parts mean what the earlier ones left, and one that is refused refuses all.
      const parts = ["shot.describe", "pass.describe", "element.add", "shot.resize"] as const;
      const edits = parts.map(
        (type, at) =>
          editFrom(project, { ...draw, type, two: two + at }, serial, { profiles, profilesToPick }) as OneEdit,
      );
      return { type: draw.type, label: "Several", edits };
    }
    case "shot.resize": {
      const mode = pick(["ripple", "roll", "squeeze"] as const, two) ?? "ripple";
      return { type: draw.type, shotId, edge: two % 2 === 0 ? "end" : "start", deltaMs, mode };
    }
    case "shot.move":
      return { type: draw.type, shotId, passId: other?.id ?? passId, index: two % 7 };
    case "shot.add":
      return { type: draw.type, passId, index: two % 7, shot: newShot(newShotId, draw) };
    case "shots.add": {
      const shots = [newShot(newShotId, draw), newShot(`shot_next${serial}`, { ...draw, two: two + 1 })];
      return { type: draw.type, passId, index: two % 7, shots };
    }
    case "shot.remove":
    case "shot.merge":
      return { type: draw.type, shotId };
    case "shot.split":
      return { type: draw.type, shotId, atMs: Math.abs(deltaMs) + 1, newShotId };
    case "shot.describe": {
      const fields = [
        { action: text, camera: { size: "CU" as const, note: text } },
        { action: null, slowMotion: true, prompt: text },
        { prompt: null, frame: media, dialogue: [{ speaker: text, line: text }] },
        { frame: null, camera: null, transition: "whip" as const, notes: text },
        { trim: { in: (two % 40) - 20, frames: (two % 90) + 1 } },
        { trim: null, take: `take_000${two % 3}` },
        { wardrobe: text, props: text, sketch: { layers: [{ name: "Layer 1", marks: [] }] } },
        {
          sketch: null,
          fromScript: [{ key: `s${two}`, text }],
          dialogue: [{ speaker: text, line: text, language: "French" }],
        },
        {
          fromScript: null,
          camera: { move: "push-in" as const, strength: 10 + two, easing: two, hold: { start: 10, end: 0 } },
        },
        { blocking: randomBlocking(two, name) },
        { blocking: two % 2 === 0 ? null : randomBlocking(two, "figure-1") },
      ];
      return { type: draw.type, shotId, fields: pick(fields, two) ?? {} };
    }
    case "take.describe": {
      const fields = [{ rating: (two % 5) + 1 }, { rejected: text }, { rating: null, rejected: null }];
      return { type: draw.type, passId, takeId: `take_000${two % 3}`, fields: pick(fields, two) ?? {} };
    }
    case "take.cut":
      return { type: draw.type, passId, takeId: `take_000${two % 3}`, shotId, frame: two % 4 === 0 ? null : two % 300 };
    case "pass.mix": {
      const ids = pass?.shots.map(({ id }) => id) ?? [];
      const choices = ids.map((id, at) => [id, (two + at) % 3 === 0 ? null : `take_000${(two + at) % 3}`] as const);
      return { type: draw.type, passId, takes: Object.fromEntries(valid ? choices : [["shot_gone", null]]) };
    }
    case "pass.restore": {
      if (!pass) return { type: draw.type, pass: plannedPass(newPass(newPassId, draw, serial)), takeNumber: 1 };
      const { shots, ...planned } = plannedPass(pass);
      const changed = shots.map((each, at) => ((two + at) % 3 === 0 ? { ...each, action: text } : each)).reverse();
      // A shot of another pass is refused; a pass that is gone comes back.
      const strange = valid ? [] : [{ id: shotId, durationMs: 1000 }];
      const id = two % 7 === 0 ? newPassId : planned.id;
      const own = id === planned.id ? changed : changed.map((each, at) => ({ ...each, id: `shot_new${serial}${at}` }));
      return {
        type: draw.type,
        pass: { ...planned, id, shots: [...own.slice(own.length > 1 ? two % 2 : 0), ...strange] },
        takeNumber: 1,
      };
    }
    case "pass.add":
      return { type: draw.type, index: two % 9, pass: newPass(newPassId, draw, serial) };
    case "pass.describe": {
      const fields = [
        { name: `Pass ${name}`, guidance: 0.5, startFrame: media },
        { scene: two % 2 === 0 ? "SC010" : "SC020", audio: true },
        { guidance: null, startFrame: null, endFrame: media, negativePrompt: "", heading: "INT. GARAGE - NIGHT" },
        { look: { lighting: text, palette: "teal" }, fromScript: { key: "s1", text } },
        { look: null, heading: null, fromScript: null },
        profiles ? { profile: pick(profilesToPick, two) ?? "animatic" } : { negativePrompt: null },
        { keyframes: two % 2 === 0 ? true : null },
        { stage: randomStage(two, name) },
        { stage: two % 2 === 0 ? null : randomStage(two, "Car") },
      ];
      return { type: draw.type, passId, fields: pick(fields, two) ?? {} };
    }
    case "pass.remove":
    case "pass.fit":
    case "pass.lock-numbers":
      return { type: draw.type, passId };
    case "pass.move":
      return { type: draw.type, passId, index: two % 9 };
    case "pass.split":
      return { type: draw.type, passId, newPassId };
    case "element.add": {
      const id = valid || !element ? `element_new${serial}` : element.id;
      return { type: draw.type, element: { id, name, kind: "item", images: two % 2 === 0 ? [media] : [] } };
    }
    case "element.describe": {
      const fields = [
        { name },
        { description: text, images: [media, media] },
        { description: null, images: [] },
        { views: { [media]: { name: "front" } } },
      ];
      return { type: draw.type, elementId, fields: pick(fields, two) ?? {} };
    }
    case "element.remove":
      return { type: draw.type, elementId };
    case "project.describe": {
      const rate = pick(rateNames, two) ?? "24";
      const lengths = { startFrame: two * 7, inFrame: two, fadeInFrames: two % 5, fadeOutFrames: 0 };
      const sound = { soundId: media, gainDb: 0 - two / 2, ...lengths };
      return {
        type: draw.type,
        fields:
          pick([{ name: `Film ${name}` }, { rate }, { start: "10:01:00;00" }, { sound }, { sound: null }], one) ?? {},
      };
    }
  }
}

function randomBlocking(number: number, name: string): Blocking {
  const path: Spot[] = Array.from({ length: (number % 3) + 1 }, (_, at) => [at, number - 25]);
  const target = { figure: number % 2 === 0 ? "Driver" : name };
  return {
    camera: { at: [0, -3], target, ...(number % 3 === 0 ? { path, to: { lens: 20 + number, target } } : {}) },
    figures: {
      Driver: { at: [number, 0], path, toFacing: number },
      [name]: number % 4 === 0 ? { seen: false } : { toPose: "sitting" },
    },
  };
}

function randomStage(number: number, name: string): Stage {
  const figures = [
    { id: "Driver", at: [number, 1] as Spot },
    { id: "figure-1", element: "Car" },
  ].slice(number % 2);
  return {
    figures: name === "Driver" ? figures : [...figures, { id: name, height: 1.2 }],
    props: [{ id: "box", body: "box", at: [0, 2], element: number % 3 === 0 ? "Car" : name }],
  };
}

function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % Math.max(1, items.length)];
}

function newShot(id: string, { two, text }: Draw): Shot {
  const durationMs = 500 + (two % 11) * 500;
  return { id, durationMs, action: text, ...(two % 3 === 0 ? { number: 10 + (two % 5) * 5 } : {}) };
}

function newPass(id: string, { one, two }: Draw, serial: number): Pass {
  const durations = Array.from({ length: (one % 7) + 1 }, () => 1000 + (two % 4) * 1000);
  const pass = buildTimedPass(`N${serial}`, durations, { scene: two % 2 === 0 ? "SC010" : "SC020" });
  const shots = pass.shots.map((shot, index) => {
    if (two === 49) return { ...shot, id: (pass.shots[0] as Shot).id };
    return two % 3 === 0 ? { ...shot, number: (index + 1) * 10 } : shot;
  });
  return { ...pass, id, shots };
}
