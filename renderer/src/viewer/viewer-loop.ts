/** Owns the viewer's canvas: draws the frame of the cut at the playhead, says which one it is, and stays out of the way of a drag. */

import { drawBurnIn } from "../../../shared/animatic/draw-burn-in.ts";
import { drawMatte } from "../../../shared/animatic/draw-frame.ts";
import { drawSlate } from "../../../shared/animatic/draw-slate.ts";
import type { PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import { createTakeFilms } from "../media/take-films.ts";
import type { Editor } from "../state/editor.ts";
import type { EditorState } from "../state/editor-state.ts";
import { ghosts } from "../state/ghosts.ts";
import { mediaOf, shownProject } from "../state/selectors.ts";
import type { Store } from "../state/store.ts";
import type { TakeProductsStore } from "../state/take-products.ts";
import { createAnimaticPictures } from "./animatic-picture.ts";
import { createCameraWatch } from "./camera-look.ts";
import { createFilmPlayer, type FilmPlayer } from "./film-player.ts";
import { asBlocked, asStill, type FilmFrame, inMove, type ShownFrame, shownAt } from "./frame-plan.ts";
import { drawGhosts, type Ghost, ghostsOf, markOfGhost } from "./ghost-frames.ts";
import { aspectGuides, type ViewOptions } from "./view-options.ts";

/** A still viewer redraws no more often than this during a drag: the pointer comes first. */
const dragRedrawMs = 120;

export interface ViewerLoop {
  /** Size of the canvas in device pixels. */
  resize(size: SizePx): void;
  stop(): void;
}

/** What is on the canvas: `frame` of the cut, and which frame of a take's film or of a pass's animatic it is; null for a slate. */
export interface OnCanvas {
  readonly frame: number;
  readonly source: string;
  readonly sourceFrame: number | null;
  readonly shown: ShownFrame;
}

export interface ViewerListener {
  /** Hears of each picture in the very task in which it is drawn. */
  onPicture(picture: OnCanvas, state: EditorState): void;
  /** Hears what is to be said of the picture, and null when that is nothing any more. */
  onNote(note: string | null): void;
}

/** What the viewer follows. */
export interface Viewed {
  readonly editor: Editor;
  readonly options: Store<ViewOptions>;
  readonly products: TakeProductsStore;
}

export function startViewer(
  canvas: HTMLCanvasElement,
  viewed: Viewed,
  { onPicture, onNote }: ViewerListener,
): ViewerLoop {
  const { editor, options } = viewed;
  const surface = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawn = "";
  let drawnAtMs = 0;
  const camera = createCameraWatch();
  let lookedAtFrame = -1;
  const animatics = createAnimaticPictures(ask);
  const ghostSources = { pictures: animatics, films: createTakeFilms(ask) };
  const films: FilmPlayer = createFilmPlayer(viewed, drawSoon);

  function ask(): void {
    if (request === 0) request = requestAnimationFrame(tick);
  }

  /** A picture that somebody waits for is drawn as soon as it is there, and not with the next frame of the screen. */
  function drawSoon(): void {
    const state = editor.get();
    if (state.playing || state.preview !== null || !shownProject(state)) ask();
    else draw(state, performance.now());
  }

  function tick(nowMs: number): void {
    request = 0;
    if (!shownProject(editor.get())) return;
    films.follow(nowMs);
    const state = editor.get();
    if (state.playing) ask();
    if (!state.playing && state.preview !== null && nowMs - drawnAtMs < dragRedrawMs) {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask();
      }, dragRedrawMs);
      return;
    }
    draw(state, nowMs);
  }

  function draw(state: EditorState, nowMs: number): void {
    const shown = shownAt(state, state.playheadFrame);
    if (!shown || canvas.width === 0 || canvas.height === 0) return;
    const project = shownProject(state);
    // Whoever blocks looks through the lens, also where a picture or a take shows the shot.
    if (state.workspace === "block" && project) {
      const planned = asBlocked(shown.planned, shown.place.cutPass.pass, project.elements);
      drawAnimatic(shown, view(planned, state, nowMs), state, nowMs);
    } else if (shown.film) drawFilm(shown, shown.film, state, nowMs);
    else drawAnimatic(shown, view(shown.planned, state, nowMs), state, nowMs);
    animatics.readAhead(state);
  }

  /** What the viewer shows of the frame at the playhead, and says of it. */
  function view(planned: PlannedFrame, state: EditorState, nowMs: number): PlannedFrame {
    const still = !state.playing && state.playheadFrame === lookedAtFrame;
    const { progress, says } = camera.look(planned.current.shot, still, nowMs);
    lookedAtFrame = state.playheadFrame;
    if (says !== null || progress !== null) ask();
    const standing = state.playing ? { planned, says: null } : asStill(planned);
    onNote(says ?? standing.says);
    return progress === null ? standing.planned : inMove(planned, progress);
  }

  function drawAnimatic(shown: ShownFrame, planned: PlannedFrame, state: EditorState, nowMs: number): void {
    const { burnIn, figureLabels } = options.get();
    const found = ghostsIn(planned, state);
    const isDrawn = paint(
      `animatic ${animatics.markOf(planned, burnIn)} ${marksOf(found, state)}`,
      nowMs,
      (frame, matte) => {
        const isBurnt = burnIn && found.length === 0;
        animatics.draw(surface, planned, { frame, burnIn: isBurnt, matte, figureLabels }, state);
        if (found.length === 0) return;
        drawGhosts(surface, found, ghostSources, frame, state);
        if (matte !== null) drawMatte(surface, matte, frame);
        if (burnIn) drawBurnIn(surface, planned, frame);
      },
    );
    tell(shown, "animatic", shown.planned.frame, state, isDrawn);
  }

  /** Of what stands still. */
  function ghostsIn(planned: PlannedFrame, state: EditorState): Ghost[] {
    return state.playing ? [] : ghostsOf(state, planned.current.shot.shot.id, ghosts.get());
  }

  function marksOf(found: readonly Ghost[], state: EditorState): string {
    return found.map((each) => markOfGhost(each, ghostSources, state)).join(" ");
  }

  function drawFilm(shown: ShownFrame, film: FilmFrame, state: EditorState, nowMs: number): void {
    lookedAtFrame = -1;
    const { take, frame } = film;
    const { burnIn } = options.get();
    const isOffline = mediaOf(state.view?.media ?? []).get(take.mediaId)?.missing === true;
    // A slate says all of it.
    onNote(isOffline ? null : films.noteOf(film));
    if (isOffline) {
      const isDrawn = paint(`offline ${animatics.markOf(shown.planned, true)}`, nowMs, (size) => {
        const { shot } = shown.planned.current;
        drawSlate(surface, shot, 0, { frame: size, burnIn, state: "missing" });
      });
      tell(shown, take.id, null, state, isDrawn);
    } else if (films.isLost(film)) {
      drawAnimatic(shown, shown.planned, state, nowMs);
    } else {
      const picture = films.peek(film);
      // Until it is there, what is on the canvas stays, and stays said.
      if (!picture) return;
      const words = burnIn ? animatics.markOf(shown.planned, true) : "";
      const found = ghostsIn(shown.planned, state);
      const mark = `film ${take.id}@${frame} ${picture.displayWidth} ${words} ${marksOf(found, state)}`;
      const isDrawn = paint(mark, nowMs, (size, matte) => {
        const { widthPx, heightPx } = size;
        const scale = Math.min(widthPx / picture.displayWidth, heightPx / picture.displayHeight);
        const [width, height] = [Math.round(picture.displayWidth * scale), Math.round(picture.displayHeight * scale)];
        const [left, top] = [Math.round((widthPx - width) / 2), Math.round((heightPx - height) / 2)];
        if (width < widthPx || height < heightPx) {
          surface.fillStyle = "#000000";
          surface.fillRect(0, 0, widthPx, heightPx);
        }
        surface.imageSmoothingQuality = state.playing ? "low" : "medium";
        picture.draw(surface, left, top, width, height);
        drawGhosts(surface, found, ghostSources, size, state);
        if (matte !== null) drawMatte(surface, matte, size);
        if (burnIn) drawBurnIn(surface, shown.planned, size);
      });
      tell(shown, take.id, frame, state, isDrawn);
    }
  }

  /** Draws unless the canvas shows just that; `mark` says what. */
  function paint(mark: string, nowMs: number, work: (size: SizePx, matte: number | null) => void): boolean {
    const { width: widthPx, height: heightPx } = canvas;
    const { guide, matte, burnIn, figureLabels } = options.get();
    const whole = `${mark} ${widthPx}×${heightPx} ${burnIn} ${figureLabels} ${matte ? guide : ""}`;
    if (whole === drawn) return false;
    drawn = whole;
    drawnAtMs = nowMs;
    work({ widthPx, heightPx }, matte && guide ? aspectGuides[guide] : null);
    return true;
  }

  let told = "";
  function tell(
    shown: ShownFrame,
    source: string,
    sourceFrame: number | null,
    state: EditorState,
    isDrawn: boolean,
  ): void {
    const { frame } = shown;
    const mark = `${frame} ${source} ${sourceFrame}`;
    if (mark === told && !isDrawn) return;
    told = mark;
    onPicture({ frame, source, sourceFrame, shown }, state);
  }

  let heardFrame = -1;
  const stopState = editor.subscribe(() => {
    const { playheadFrame } = editor.get();
    if (playheadFrame !== heardFrame) drawSoon();
    heardFrame = playheadFrame;
    ask();
  });
  const stopOptions = options.subscribe(ask);
  const stopGhosts = ghosts.subscribe(ask);
  ask();
  return {
    resize({ widthPx, heightPx }) {
      if (canvas.width === widthPx && canvas.height === heightPx) return;
      canvas.width = widthPx;
      canvas.height = heightPx;
      drawn = "";
      // At once: a resized canvas is empty until it is drawn.
      if (shownProject(editor.get())) draw(editor.get(), performance.now());
    },
    stop() {
      cancelAnimationFrame(request);
      clearTimeout(timer);
      stopState();
      stopOptions();
      stopGhosts();
      animatics.close();
      ghostSources.films.close();
      films.close();
    },
  };
}
