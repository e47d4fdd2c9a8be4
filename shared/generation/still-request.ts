/** Owns what is asked of an image model for a place of the plan: whose picture, in which words, from which images, in which shape. */
import { AppError } from "../errors/app-error.ts";
import type { Element, Pass, Project } from "../project/model.ts";
import { type ElementView, findPlace, nameOfPlace, ownerOfPlace, type StillPlace } from "../project/still-place.ts";
import type { ElementKind } from "../project/vocabulary.ts";
import { compilePictureText } from "../prompt/compile.ts";

/** The most stills that are asked for at once. */
export const stillsAtOnce = 4;

/** Characters that an image may be asked for with. */
export const stillPromptMax = 20_000;

/** What keeps words from being a still's prompt; null where nothing does. */
export function stillPromptFault(prompt: string): { readonly message: string; readonly next: string } | null {
  if (prompt.length <= stillPromptMax) return null;
  const [length, most] = [prompt.length.toLocaleString("en-US"), stillPromptMax.toLocaleString("en-US")];
  const message = `The prompt has ${length} characters; an image can be asked for with at most ${most}.`;
  return { message, next: "Shorten the prompt." };
}

export interface StillRequest {
  /** As a model of stills reads it: one shot, whose picture is drawn. */
  readonly pass: Pass;
  /** Those of the project; of an element's own sheet, only its first image. */
  readonly elements: readonly Element[];
  /** What is in its place, such as `@Driver`. */
  readonly owner: string;
  /** What the job is listed under: the pass, or the element. */
  readonly passId: string;
}

/** Throws not-found for a place that is gone. */
export function stillRequest(project: Project, place: StillPlace): StillRequest {
  const found = findPlace(project, place);
  const owner = ownerOfPlace(project, place);
  if (!found || owner === null) {
    const gone = { startFrame: "pass", endFrame: "pass", shot: "shot", element: "element" }[place.kind];
    const next = "Undo brings it back; or choose another place for the image.";
    throw new AppError("not-found", `This ${gone} is no longer in the project.`, { next });
  }
  if ("pass" in found) {
    const { pass, shot } = found;
    return { pass: { ...pass, shots: [shot] }, elements: project.elements, owner, passId: pass.id };
  }
  const { element } = found;
  const first = element.images.slice(0, 1);
  return {
    pass: passOfElement(element, place),
    elements: project.elements.map((each) => (each.id === element.id ? { ...element, images: first } : each)),
    owner,
    passId: element.id,
  };
}

/** What is asked for unless the user writes something else; `@Name` references as written. */
export function stillPrompt({ pass }: Pick<StillRequest, "pass">): string {
  const [shot] = pass.shots;
  return shot ? compilePictureText(shot, pass.look) : "";
}

/** The request of an element as a pass: its sheet is square, so that its quarters are. */
function passOfElement(element: Element, place: StillPlace): Pass {
  const view = place.kind === "element" ? place.view : undefined;
  return {
    id: element.id,
    scene: nameOfPlace(place),
    name: `of ${element.name}`,
    profile: "animatic",
    aspectRatio: "1:1",
    resolution: "2K",
    shots: [{ id: element.id, durationMs: 5000, prompt: view ? viewPrompt(element, view) : sheetPrompt(element) }],
  };
}

type Sides = Readonly<Record<ElementView, string>>;
const person: Sides = {
  front: "the whole figure from the front",
  profile: "the whole figure in profile",
  back: "the whole figure from behind",
  detail: "a close-up of the face",
};
const thing: Sides = {
  front: "from the front",
  profile: "from the side",
  back: "from behind",
  detail: "a close-up of its most telling detail",
};
const place: Sides = {
  front: "the whole place, seen straight on",
  profile: "the same place seen from the side",
  back: "the same place seen from the opposite end",
  detail: "a close-up of its most telling detail",
};
const sidesOf: Readonly<Record<ElementKind, Sides>> = {
  character: person,
  animal: { ...person, detail: "a close-up of the head" },
  item: thing,
  costume: thing,
  scene: place,
  effect: thing,
  other: thing,
};

const same = "Same shape, proportions, colors, materials and details as in the input image";
/** A place is its own background. */
const groundOf = (kind: ElementKind) =>
  kind === "scene"
    ? "Even light, no people, no text, no frames."
    : "Plain neutral gray background, soft even light, no text, no frames.";

function sheetPrompt({ name, kind }: Element): string {
  const sides = sidesOf[kind];
  return [
    `A reference sheet of @${name}: one square image in four equal quarters, two above two, edge to edge without gaps.`,
    `Top left: ${sides.front}. Top right: ${sides.profile}. Bottom left: ${sides.back}. Bottom right: ${sides.detail}.`,
    `${same}, the same in all four quarters.`,
    groundOf(kind),
  ].join(" ");
}

function viewPrompt({ name, kind }: Element, view: ElementView): string {
  return [`A reference picture of @${name}: ${sidesOf[kind][view]}.`, `${same}.`, groundOf(kind)].join(" ");
}
