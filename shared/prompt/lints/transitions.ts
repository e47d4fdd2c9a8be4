/** Owns advice on how a shot comes in, said in words where its field alone is not enough. */
import type { Transition } from "../../project/vocabulary.ts";
import { transitionWords } from "../vocabulary.ts";
import { type Advice, advice, type ShotContext } from "./advice.ts";

/** How each transition shows itself in a free text; a cut needs no words. */
const saidAs: Readonly<Record<Exclude<Transition, "cut" | "hard-cut">, RegExp>> = {
  "fade-in": /\bfad(?:e|es|ing)\b|\bblack\b/i,
  "jump-cut": /\bjump/i,
  "match-cut": /\bmatch/i,
  dissolve: /\bdissolv|\bcross-?fad|\bmelt|\bblend/i,
  whip: /\bwhip|\bswish/i,
};
/** Words by which a shot says what it has in common with the one before. */
const matching = /\b(?:match|same|echo|mirror|likewise|again|shape|rhyme|continu|repeat|becomes?|turns? into|where)/i;

export function lintTransition(now: ShotContext, previous: ShotContext | undefined): Advice[] {
  const { shot, action, field, path, index } = now;
  const { transition = "cut" } = shot;
  if (transition === "cut" || transition === "hard-cut" || action.trim() === "") return [];
  if (field === "prompt") {
    if (saidAs[transition].test(action)) return [];
    const name = transition.replace("-", " ");
    const message = `Free text is sent as written, and this one does not describe the ${name}.`;
    const fields = { prompt: `${transitionWords[transition]} ${action}` };
    const repair = { kind: "shot", label: `Write “${transitionWords[transition]}”`, shot: index, fields } as const;
    const next = "Describe the transition in the first words.";
    return [advice("advice.transition", `${path}.prompt`, message, next, { repair })];
  }
  if (transition !== "match-cut" || !previous) return [];
  const texts = [action, shot.camera?.note, shot.environment, previous.shot.camera?.note, previous.action];
  if (texts.some((each) => each !== undefined && matching.test(each))) return [];
  const message = "A match cut needs something both shots share.";
  return [advice("advice.transition", `${path}.action`, message, "Describe the shape or motion that carries over.")];
}
