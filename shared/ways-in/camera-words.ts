/** Owns recognizing camera words as people write them in lists and prompts: sizes, angles, moves and transitions. */
import {
  type CameraAngle,
  type CameraMove,
  cameraAngles,
  cameraMoves,
  type ShotSize,
  shotSizes,
  type Transition,
  transitions,
} from "../project/vocabulary.ts";

type Words<Key extends string> = readonly (readonly [Key, string])[];

/** The longer before the shorter that it contains; each is a part of a regular expression. */
const sizeNames: Words<ShotSize> = [
  ["ECU", "ecu|xcu|bcu|extreme close[- ]?ups?|big close[- ]?ups?|macro(?: shot)?"],
  ["MCU", "mcu|medium close[- ]?ups?"],
  ["CU", "cu|close[- ]?ups?|close(?:[- ]shot)?"],
  ["MLS", "mls|mws|medium (?:long|wide)(?: shot)?|american shot|cowboy shot|three[- ]quarter shot"],
  ["EWS", "ews|els|xws|xls|extreme (?:wide|long)(?: shot)?|establishing(?: shot)?|aerial(?: shot)?"],
  ["MS", "ms|medium shot|mid[- ]shot|medium|waist shot"],
  ["WS", "ws|wide(?: shot)?|master(?: shot)?"],
  ["LS", "ls|fs|long shot|full(?: body)? shot|full"],
  ["OTS", "ots|over[- ](?:the[- ])?shoulder(?: shot)?"],
  ["POV", "pov(?: shot)?|point[- ]of[- ]view(?: shot)?|subjective(?: shot)?"],
  ["two-shot", "two[- ]?shot|2[- ]?shot|2s"],
  ["insert", "insert(?: shot)?|cutaway|detail(?: shot)?"],
];

const angleNames: Words<CameraAngle> = [
  [
    "overhead",
    "(?:from )?(?:directly )?overhead|top[- ]?(?:down|shot)|bird['’]?s[- ]eye(?: view)?|god['’]?s eye(?: view)?",
  ],
  ["low", "(?:from a )?low[- ]angle|low|worm['’]?s[- ]eye(?: view)?"],
  ["high", "(?:from a )?high[- ]angle|high"],
  ["dutch", "(?:at a )?dutch(?:[- ](?:angle|tilt))?|canted(?: angle)?"],
  ["eye", "(?:at )?eye[- ]?(?:level|line)|eye|straight[- ]on|neutral"],
];

const camera = "(?:(?:the )?camera )?(?:slowly |slow |gentle |gently |quick |fast |smooth |subtle )?";
const moveNames: Words<CameraMove> = [
  ["whip-pan", "whip[- ]?pan|swish[- ]?pan"],
  [
    "static",
    "(?:the camera is )?(?:static|locked(?:[- ](?:off|down))?|lock[- ]off|fixed|still|tripod)(?: (?:shot|camera))?",
  ],
  ["push-in", "push(?:es)?[- ]?in|doll(?:y|ies)[- ]?in|track(?:s)?[- ]?in|moves? in"],
  ["pull-out", "pull(?:s)?[- ]?(?:out|back)|doll(?:y|ies)[- ]?(?:out|back)|track(?:s)?[- ]?(?:out|back)"],
  ["pan-left", "pan(?:s)?[- ](?:to the )?(?:left|l)"],
  ["pan-right", "pan(?:s)?[- ](?:to the )?(?:right|r)"],
  ["tilt-up", "tilt(?:s)?[- ]up"],
  ["tilt-down", "tilt(?:s)?[- ]down"],
  ["truck-left", "(?:truck|track|dolly|slide|lateral)(?:s|ies|ing)?[- ](?:to the )?left"],
  ["truck-right", "(?:truck|track|dolly|slide|lateral)(?:s|ies|ing)?[- ](?:to the )?right"],
  ["pedestal-up", "pedestal(?:s)?[- ]up|boom(?:s)?[- ]up|rises straight up"],
  ["pedestal-down", "pedestal(?:s)?[- ]down|boom(?:s)?[- ]down|sinks straight down"],
  ["crane-up", "(?:crane|jib)(?:s)?[- ]up|crane shot"],
  ["crane-down", "(?:crane|jib)(?:s)?[- ]down"],
  ["orbit-left", "(?:orbit|arc)(?:s)?[- ](?:to the )?left"],
  ["orbit-right", "(?:orbit|arc)(?:s)?[- ](?:to the )?right"],
  ["zoom-in", "zoom(?:s)?[- ]?in"],
  ["zoom-out", "zoom(?:s)?[- ]?(?:out|back)"],
  ["rack-focus", "rack(?:s)?[- ]focus|focus (?:racks(?: from one subject to the other)?|pull)|pull focus|rack"],
  ["handheld", "hand[- ]?held(?: camera)?"],
  ["steadicam", "steadi?[- ]?cam(?: follow)?|gimbal(?: follow)?|tracking(?: shot)?|follow(?:ing)?(?: shot)?"],
  ["fpv", "fpv(?: (?:drone|flight))?"],
];

