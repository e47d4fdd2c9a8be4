/** Edits the clips of a cut as an editor would, hands them back, and accepts what came. */
import { expect } from "vitest";
import { acceptLines, compareCut, listLines } from "../../../../shared/cut/back/accept-lines.ts";
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { applyEdit } from "../../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../../shared/edits/edit.ts";
import type { Project } from "../../../../shared/project/model.ts";
import { buildProject, buildTimedPass, deepFreeze } from "../../../support/builders.ts";

/** Every shot has a film of 30 s with 10 s of handle before it, drawn or a take. */
export function cutOf(project: Project, source = "animatic"): Cut {
  return assembleCut(project, (placed, recordIn, pass) => {
    const { cutFrames: _, ...film } = animaticFilm(placed, recordIn, pass);
    const { trim } = placed.shot;
    return { ...film, source, startFrame: recordIn - 240, inFrame: recordIn + (trim?.in ?? 0), frames: 720 };
  });
}

export function clipsOf(cut: Cut): ReadClip[] {
  return cut.clips.map(({ name, media, sourceIn, frames, recordIn }) => {
    return { name, file: `/cut/${media?.fileStem}.mov`, sourceIn, frames, recordIn };
  });
}

/** The clips one right after the other, as an editor leaves them. */
export function laidOut(cut: Cut, clips: readonly ReadClip[]): ReadCut {
  let recordIn = cut.startFrame;
  const placed = clips.map((clip) => {
    const at = { ...clip, recordIn };
    recordIn += clip.frames;
    return at;
  });
  return { rate: cut.rate, startFrame: cut.startFrame, clips: placed, ignored: [] };
}

export const long = (clip: ReadClip, frames: number): ReadClip => ({ ...clip, frames });

export function applyAll(project: Project, edits: readonly Edit[]): Project {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    if (!result.ok) throw new Error(`${edit.type}: ${result.refusal.message}`);
    expect(result.project).not.toBe(current);
    return result.project;
  }, project);
}

/** Compares, accepts all that can be (or the lines named) and gives what came of it; `handedOff` is the plan as the list knows it. */
export function accept(
  project: Project,
  edit: (clips: ReadClip[]) => ReadClip[],
  ids?: readonly string[],
  handedOff: Project = project,
  source?: string,
) {
  deepFreeze(project);
  const cut = cutOf(handedOff, source);
  const returned = compareCut(cut, laidOut(cut, edit(clipsOf(cut))));
  const lines = listLines(project, returned);
  const chosen = ids ?? lines.filter(({ canAccept }) => canAccept).map(({ id }) => id);
  const acceptance = acceptLines(project, returned, new Set(chosen));
  const after = applyAll(project, acceptance.edits);
  return { ...acceptance, lines, after, shown: shownBy(after) };
}

/** `A1:4 A2:3 | B1:5`: shots with their seconds, passes between bars. */
export function shownBy(project: Project): string {
  const word = ({ id, durationMs }: { id: string; durationMs: number }) => `${id.slice(-2)}:${durationMs / 1000}`;
  return project.passes.map(({ shots }) => shots.map(word).join(" ")).join(" | ");
}

export const one = () => buildProject([buildTimedPass("A", [4000, 3000, 4000])]);
export const two = () => buildProject([buildTimedPass("A", [4000, 3000]), buildTimedPass("B", [5000, 2000, 3000])]);
