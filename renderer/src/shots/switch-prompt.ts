/** Owns going between the fields of a shot and one free text: what one says, the other says too, and each way is one step of undo. */
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { parseShotText, type SaidFields } from "../../../shared/prompt/parse-text.ts";
import { describeShot, shotNow } from "./describe-shot.ts";

/** The look of the pass is said behind any text, so the free one begins without it. */
export function switchToFree(shotId: string): void {
  const shot = shotNow(shotId)?.shot;
  if (shot) describeShot(shotId, { prompt: compileShotText(shot) });
}

export function switchToFields(shotId: string): void {
  const shot = shotNow(shotId)?.shot;
  if (shot) describeShot(shotId, fieldsOfFreeText(shot));
}

const saidFields = [
  ...["transition", "slowMotion", "camera", "action", "environment"],
  ...["lighting", "mood", "dialogue", "ambience", "music"],
] as readonly (keyof SaidFields)[];

/** What a shot's fields become when its free text is read back into them: only those that change, and the free text goes. */
export function fieldsOfFreeText(shot: Shot): EditOf<"shot.describe">["fields"] {
  const { prompt, ...before } = shot;
  const read = parseShotText(prompt ?? "", before);
  const changed = saidFields
    .filter((field) => !sameData(read[field], before[field]))
    .map((field) => [field, read[field] ?? null]);
  return { ...Object.fromEntries(changed), prompt: null };
}
