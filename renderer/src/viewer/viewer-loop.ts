/** Owns the viewer's canvas: plays by the clock, draws what changed and nothing else, and stays out of the way of a drag. */
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import type { PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Project } from "../../../shared/project/model.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import type { Editor } from "../state/editor.ts";
import type { EditorState } from "../state/editor-state.ts";
import { cutOf, mediaOf, placedAt, programmeFrames, rangeInCut, shownProject } from "../state/selectors.ts";
import type { Store } from "../state/store.ts";
import { createCameraWatch } from "./camera-look.ts";
import { asStill, inMove, planOf, shownAt } from "./frame-plan.ts";
import { createPictureCache } from "./pictures.ts";
import { type FrameRange, frameAtTime, type PlayAnchor, placeInRange } from "./playback-clock.ts";
import { aspectGuides, type ViewOptions } from "./view-options.ts";

/** A still viewer redraws no more often than this during a drag: the pointer comes first. */
const dragRedrawMs = 120;

export interface ViewerLoop {
  /** Size of the canvas in device pixels. */
  resize(size: SizePx): void;
  stop(): void;
}

/** `onNote` hears what is to be said of the picture, and null when that is nothing any more. */
export function startViewer(
  canvas: HTMLCanvasElement,
  editor: Editor,
  options: Store<ViewOptions>,
  onNote: (note: string | null) => void,
): ViewerLoop {
  const surface = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let anchor: (PlayAnchor & { range: FrameRange }) | null = null;
  let shownFrame = -1;
  let drawn = "";
  let drawnAtMs = 0;
  let picturesVersion = 0;
  const camera = createCameraWatch();
  let lookedAtFrame = -1;
  const pictures = createPictureCache(() => {
    picturesVersion += 1;
    ask();
  });

  function ask(): void {
    if (request === 0) request = requestAnimationFrame(tick);
  }

  function tick(nowMs: number): void {
    request = 0;
    const project = shownProject(editor.get());
    if (!project) return;
    if (editor.get().playing) {
      advance(project, nowMs);
      ask();
    } else {
      anchor = null;
    }
    const state = editor.get();
    if (!state.playing && state.preview !== null && nowMs - drawnAtMs < dragRedrawMs) {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask();
      }, dragRedrawMs);
      return;
    }
    draw(project, state, nowMs);
  }

  /** Moves the playhead to where real time says it is. Anything that moved it meanwhile starts the count anew. */
  function advance(project: Project, nowMs: number): void {
    const { playheadFrame, speed, loop } = editor.get();
    const range = playedRange(editor.get());
    const moved = playheadFrame !== shownFrame || anchor?.speed !== speed;
    if (!anchor || moved || anchor.range.start !== range.start || anchor.range.end !== range.end) {
      anchor = { frame: playheadFrame, atMs: nowMs, speed, range };
    }
    const frame = frameAtTime(anchor, nowMs, rateOf(project.rate));
    const placed = placeInRange(frame, range, loop !== "none");
    if (placed.frame !== playheadFrame) editor.seek(placed.frame);
    shownFrame = editor.get().playheadFrame;
    if (placed.ended) editor.pause();
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

  function draw(project: Project, state: EditorState, nowMs: number): void {
    const shown = shownAt(state, state.playheadFrame);
    const { burnIn, guide, matte } = options.get();
    const { width: widthPx, height: heightPx } = canvas;
    if (!shown || widthPx === 0 || heightPx === 0) return;
    const planned = view(shown.planned, state, nowMs);
    const mark = `${markOf(planned)} ${widthPx}×${heightPx} ${burnIn} ${matte ? guide : ""} ${picturesVersion}`;
    const content = contentOf(planned, burnIn);
    if (mark + content === drawn) return;
    drawn = mark + content;
    drawnAtMs = nowMs;
    const media = mediaOf(state.view?.media ?? []);
    const pictureOf = (shot: PlannedShot) => {
      const id = shot.mediaId ?? "";
      if (media.get(id)?.missing) return "missing" as const;
      return pictures.get({
        url: mediaUrl(state.projectId ?? "", id, "proxy"),
        soft: shot.take.move === "rack-focus",
      });
    };
    surface.imageSmoothingQuality = "high";
    drawFrame(surface, planned, pictureOf, {
      frame: { widthPx, heightPx },
      burnIn,
      matte: matte && guide ? aspectGuides[guide] : null,
    });
    readAhead(project, state, pictureOf);
  }

  /** Starts reading what comes next, so that a cut does not show an empty slate. */
  function readAhead(project: Project, state: EditorState, pictureOf: (shot: PlannedShot) => unknown): void {
    const { passes } = cutOf(state);
    const here = passes.findIndex(({ startFrame, frames }) => state.playheadFrame < startFrame + frames);
    for (const { pass } of here === -1 ? [] : passes.slice(here, here + 2)) {
      for (const shot of planOf(project, pass).shots.slice(0, 8)) if (shot.mediaId !== null) pictureOf(shot);
    }
  }

  const stopState = editor.subscribe(ask);
  const stopOptions = options.subscribe(ask);
  const onFonts = () => {
    picturesVersion += 1;
    ask();
  };
  document.fonts.addEventListener("loadingdone", onFonts);
  ask();
  return {
    resize({ widthPx, heightPx }) {
      if (canvas.width === widthPx && canvas.height === heightPx) return;
      canvas.width = widthPx;
      canvas.height = heightPx;
      drawn = "";
      // At once: a resized canvas is empty until it is drawn.
      const project = shownProject(editor.get());
      if (project) draw(project, editor.get(), performance.now());
    },
    stop() {
      cancelAnimationFrame(request);
      clearTimeout(timer);
      stopState();
      stopOptions();
      document.fonts.removeEventListener("loadingdone", onFonts);
      pictures.clear();
    },
  };
}

/** What is played: the pass under the playhead when that is to repeat, else everything. */
function playedRange(state: EditorState): FrameRange {
  const whole = { start: 0, end: programmeFrames(state) };
  if (state.loop !== "pass") return whole;
  const found = placedAt(state, state.playheadFrame);
  return (found && rangeInCut(state, { passId: found.placedPass.pass.id, shotId: null })) ?? whole;
}

/** Everything about a frame's picture that can change, in a few characters: equal marks look equal. */
function markOf({ current, transition }: PlannedFrame): string {
  const from = transition?.from ? `${transition.from.shot.shot.id}@${transition.from.progress.toFixed(4)}` : "";
  const { shot, progress } = current;
  const { move, slowMotion, durationSeconds, seed } = shot.take;
  const moving = `${move} ${slowMotion} ${durationSeconds.toFixed(3)} ${seed}`;
  return `${shot.shot.id}@${progress.toFixed(4)} ${moving} ${shot.mediaId} ${transition?.kind} ${transition?.share.toFixed(4)} ${from}`;
}

/** The words that are drawn: on a slate always, on a picture with the burn-in. */
function contentOf({ current, timecodeFrame }: PlannedFrame, burnIn: boolean): string {
  const { shot } = current;
  return burnIn || shot.mediaId === null ? `${JSON.stringify(shot.card)} ${burnIn ? timecodeFrame : ""}` : "";
}
