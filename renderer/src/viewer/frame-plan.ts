/** Owns what the viewer shows at a frame of the cut: which frame of which film, or of the pass's animatic. */
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { PlannedFrame, PlannedShot, SeenShot } from "../../../shared/animatic/plan-frames.ts";
import { type CutPlace, cutPlaceAt, filmFrameAt } from "../../../shared/cut/out/programme.ts";
import type { Element, Pass, Project } from "../../../shared/project/model.ts";
import { blockedPass } from "../../../shared/stage/block-pass.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { formatTimecode, parseTimecode } from "../../../shared/time/timecode.ts";
import { plannedAt } from "../state/planned-frame.ts";
import { cutOf, type ShownState } from "../state/selectors.ts";

/** A frame of a take's film; its own number, from 0. */
export interface FilmFrame {
  readonly take: Take;
  readonly film: TakeFile;
  readonly frame: number;
}

/** What a frame of the cut shows: `film`, or without it `planned` of the animatic, which otherwise stands in while the film can't be shown. */
export interface ShownFrame {
  readonly place: CutPlace;
  /** Of the cut. */
  readonly frame: number;
  readonly planned: PlannedFrame;
  readonly film: FilmFrame | null;
}

/** Null for an empty cut. */
export function shownAt(state: ShownState, cutFrame: number): ShownFrame | null {
  const project = state.preview ?? state.view?.project;
  const found = plannedAt(state, cutFrame);
  if (!found || !project) return null;
  const { place, planned } = found;
  const { cutPass, cutShot, offset } = place;
  const frame = cutPass.startFrame + cutShot.startFrame + offset;
  return {
    place,
    frame,
    planned: { ...planned, timecodeFrame: startFrameOf(project) + frame },
    film: filmOf(project, place),
  };
}

/** The film that a frame of the cut shows; null for an animatic. */
export function filmAt(state: ShownState, cutFrame: number): FilmFrame | null {
  const project = state.preview ?? state.view?.project;
  const place = cutPlaceAt(cutOf(state), cutFrame);
  return project && place ? filmOf(project, place) : null;
}

function filmOf(project: Project, { cutShot, offset }: CutPlace): FilmFrame | null {
  const { take, firstFrame } = cutShot;
  if (!take?.film) return null;
  return { take, film: take.film, frame: filmFrameAt(firstFrame + offset, take.film, rateOf(project.rate)) };
}

const blockedShots = new WeakMap<BlockedShot, PlannedShot>();

/** The same frame as its shots are blocked, whatever picture or take shows them. */
export function asBlocked(planned: PlannedFrame, pass: Pass, elements: readonly Element[]): PlannedFrame {
  const blocked = blockedPass(pass, elements, ratioOf(pass.aspectRatio));
  const seen = ({ shot, progress }: SeenShot): SeenShot => ({
    shot: withoutPicture(shot, blocked[shot.index]),
    progress,
  });
  const { transition } = planned;
  return {
    ...planned,
    current: seen(planned.current),
    transition: transition && { ...transition, from: transition.from && seen(transition.from) },
  };
}

function withoutPicture(shot: PlannedShot, blocked: BlockedShot | undefined): PlannedShot {
  if (!blocked || shot.blocked === blocked) return shot;
  const known = blockedShots.get(blocked);
  if (known?.take === shot.take && known.card === shot.card) return known;
  const { framing: _of, ...rest } = shot;
  const made = { ...rest, mediaId: null, blocked };
  blockedShots.set(blocked, made);
  return made;
}

/** A frame as the still viewer shows it: without its fade where that leaves nothing to see, which `says` then tells. */
export function asStill(planned: PlannedFrame): { planned: PlannedFrame; says: string | null } {
  const black = planned.transition?.kind === "fade-in" && planned.transition.share === 0;
  return black ? { planned: { ...planned, transition: null }, says: "Fade in from black" } : { planned, says: null };
}

/** Its shot alone, as far into the camera move as `progress` says. */
export function inMove(planned: PlannedFrame, progress: number): PlannedFrame {
  return { ...planned, current: { ...planned.current, progress }, transition: null };
}

function startFrameOf(project: Project): number {
  return parseTimecode(project.start, rateOf(project.rate)) ?? 0;
}

/** The record timecode of a frame of the cut. */
export function timecodeAt(project: Project, cutFrame: number): string {
  return formatTimecode(startFrameOf(project) + cutFrame, rateOf(project.rate));
}
