/** Owns which kinds of passes a model's limits allow, by what a request's conditions can ask. */
import type { ModelLimits } from "./profile.ts";

/** What a pass holds. */
export interface PassKind {
  readonly shots: "one" | "several";
  readonly startFrame: boolean;
  readonly endFrame: boolean;
  readonly keyframes: boolean;
  readonly elements: boolean;
  readonly images: boolean;
}

const both = [false, true] as const;

/** Each kind with words for it, such as `several shots, a start frame`; the plainest first. */
export function keptKinds(limits: ModelLimits): { readonly kind: PassKind; readonly words: string }[] {
  const kinds = (["one", "several"] as const).flatMap((shots) =>
    both.flatMap((startFrame) =>
      both.flatMap((endFrame) =>
        both.flatMap((keyframes) =>
          // Elements without images are kept from models that need some.
          [...both, ...(limits.imagesPerElement.min === 0 ? (["words"] as const) : [])].map((held): PassKind => {
            const elements = held !== false;
            return { shots, startFrame, endFrame, keyframes, elements, images: elements && held !== "words" };
          }),
        ),
      ),
    ),
  );
  return kinds.filter((kind) => isAllowed(limits, kind)).map((kind) => ({ kind, words: wordsFor(kind) }));
}

function isAllowed(limits: ModelLimits, { shots, startFrame, endFrame, keyframes, elements }: PassKind): boolean {
  const hasFrame = startFrame || endFrame;
  if (shots === "several" && limits.shotsMax === 1) return false;
  if (startFrame ? !limits.startFrame : limits.startFrameRequired === true) return false;
  if (endFrame) {
    if (!limits.endFrame || (limits.endFrameNeedsStartFrame && !startFrame)) return false;
    if (shots === "several" && !limits.endFrameWithMultiShot) return false;
  }
  // They are the frames of the shots after the first, between a first frame and a last.
  if (keyframes && ((limits.keyframesMax ?? 0) === 0 || !startFrame || shots === "one")) return false;
  if (!elements) return true;
  if (limits.elementsMax === 0 || (limits.elementsNeedStartFrame && !startFrame)) return false;
  return !hasFrame || (limits.elementsMaxWithFrame > 0 && limits.framesOrElements !== true);
}

function wordsFor({ shots, startFrame, endFrame, keyframes, elements, images }: PassKind): string {
  return [
    shots === "several" ? "several shots" : "one shot",
    ...(startFrame ? ["a start frame"] : []),
    ...(endFrame ? ["an end frame"] : []),
    ...(keyframes ? ["keyframes"] : []),
    ...(elements ? [images ? "elements" : "elements without images"] : []),
  ].join(", ");
}