const transitionNames: Words<Transition> = [
  ["fade-in", "fades?[- ]?in(?: from black)?|fade from black"],
  ["hard-cut", "hard[- ]?cut|smash[- ]?cut"],
  ["jump-cut", "jump[- ]?cut"],
  ["match-cut", "match(?:ed)?[- ]?cut"],
  ["dissolve", "(?:cross[- ]?)?dissolve|cross[- ]?fade|mix"],
  ["whip", "whip(?:[- ]?(?:pan|transition))?|swish(?:[- ]?pan)?"],
  ["cut", "cut|straight cut|none"],
];

function reader<Key extends string>(keys: readonly Key[], names: Words<Key>, before = "") {
  const exact = names.map(
    ([key, words]) =>
      [key, new RegExp(`^${before}(?:${words})(?: slowly| gently| quickly| smoothly| to)?:?$`, "iu")] as const,
  );
  return (text: string): Key | null => {
    const plain = text
      .trim()
      .replace(/[.\s]+$/u, "")
      // `M.C.U.`
      .replace(/^(?:\p{L}\.){1,3}\p{L}$/u, (letters) => letters.replaceAll(".", ""));
    const own = keys.find((key) => key.toLowerCase() === plain.toLowerCase());
    return own ?? exact.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
  };
}

/** Each reads a text that says nothing else; null for any other. */
export const readSize = reader(shotSizes, sizeNames);
export const readAngle = reader(cameraAngles, angleNames);
export const readMove = reader(cameraMoves, moveNames, camera);
export const readTransition = reader(transitions, transitionNames);

export interface CameraWords {
  readonly size?: ShotSize;
  readonly angle?: CameraAngle;
  readonly move?: CameraMove;
  readonly lens?: string;
  /** What says none of them. */
  readonly rest: string;
}

/** `24mm`, `100 mm macro`, with or without `lens`. */
const lensPattern = /^(\d{1,4}(?:\.\d)?\s?mm(?: (?:macro|anamorphic|prime))?)(?: lens)?$/iu;

/** A list of camera words between commas, as `Close-up at eye level, slow push-in, 50mm lens, shallow focus`. */
export function readCameraWords(text: string): CameraWords {
  const found: { size?: ShotSize; angle?: CameraAngle; move?: CameraMove; lens?: string } = {};
  const rest: string[] = [];
  for (const piece of text.split(/[,;/\n]|\s[-–—+]\s|\.\s+|\.$/u)) {
    const words = piece.trim();
    if (words === "" || take(found, words)) continue;
    if (!takeTwo(found, words)) rest.push(words);
  }
  return { ...found, rest: rest.join(", ") };
}

function take(found: { -readonly [Key in keyof CameraWords]?: CameraWords[Key] }, words: string): boolean {
  const size = found.size === undefined ? readSize(words) : null;
  if (size) found.size = size;
  const angle = !size && found.angle === undefined ? readAngle(words) : null;
  if (angle) found.angle = angle;
  const move = !size && !angle && found.move === undefined ? readMove(words) : null;
  if (move) found.move = move;
  const lens = !size && !angle && !move && found.lens === undefined ? lensPattern.exec(words)?.[1] : undefined;
  if (lens) found.lens = lens;
  return Boolean(size || angle || move || lens);
}

/** Two things without a comma, as `Close-up at eye level` or `low-angle wide shot`. */
function takeTwo(found: Parameters<typeof take>[0], words: string): boolean {
  const parts = words.split(/\s+/u);
  if (parts.length > 12) return false;
  for (let at = 1; at < parts.length; at += 1) {
    const [first, second] = [parts.slice(0, at).join(" "), parts.slice(at).join(" ")];
    const trial = { ...found };
    if (take(trial, first) && take(trial, second)) {
      Object.assign(found, trial);
      return true;
    }
  }
  return false;
}
