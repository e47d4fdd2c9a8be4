/** Owns advice on the camera: that there is one, a lens that exists, one move at a time, few moves in a pass, and cuts that do not jump. */
import { stageLimits } from "../../project/stage.ts";
import type { CameraMove, ShotSize } from "../../project/vocabulary.ts";
import { millimetersIn } from "../lens.ts";
import { type Advice, advice, type LintContext, type ShotContext } from "./advice.ts";

/** From the closest on; an over-the-shoulder shot and the like have no place in the row. */
const sizes: readonly ShotSize[] = ["ECU", "CU", "MCU", "MS", "MLS", "LS", "WS", "EWS"];

export function lintCamera(context: LintContext): Advice[] {
  return [
    ...context.shots.flatMap((each, index) => [
      ...lintPresence(each),
      ...lintLens(each.free ? undefined : each.shot.camera?.lens, `${each.path}.camera.lens`, "shot"),
      ...lintTwoMoves(each),
      ...lintJump(each, context.shots[index - 1]),
    ]),
    ...lintLens(context.pass.look?.lens, `${context.path}.look.lens`, "look"),
    ...lintManyMoves(context),
  ];
}

function lintPresence({ shot, free, path }: ShotContext): Advice[] {
  if (free || shot.camera?.size || shot.camera?.move) return [];
  const message = "The shot has no camera direction.";
  return [advice("advice.no-camera", `${path}.camera`, message, "Set a shot size or a camera move.")];
}

/** A number of millimeters that no camera on a stage has. */
function lintLens(text: string | undefined, path: string, of: "shot" | "look"): Advice[] {
  const { min, max } = stageLimits.lens;
  const lens = millimetersIn(text ?? "");
  if (lens === null || (lens >= min && lens <= max)) return [];
  const shown = of === "shot" ? "the shot is blocked" : "its shots are blocked";
  const message = `${lens.toLocaleString("en-US")} mm is not a lens that a camera has: ${shown} with the usual lens for the size.`;
  return [advice("advice.lens", path, message, `Enter a lens from ${min} to ${max} mm, such as “35 mm”.`)];
}

/** What the lens is told to do by words, by what it does. */
const spoken = {
  dolly: "push(?:es|ing)?[ -]in|pull(?:s|ing)?[ -](?:out|back)|doll(?:y|ies|ying)",
  zoom: "zoom(?:s|ing)?",
  pan: "pan(?:s|ning)?(?= (?:left|right|to|across))",
  tilt: "tilt(?:s|ing)?(?= (?:up|down))",
  truck: "truck(?:s|ing)?(?= (?:left|right))",
  crane: "crane(?:s|ing)?(?= (?:up|down))",
  orbit: "orbit(?:s|ing)?(?= (?:around|round|left|right|to))",
} as const;
type Family = keyof typeof spoken;
const families = Object.keys(spoken) as Family[];
const inNote = new RegExp(`\\b(?:${families.map((family) => `(?<${family}>${spoken[family]})`).join("|")})`, "diu");
/** In an action, only what is said of the camera: people push in, too. */
const inAction = new RegExp(`\\b(?:camera|lens|we)\\s+(?:slowly\\s+|then\\s+)?${inNote.source}`, "diu");

/** Ways of carrying a camera, such as `handheld`, go with any move. */
const familyOf: Partial<Record<CameraMove, Family>> = {
  "push-in": "dolly",
  "pull-out": "dolly",
  "zoom-in": "zoom",
  "zoom-out": "zoom",
  "pan-left": "pan",
  "pan-right": "pan",
  "whip-pan": "pan",
  "tilt-up": "tilt",
  "tilt-down": "tilt",
  "truck-left": "truck",
  "truck-right": "truck",
  "crane-up": "crane",
  "crane-down": "crane",
  "orbit-left": "orbit",
  "orbit-right": "orbit",
};

function lintTwoMoves({ shot, free, action, path }: ShotContext): Advice[] {
  const own = shot.camera?.move && familyOf[shot.camera.move];
  if (free || own === undefined) return [];
  const places = [
    ["camera.note", inNote.exec(shot.camera?.note ?? "")],
    ["action", inAction.exec(action)],
  ] as const;
  return places.flatMap(([field, match]) => {
    const other = families.find((family) => match?.groups?.[family] !== undefined);
    if (!match || other === undefined || other === own) return [];
    const words = match.groups?.[other] ?? "";
    const to = (match.index ?? 0) + match[0].length;
    const message = `The camera has two moves at once: ${shot.camera?.move?.replace("-", " ")} and “${words}”.`;
    const next = "Keep one move per shot; models mix two.";
    return [advice("advice.two-moves", `${path}.${field}`, message, next, { range: { from: to - words.length, to } })];
  });
}

/** A cut to nearly the same size and angle of the same subject. */
function lintJump(now: ShotContext, before: ShotContext | undefined): Advice[] {
  if (!before || now.free || before.free) return [];
  const { transition = "cut", camera } = now.shot;
  if (transition !== "cut" && transition !== "hard-cut") return [];
  const [subject] = now.called;
  if (subject === undefined || subject !== before.called[0] || placeDiffers(now, before)) return [];
  const angle = camera?.angle ?? "eye";
  if (angle !== (before.shot.camera?.angle ?? "eye")) return [];
  const size = camera?.size;
  const steps = Math.abs(rankOf(size) - rankOf(before.shot.camera?.size));
  if (size === undefined || Number.isNaN(steps) || steps > 1) return [];
  const message = `The cut jumps: ${steps === 0 ? "the same size" : "nearly the same size"} and angle of @${subject} as in the shot before.`;
  const next = "Change the size by two steps, or the angle.";
  const fields = { transition: "jump-cut" } as const;
  return [
    advice("advice.jump-cut", `${now.path}.camera`, message, next, {
      repair: { kind: "shot", label: "Make it a jump cut", shot: now.index, fields },
    }),
  ];
}

function rankOf(size: ShotSize | undefined): number {
  const rank = size === undefined ? -1 : sizes.indexOf(size);
  return rank === -1 ? Number.NaN : rank;
}

function placeDiffers(now: ShotContext, before: ShotContext): boolean {
  const [here, there] = [now.shot.environment?.trim() ?? "", before.shot.environment?.trim() ?? ""];
  return here !== "" && there !== "" && here.toLowerCase() !== there.toLowerCase();
}

/** Beyond this, a pass of several shots loses its subjects. */
const movesMax = 2;

function lintManyMoves({ pass, path }: LintContext): Advice[] {
  const moving = pass.shots.filter(({ camera }) => camera?.move !== undefined && camera.move !== "static").length;
  if (moving <= movesMax) return [];
  const message = `The camera moves in ${moving} of ${pass.shots.length} shots; more than two moves often blur a pass.`;
  return [advice("advice.many-moves", `${path}.shots`, message, "Lock off the shots whose action is enough.")];
}
