/** Owns which field a column of a shot list means, by its title: our own titles, and those that lists of others commonly have. */
import type { ListField } from "./list-reading.ts";

/** Titles in lower case, words alone. The first of a field is what our own lists call it. */
const titles: Readonly<Record<Exclude<ListField, "extra">, string>> = {
  scene: "scene|sc|scene no|scene nr|scene number|scene code|sequence|seq",
  pass: "pass|pass name|setup|generation",
  heading: "scene heading|heading|slugline|slug line|slug|scene header",
  shot: "shot|shot no|shot nr|shot number|shot id|shot code|no|nr|number|id|index",
  model: "model|profile|model profile",
  aspect: "aspect ratio|aspect|frame ratio",
  plannedSeconds: "planned seconds|planned length",
  plannedFrames: "planned frames",
  seconds:
    "seconds|duration|length|secs|sec|s|time|timing|est time|estimated time|est duration|estimated duration|est length|screen time|runtime|run time|duration s|duration sec|duration secs|duration seconds|length s|length sec|length seconds|time s|time seconds|dur",
  frames: "frames|frame count|length frames|duration frames",
  size: "size|shot size|framing|frame size|shot type|type|type of shot|shot framing|field size|fov",
  angle: "angle|camera angle|shot angle|camera height|perspective",
  move: "move|camera move|movement|camera movement|moves|camera motion|motion",
  lens: "lens|focal length|lens mm|focal|lenses|optics",
  note: "camera note|camera notes|camera details|camera remarks",
  camera: "camera|camera direction|camera language|camera work|camerawork|cinematography|shot size and movement",
  strength: "strength|move strength",
  easing: "easing|move easing",
  holdStart: "hold start|hold at start",
  holdEnd: "hold end|hold at end",
  transition: "transition in|transition|cut|edit|transitions",
  slowMotion: "slow motion|slow mo|slomo|slow motion y n",
  action:
    "action|description|shot description|desc|what happens|visual|visuals|video|picture|content|subject|subject and action|subject action|action description|scene description|details|image|event|beat",
  environment: "environment|location|place|setting|set|background|where|int ext",
  lighting: "lighting|light|lights|light and color|lighting setup",
  mood: "mood|tone|atmosphere|feeling|emotion|style|mood style",
  dialogue: "dialogue|dialog|dialogues|lines|line|voice over|voiceover|vo|narration|spoken|speech|dialogue vo",
  language: "language|dialogue language|spoken language",
  ambience: "ambience|ambient sound|ambient|sfx|sound|sound effects|sounds|sound fx|fx|audio|atmos|sound design",
  music: "music|score|music cue|soundtrack",
  prompt: "free prompt|prompt|ai prompt|text prompt|full prompt",
  notes: "notes|note|comments|comment|remarks|remark|production notes|director notes|directors notes",
  wardrobe: "wardrobe|costume|costumes|clothes|clothing|outfit",
  props: "props|prop|props needed|properties",
  ignored:
    "start|end|in|out|start time|end time|timecode|tc|elements|source|source in|source out|source frames|video file|reel|clip|blocked lens|blocked end lens|blocked camera height|blocked distance|blocked move length|blocked from",
};

const byTitle = new Map(
  Object.entries(titles).flatMap(([field, names]) => names.split("|").map((name) => [name, field as ListField])),
);

/** `extra` for a title that says none of them. */
export function fieldOfTitle(title: string): ListField {
  const own = byTitle.get(folded(title)) ?? byTitle.get(folded(title.replace(/[([].*$/u, "")));
  if (own !== undefined) return own;
  // `Action / Subject`: the first of two that is known, unless it is a part of a name such as `Scene / Shot`.
  const parts = title.split(/[/&+]|\band\b/iu).map((part) => byTitle.get(folded(part)));
  const known = parts.length > 1 ? parts.find((part) => part !== undefined) : undefined;
  return known === undefined || known === "scene" || known === "shot" ? "extra" : known;
}

/** `Shot #` and `SHOT_NO.` without case and signs. */
function folded(title: string): string {
  return title
    .toLowerCase()
    .replace(/#/g, " no ")
    .replace(/&/g, " and ")
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
