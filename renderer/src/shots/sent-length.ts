/** Owns how many characters a shot's text has as its model will read it. */
import { writePass } from "../../../shared/generation/written-pass.ts";
import { animaticProfile, profileOf } from "../../../shared/models/profiles.ts";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";

const known = new WeakMap<Shot, { pass: Pass; elements: readonly Element[]; length: number }>();

/** `shot`: one of the pass, which may be typed in just now. */
export function sentLength(elements: readonly Element[], pass: Pass, shot: Shot): number {
  const before = known.get(shot);
  if (before?.pass === pass && before.elements === elements) return before.length;
  const shots = pass.shots.map((each) => (each.id === shot.id ? shot : each));
  const index = shots.indexOf(shot);
  const written = writePass(profileOf(pass.profile) ?? animaticProfile, elements, { ...pass, shots });
  const length = [...(written.shots[index]?.text ?? "")].length;
  known.set(shot, { pass, elements, length });
  return length;
}
