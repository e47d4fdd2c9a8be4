/** Owns which picture stands for a shot while nothing has been generated. */
import type { Element, Pass, Shot } from "../project/model.ts";
import { isLiving } from "../project/vocabulary.ts";
import { isSeen, referencesOf } from "../prompt/references.ts";

/** `element`: a picture of what is seen, which is not framed as the shot is; the others are. */
export interface ShotPicture {
  readonly mediaId: string;
  readonly from: "shot" | "pass" | "element";
}

/**
 * The best picture of a shot: its own frame, else the pass's start frame for the first shot or end frame for the last, else the
 * first image of the first element that it names; null when it has none, or is blocked: by hand, or as its words name somebody.
 */
export function shotPictureOf(
  project: { readonly elements: readonly Element[] },
  pass: Pass,
  shot: Shot,
): ShotPicture | null {
  if (shot.frame) return { mediaId: shot.frame, from: "shot" };
  if (pass.startFrame && pass.shots[0]?.id === shot.id) return { mediaId: pass.startFrame, from: "pass" };
  if (pass.endFrame && pass.shots.at(-1)?.id === shot.id) return { mediaId: pass.endFrame, from: "pass" };
  if (shot.blocking || pass.stage) return null;
  const images = new Map(
    project.elements.flatMap(({ name, images: [first] }) => (first ? [[name, first] as const] : [])),
  );
  // Reading every text of thousands of shots would find nothing.
  if (images.size === 0) return null;
  const names = namesIn(shot);
  const isPeopled = project.elements.some(({ name, kind }) => isLiving(kind) && names.includes(name));
  const image = isPeopled ? undefined : names.map((name) => images.get(name)).find((each) => each !== undefined);
  return image === undefined ? null : { mediaId: image, from: "element" };
}

/** Its media id; null when it has none. */
export function pictureOf(project: { readonly elements: readonly Element[] }, pass: Pass, shot: Shot): string | null {
  return shotPictureOf(project, pass, shot)?.mediaId ?? null;
}

/** Names in the order in which they matter to the picture; sounds name nobody who is seen. */
function namesIn(shot: Shot): string[] {
  const seen = referencesOf(shot).filter(isSeen);
  // A speaker is an element's name, written without the @.
  return [
    ...seen.map(({ name }) => name),
    ...(shot.dialogue ?? []).map((line) => line.speaker.trim().replace(/^@/, "")),
  ];
}
