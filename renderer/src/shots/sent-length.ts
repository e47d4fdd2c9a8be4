/** Owns how many characters a shot's text has as its model will read it, and the whole pass where the model counts that alone. */
import { writePass } from "../../../shared/generation/written-pass.ts";
import { animaticProfile, profileOf } from "../../../shared/models/profiles.ts";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";

interface SentLength {
  readonly shot: number;
  readonly pass: number;
}

const known = new WeakMap<Shot, { pass: Pass; elements: readonly Element[]; length: SentLength }>();

/** `shot`: one of the pass, which may be typed in just now. */
export function sentLength(elements: readonly Element[], pass: Pass, shot: Shot): SentLength {
  const before = known.get(shot);
  if (before?.pass === pass && before.elements === elements) return before.length;
  const shots = pass.shots.map((each) => (each.id === shot.id ? shot : each));
  const index = shots.indexOf(shot);
  const written = writePass(profileOf(pass.profile) ?? animaticProfile, elements, { ...pass, shots });
  const length = { shot: [...(written.shots[index]?.text ?? "")].length, pass: [...written.prompt].length };
  known.set(shot, { pass, elements, length });
  return length;
}

/** The lengths in words, `120 of 512`, or `120 · pass 1,240 of 4,000` where only the whole prompt has a limit; and whether that is passed. */
export function sayLength(elements: readonly Element[], pass: Pass, shot: Shot): { text: string; isOver: boolean } {
  const { shotPromptChars, promptChars } = (profileOf(pass.profile) ?? animaticProfile).limits;
  const length = sentLength(elements, pass, shot);
  const said = (count: number) => count.toLocaleString("en-US");
  if (shotPromptChars !== null) {
    return { text: `${said(length.shot)} of ${said(shotPromptChars)}`, isOver: length.shot > shotPromptChars };
  }
  if (promptChars === null) return { text: said(length.shot), isOver: false };
  return {
    text: `${said(length.shot)} · pass ${said(length.pass)} of ${said(promptChars)}`,
    isOver: length.pass > promptChars,
  };
}
