/** Owns how a project that was lost in part is told: what happened, what each choice is, and what it lacks. */
import type { ErrorCode } from "../../../shared/errors/app-error.ts";
import type { Losses, Standing } from "../../../shared/rpc/recovery-contract.ts";
import { timeWords } from "./backup-words.ts";
import type { Candidate } from "./recovery-choices.ts";

/** What follows the name must not be cut off with it. */
const nameCharsMax = 80;

export function headline(code: ErrorCode, name: string): string {
  const characters = [...name];
  const told = characters.length > nameCharsMax ? `${characters.slice(0, nameCharsMax).join("").trimEnd()}…` : name;
  if (code === "project.older") return `“${told}” is older than what was last saved`;
  if (code === "project.missing") return `“${told}” has lost its database`;
  return `“${told}” is damaged`;
}

export function titleOf({ choice, backup }: Candidate, code: ErrorCode, nowMs: number): string {
  if (choice.kind === "salvage") return "Repaired from the damaged file";
  if (backup) return `Backup of ${whenIn(backup.madeAt, nowMs)}`;
  return code === "project.older" ? "The older state, as it is" : "The project, as it is";
}

/** `Revision 118 · 3 passes, 18 shots, 1 take · last change today, 14:03`; without the time where `nowMs` is null. */
export function factsOf({ revision, passes, shots, takes, savedAt }: Standing, nowMs: number | null): string {
  const parts = [count(passes, "pass", "passes"), count(shots, "shot", "shots")];
  if (takes > 0) parts.push(count(takes, "take", "takes"));
  const facts = [`Revision ${revision.toLocaleString("en-US")}`, parts.join(", ")];
  if (savedAt !== null && nowMs !== null) facts.push(`last change ${whenIn(savedAt, nowMs)}`);
  return facts.join(" · ");
}

/** What a choice lacks, in one sentence. `isKnown`: whether anything remembers what was saved last. */
export function lackOf({ missing, lost }: Candidate, isKnown: boolean): string {
  const rows = lost === null ? null : lossesOf(lost);
  const changes = missing === 1 ? "saved change is" : `${missing.toLocaleString("en-US")} saved changes are`;
  const behind = missing > 0 ? `The last ${changes} missing.` : null;
  if (rows !== null) return [behind, `Couldn’t be read: ${rows}.`].filter(Boolean).join(" ");
  if (behind !== null) return behind;
  return isKnown ? "It has everything that was saved." : "Nothing newer was found.";
}

/** `2 passes, 1 shot (empty now), 14 steps of undo, the newest of 3 shots (may be older)`; null for nothing. */
export function lossesOf({ passes, shots, older, elements, takes, history }: Losses): string | null {
  const parts: string[] = [];
  if (passes > 0) parts.push(count(passes, "pass", "passes"));
  if (shots > 0) parts.push(`${count(shots, "shot", "shots")} (empty now)`);
  if (elements > 0) parts.push(count(elements, "element", "elements"));
  if (takes > 0) parts.push(count(takes, "take", "takes"));
  if (history > 0) parts.push(count(history, "step of undo", "steps of undo"));
  if (older > 0) parts.push(`the newest of ${count(older, "shot", "shots")} (may be older)`);
  return parts.length === 0 ? null : parts.join(", ");
}

/** What was opened, for the notice that stays. */
export function openedWords({ choice, backup, standing }: Candidate, name: string, nowMs: number): string {
  if (choice.kind === "salvage")
    return `“${name}” is repaired and open at revision ${standing.revision.toLocaleString("en-US")}.`;
  if (backup) return `“${name}” is open as in the backup of ${whenIn(backup.madeAt, nowMs)}.`;
  return `“${name}” is open as it was found, at revision ${standing.revision.toLocaleString("en-US")}.`;
}

/** A time within a sentence: `today, 14:03`. */
export function whenIn(at: string, nowMs: number): string {
  return timeWords(at, nowMs).replace(/^(?:Today|Yesterday)/, (word) => word.toLowerCase());
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
