/** Owns the films of the viewer: playing by the clock, decoding what is needed next, scrubbing with sound, and what can't be shown. */
import type { VideoSample } from "mediabunny";
import type { CutProgramme } from "../../../shared/cut/out/programme.ts";
import { takeLabel } from "../../../shared/cut/out/take-film.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { openedAudio } from "../media/audio-output.ts";
import { createFilmPool, type FilmPool } from "../media/film-pool.ts";
import type { EditorState } from "../state/editor-state.ts";
import { cutOf, mediaOf, shownProject } from "../state/selectors.ts";
import { isShownAt, pooled, wantedAhead, wantedAround } from "./film-wants.ts";
import { type FilmFrame, filmAt } from "./frame-plan.ts";
import { createPlayback } from "./playback.ts";
import { soundOf } from "./sound-plan.ts";
import { createSoundPlayer, type SoundPlayer } from "./sound-player.ts";
import type { ViewOptions } from "./view-options.ts";
import type { Viewed } from "./viewer-loop.ts";

export interface FilmPlayer {
  /** Once a tick: moves the playhead while something plays, and sees to what is decoded and heard. */
  follow(nowMs: number): void;
  /** The picture of a frame, when it is there: to be drawn at once. */
  peek(film: FilmFrame): VideoSample | null;
  /** Whether the film can't be shown. */
  isLost(film: FilmFrame): boolean;
  /** What is to be said of how a film is shown; null for nothing. */
  noteOf(film: FilmFrame): string | null;
  close(): void;
}

/** A playhead that has stood for so long gets its neighbours decoded. */
const standsAfterMs = 60;
/** So many frames ahead of one who steps are always there. */
const stockedFrames = 4;
/** How much is heard of a frame that is stepped or scrubbed to, in frames: less is only a click. */
const scrubbedFrames = 2;

interface Engine {
  readonly projectId: string;
  readonly quality: ViewOptions["quality"];
  readonly pool: FilmPool;
  readonly sound: SoundPlayer;
}

/** `onChange` hears when there may be another picture to draw. */
export function createFilmPlayer({ editor, options, products }: Viewed, onChange: () => void): FilmPlayer {
  let engine: Engine | null = null;
  let stoodFrame = -1;
  let stoodCut: CutProgramme | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** One project's films in one quality. */
  function engineOf(): Engine {
    const projectId = editor.get().projectId ?? "";
    const { quality } = options.get();
    if (engine?.projectId === projectId && engine.quality === quality) return engine;
    closeEngine();
    const pool = createFilmPool(projectId, quality === "full", onChange);
    engine = { projectId, quality, pool, sound: createSoundPlayer(projectId, pool) };
    return engine;
  }

  function closeEngine(): void {
    engine?.sound.close();
    engine?.pool.close();
    engine = null;
  }

  const playback = createPlayback(editor, () => engineOf().sound);

  function isLost({ take, film }: FilmFrame): boolean {
    return engineOf().pool.stateOf({ mediaId: take.mediaId, ...film }).kind === "failed";
  }

  function peek(film: FilmFrame): VideoSample | null {
    return engineOf().pool.peek(pooled(film), film.frame);
  }

  /** Whether a frame can be shown this very moment; what can't be shown at all stands still for nobody. */
  function isReady(state: EditorState, frame: number): boolean {
    const film = filmAt(state, frame);
    if (!film) return true;
    if (mediaOf(state.view?.media ?? []).get(film.take.mediaId)?.missing || isLost(film)) return true;
    return isShownAt(film, state.speed) && peek(film) !== null;
  }

  function rest(state: EditorState): void {
    const { pool, sound } = engineOf();
    const cut = cutOf(state);
    const moved = state.playheadFrame !== stoodFrame;
    if (moved || cut !== stoodCut) {
      clearTimeout(timer);
      const by = state.playheadFrame - stoodFrame;
      const moves = by === 1 || by === -1 ? by : "jumps";
      // Who steps goes on stepping: some frames are decoded at once, and the next ones before those are used up.
      if (moves === "jumps" || !isStocked(state, moves)) pool.want(wantedAround(state, moves), false);
      timer = setTimeout(() => {
        const now = editor.get();
        if (now.playing || engine?.pool !== pool) return;
        pool.want(wantedAround(now, "stands"), false);
        hear(now, (stretch, seconds) => sound.prepare(stretch, seconds));
      }, standsAfterMs);
      // The first frame of a project was not scrubbed to.
      if (moved && stoodFrame !== -1 && options.get().scrubSound) {
        hear(state, (stretch, seconds, frameSeconds) => sound.scrub(stretch, seconds, scrubbedFrames * frameSeconds));
      }
    }
    stoodFrame = state.playheadFrame;
    stoodCut = cut;
  }

  function isStocked(state: EditorState, direction: 1 | -1): boolean {
    return Array.from({ length: stockedFrames }, (_, step) => state.playheadFrame + step * direction).every((frame) => {
      const film = filmAt(state, frame);
      return !film || isLost(film) || peek(film) !== null;
    });
  }

  /** Does something with the sound at the playhead, if there is any. */
  function hear(
    state: EditorState,
    work: (stretch: Parameters<SoundPlayer["scrub"]>[0], filmSeconds: number, frameSeconds: number) => void,
  ): void {
    const project = shownProject(state);
    const { playheadFrame } = state;
    const stretch = soundOf(cutOf(state)).find(({ start, end }) => playheadFrame >= start && playheadFrame < end);
    if (!stretch || !project) return;
    const frameSeconds = secondsOfFrames(1, rateOf(project.rate));
    work(stretch, (stretch.firstFrame + playheadFrame - stretch.start) * frameSeconds, frameSeconds);
  }

  // At once, and not with the next frame of the screen: a picture that is asked for now may be there by then.
  const stopState = editor.subscribe(() => {
    const { playing, playheadFrame, view } = editor.get();
    if (view && !playing && playheadFrame !== stoodFrame) {
      playback.rest();
      rest(editor.get());
    }
  });

  const setVolume = () => {
    const { volume, muted } = options.get();
    openedAudio()?.setVolume(muted ? 0 : volume ** 2);
  };
  const stopOptions = options.subscribe(setVolume);

  // What is said of a film may be something else now.
  const stopProducts = products.subscribe(onChange);

  return {
    follow(nowMs) {
      const before = openedAudio();
      if (editor.get().playing) {
        playback.advance(nowMs, (frame) => isReady(editor.get(), frame));
        const state = editor.get();
        stoodFrame = state.playheadFrame;
        stoodCut = null;
        if (state.playing) engineOf().pool.want(wantedAhead(state), state.speed > 0);
      }
      if (!editor.get().playing) {
        playback.rest();
        rest(editor.get());
      }
      if (before !== openedAudio()) setVolume();
    },
    peek,
    isLost,
    noteOf(film) {
      const { take } = film;
      const label = takeLabel(take);
      const state = engineOf().pool.stateOf(pooled(film));
      if (state.kind === "failed") {
        const made = products.get().get(take.id);
        if (made?.state === "failed") return made.problem?.message ?? `Couldn’t prepare ${label}.`;
        return state.fault === "absent" || made?.state !== "ready"
          ? `Preparing ${label}…`
          : `Can’t decode ${label} on this computer.`;
      }
      const isProxy = state.kind === "open" && state.film.variant === "proxy";
      return isProxy && options.get().quality === "full"
        ? `Can’t decode ${label} in full quality: preview shown.`
        : null;
    },
    close() {
      clearTimeout(timer);
      stopState();
      stopOptions();
      stopProducts();
      playback.rest();
      closeEngine();
    },
  };
}
