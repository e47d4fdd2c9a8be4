/** Owns which frames of which films are wanted: what plays next, or what lies around a playhead that stands. */
import type { PooledFilm, WantedFrames } from "../media/film-pool.ts";
import type { EditorState } from "../state/editor-state.ts";
import { programmeFrames, type ShownState } from "../state/selectors.ts";
import { type FilmFrame, filmAt } from "./frame-plan.ts";
import { playedRange } from "./playback.ts";

/** Decoded before they are due: enough for a seam to be reached with the next film open. */
const aheadFrames = 16;
/** Of a playhead that stands, on either side: steps, and the start of playing. */
const aroundFrames = 8;
/** Faster than this, only every so many frames of a film are shown: as many as a group of a proxy has, whose first is decoded alone. */
const sparseSpeed = 4;
const sparseFrames = 12;

export function pooled({ take, film }: FilmFrame): PooledFilm {
  return { mediaId: take.mediaId, ...film };
}

/** Whether a frame is shown at all at a speed. */
export function isShownAt(film: FilmFrame | null, speed: number): boolean {
  return film === null || Math.abs(speed) <= sparseSpeed || film.frame % sparseFrames === 0;
}

/** What plays from the playhead on. */
export function wantedAhead(state: EditorState): WantedFrames[] {
  const { playheadFrame, speed, loop } = state;
  const { start, end } = playedRange(state);
  const direction = Math.sign(speed);
  const isSparse = Math.abs(speed) > sparseSpeed;
  const count = isSparse ? aheadFrames * sparseFrames : Math.ceil(aheadFrames * Math.max(1, Math.abs(speed) / 2));
  const frames: number[] = [];
  for (let step = 0; step < count; step += 1) {
    let frame = playheadFrame + step * direction;
    if (frame < start || frame >= end) {
      if (loop === "none") break;
      const into = frame - start;
      frame = start + (((into % (end - start)) + end - start) % (end - start));
    }
    frames.push(frame);
  }
  return byFilm(state, frames, speed);
}

/** What lies at the playhead, with its neighbours when it `stands`, or with those that come next when it steps (`1` or `-1`). */
export function wantedAround(state: EditorState, moves: "stands" | "jumps" | 1 | -1): WantedFrames[] {
  const { playheadFrame } = state;
  const frames = [playheadFrame];
  if (moves === "stands") {
    for (let step = 1; step <= aroundFrames; step += 1) frames.push(playheadFrame + step, playheadFrame - step);
  } else if (moves !== "jumps") {
    for (let step = 1; step < sparseFrames; step += 1) frames.push(playheadFrame + step * moves);
  }
  const last = programmeFrames(state) - 1;
  return byFilm(
    state,
    frames.filter((frame) => frame >= 0 && frame <= last),
    0,
  );
}

function byFilm(state: ShownState, frames: readonly number[], speed: number): WantedFrames[] {
  const wanted = new Map<string, { film: PooledFilm; frames: number[] }>();
  for (const frame of frames) {
    const film = filmAt(state, frame);
    if (!film || !isShownAt(film, speed)) continue;
    const known = wanted.get(film.take.mediaId);
    if (known) known.frames.push(film.frame);
    else wanted.set(film.take.mediaId, { film: pooled(film), frames: [film.frame] });
  }
  return [...wanted.values()];
}
