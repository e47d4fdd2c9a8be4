/** Owns the words of one pasted shot: camera, light, mood and sound into their fields where they are sure, else the whole as free text. */
import type { Shot } from "../project/model.ts";
import { type CameraWords, readCameraWords, readTransition } from "./camera-words.ts";

type Fields = Omit<Shot, "id" | "durationMs">;

const labels = {
  lighting: "lighting|light",
  mood: "mood|tone",
  ambience: "ambience|ambient sound|sound|sfx",
  music: "music|score",
  environment: "environment|location|setting",
  camera: "camera|framing",
  action: "action|subject",
} as const;
type Label = keyof typeof labels;
/** A sentence or a line that begins with what it is about. */
const labelled = new RegExp(
  `(?:^|(?<=[.!?…”"\\n]\\s{0,3}))[*_-]{0,3}[ ]?(?:${Object.entries(labels)
    .map(([label, words]) => `(?<${label}>${words})`)
    .join(
      "|",
    )})[*_]{0,3}:[*_]{0,3}[ ]?([^\\n]*?)(?=(?:[.!?…”"]\\s{1,3}[*_-]{0,3}[ ]?\\p{Lu}[\\p{L} ]{0,30}(?:: |\\*\\*:))|\\n|$)[.]?`,
  "giu",
);
/** As our own prompts say it. */
const spoken =
  /(?:^|(?<=[.!?…”"]\s{0,3}))([^\n.!?:"“”]{1,60}?) says(?: in (\p{L}[\p{L} ]{0,38}))?: ["“]([^"“”\n]*)["”]\.?/gu;
const opening = /^(fade in(?: from black)?\.|(?:hard|jump|match|smash) cut to:|dissolve to:|whip transition to:)\s*/iu;

/** What a shot says; a text without a camera word or a label is free text, as it stands. */
export function shotOfText(text: string): Fields {
  const found: Record<string, unknown> = {};
  const opened = opening.exec(text);
  const transition = opened ? readTransition((opened[1] ?? "").replace(/ transition to:$/iu, "")) : null;
  let rest = transition && opened ? text.slice(opened[0].length) : text;
  const dialogue: { speaker: string; line: string; language?: string }[] = [];
  rest = rest.replace(spoken, (_, speaker: string, language: string | undefined, line: string) => {
    dialogue.push({ speaker: speaker.trim(), line, ...(language ? { language } : {}) });
    return " ";
  });
  let cameraText = "";
  let ownAction = "";
  rest = rest.replace(labelled, (whole, ...groups) => {
    const named = groups.at(-1) as Partial<Record<Label, string>>;
    const label = (Object.keys(labels) as Label[]).find((each) => named[each] !== undefined);
    const words = String(groups[Object.keys(labels).length] ?? "")
      .trim()
      .replace(/\.$/u, "");
    if (!label || words === "") return whole;
    if (label === "camera") cameraText = words;
    else if (label === "action") ownAction = words;
    else if (found[label] === undefined) found[label] = words;
    else return whole;
    return " ";
  });
  const led = leadingCamera(rest.trim());
  const camera = cameraText === "" ? led.camera : readCameraWords(cameraText);
  const action = [ownAction, (cameraText === "" ? led.action : rest).replace(/[ \t]+/gu, " ").trim()]
    .filter(Boolean)
    .join(" ");
  const { rest: note = "", ...words } = camera ?? {};
  const isSure =
    led.isSlow ||
    transition ||
    dialogue.length > 0 ||
    Object.keys(found).length > 0 ||
    Object.keys(words).length > 0 ||
    ownAction !== "";
  if (!isSure || (action === "" && dialogue.length === 0)) return { prompt: text };
  return {
    ...(transition ? { transition } : {}),
    ...(led.isSlow ? { slowMotion: true } : {}),
    ...(Object.keys(words).length > 0 || note !== "" ? { camera: { ...words, ...(note === "" ? {} : { note }) } } : {}),
    ...(action === "" ? {} : { action: action.replace(/\.$/u, "") }),
    ...found,
    ...(dialogue.length > 0 ? { dialogue } : {}),
  };
}

interface Led {
  readonly camera: CameraWords | null;
  readonly isSlow: boolean;
  readonly action: string;
}

/** What is said of the lens beside sizes, angles and moves. */
const noted = /\b(?:focus|bokeh|depth of field|lens flare|fps)\b/iu;

/** The camera words with which a text begins, piece by piece up to the first that is none. */
function leadingCamera(text: string): Led {
  let end = 0;
  let isSlow = false;
  let known: CameraWords = { rest: "" };
  const notes: string[] = [];
  for (const match of text.matchAll(/[^,.:;–—\n]{1,80}(?:[,.:;–—]\s*|$)/gu)) {
    if (match.index !== end) break;
    const piece = match[0].replace(/[,.:;–—]\s*$/u, "").trim();
    const tried = readCameraWords(piece);
    const isNew = Object.keys(tried).every((key) => key === "rest" || known[key as keyof CameraWords] === undefined);
    if (/^(?:in )?slow[- ]?motion$/iu.test(piece)) isSlow = true;
    else if (tried.rest === "" && Object.keys(tried).length > 1 && isNew) known = { ...known, ...tried };
    else if (noted.test(piece) && end > 0) notes.push(piece);
    else break;
    end += match[0].length;
  }
  const isSaid = Object.keys(known).length > 1;
  const camera = isSaid ? { ...known, rest: notes.join(", ") } : null;
  return isSaid || isSlow ? { camera, isSlow, action: text.slice(end) } : { camera: null, isSlow: false, action: text };
}
