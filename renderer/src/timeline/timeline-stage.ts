/**
 * Owns the timeline between the store and the canvas: follows the store without React, keeps zoom, scroll, hover and the gesture
 * under way, and has painted anew what changed.
 */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Editor } from "../state/editor.ts";
import { endFrameOf, layoutProgramme, placeOfShot, startFrameOf, totalFrames } from "../state/programme-layout.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import { type Gesture, idle } from "./gesture.ts";
import { hitTest, type Target } from "./hit-test.ts";
import type { SurfaceHandle } from "./KonvaSurface.tsx";
import { lanesFor } from "./lanes.ts";
import { timecodeStartOf } from "./paint-ruler.ts";
import { paintTimeline } from "./paint-timeline.ts";
import { type Palette, readPalette } from "./palette.ts";
import type { Brushes, Scene } from "./scene.ts";
import { createTextFit } from "./text-fit.ts";
import { createThumbnails } from "./thumbnails.ts";
import { fitScale, frameAtX, revealFrames, scrollTo, type TimeScale, xOfFrame, zoomBy } from "./time-scale.ts";

export interface TimelineStage {
  scene(): Scene;
  /** What lies at a point, in CSS pixels from the top left of the stage. */
  targetAt(point: { x: number; y: number }): Target;
  setGesture(gesture: Gesture): void;
  setHover(target: Target): void;
  setFocused(focused: boolean): void;
  scrollBy(px: number): void;
  zoomBy(factor: number, aroundX?: number): void;
  /** Zooms so that the whole programme is in view. */
  fit(): void;
  destroy(): void;
}

/** Shown at once when there is more than fits: a pass of 15 s across most of a small window. */
const workingPxPerSecond = 56;
const shortProgrammeSeconds = 64;
/** While playing the view turns like a page when the playhead comes this near to its end. */
const pageTurnAt = 0.92;

export function createTimelineStage(
  container: HTMLDivElement,
  surface: SurfaceHandle,
  playhead: HTMLElement,
  editor: Editor,
): TimelineStage {
  const thumbnails = createThumbnails(() => surface.redraw());
  const text = createTextFit();
  let brushes: Brushes = { palette: readPalette(container), text, thumbnails, pixelRatio: 1 };
  let scene: Scene = firstScene();
  surface.paintWith((context) => paintTimeline(context, scene, brushes));
  let projectId: string | null = null;
  let focusedByPointer = false;

  function firstScene(): Scene {
    const project: Project = { id: "", name: "", rate: "24", start: "01:00:00:00", elements: [], passes: [] };
    return {
      project,
      layout: layoutProgramme(project),
      numbers: new Map(),
      scale: { pxPerFrame: 1, scrollPx: 0, widthPx: 1 },
      lanes: lanesFor(160),
      timecodeStart: 0,
      selectedShotId: null,
      selectedPassId: null,
      playheadFrame: 0,
      hover: { kind: "nothing" },
      gesture: idle,
      blocked: null,
      focused: false,
    };
  }

  function change(changes: Partial<Scene>): void {
    scene = { ...scene, ...changes };
    surface.redraw();
    if (changes.scale || changes.lanes) placePlayhead();
  }

  function setScale(scale: TimeScale): void {
    const { scale: old } = scene;
    if (scale.pxPerFrame !== old.pxPerFrame || scale.scrollPx !== old.scrollPx) change({ scale });
  }

  function followStore(): void {
    const state = editor.get();
    const { gesture } = scene;
    // While an edge is in hand the canvas is ahead of the store, which hears of it less often.
    const project = gesture.phase === "resizing" ? gesture.preview : shownProject(state);
    if (project && project !== scene.project) showProject(project, state.projectId);
    const { shotId, passId } = state.selection;
    if (shotId !== scene.selectedShotId || passId !== scene.selectedPassId) {
      change({ selectedShotId: shotId, selectedPassId: passId });
      if (!focusedByPointer && shotId !== null) revealShot(shotId);
    }
    if (state.playheadFrame !== scene.playheadFrame) movePlayhead(state.playheadFrame, state.playing);
    const blocked = blockedEdge(scene, gesture.phase === "resizing" ? gesture.stoppedBy : state.wall);
    if (blocked !== scene.blocked) change({ blocked });
  }

  function showProject(project: Project, id: string | null): void {
    const layout = layoutProgramme(project);
    change({
      project,
      layout,
      numbers: numbersOf(project),
      timecodeStart: timecodeStartOf(project.start, layout.rate),
    });
    if (id !== projectId) {
      projectId = id;
      showWorkingZoom();
    } else if (scene.gesture.phase === "idle")
      setScale(scrollTo(scene.scale, scene.scale.scrollPx, totalFrames(layout)));
  }

  function showWorkingZoom(): void {
    const frames = totalFrames(scene.layout);
    const { num, den } = scene.layout.rate;
    const framesPerSecond = num / den;
    const fitted = fitScale(scene.scale.widthPx, frames);
    const working = { ...fitted, pxPerFrame: workingPxPerSecond / framesPerSecond };
    setScale(frames / framesPerSecond <= shortProgrammeSeconds ? fitted : working);
  }

  function placePlayhead(): void {
    const x = Math.round(xOfFrame(scene.scale, scene.playheadFrame) * brushes.pixelRatio) / brushes.pixelRatio;
    const { top, height } = scene.lanes.shots;
    playhead.style.transform = `translateX(${x}px)`;
    playhead.style.height = `${top + height + 6}px`;
    playhead.hidden = x < -8 || x > scene.scale.widthPx + 8;
  }

  function movePlayhead(playheadFrame: number, playing: boolean): void {
    scene = { ...scene, playheadFrame };
    placePlayhead();
    if (scene.gesture.phase !== "idle") return;
    const x = xOfFrame(scene.scale, playheadFrame);
    const frames = totalFrames(scene.layout);
    if (playing && (x < 0 || x > scene.scale.widthPx * pageTurnAt)) {
      setScale(scrollTo(scene.scale, scene.scale.scrollPx + x - scene.scale.widthPx * (1 - pageTurnAt), frames));
    } else if (x < 0 || x > scene.scale.widthPx) {
      setScale(revealFrames(scene.scale, playheadFrame, playheadFrame, frames));
    }
  }

  function revealShot(shotId: string): void {
    const place = placeOfShot(scene.layout, shotId);
    if (!place) return;
    const { layout } = scene;
    setScale(revealFrames(scene.scale, startFrameOf(layout, place), endFrameOf(layout, place), totalFrames(layout)));
  }

  function measure(): void {
    const size = surface.resize(container.clientWidth, container.clientHeight);
    brushes = { ...brushes, pixelRatio: size.pixelRatio };
    const wasFitted = scene.scale.pxPerFrame === fitScale(scene.scale.widthPx, totalFrames(scene.layout)).pxPerFrame;
    const first = scene.scale.widthPx === 1;
    change({ lanes: lanesFor(size.heightPx), scale: { ...scene.scale, widthPx: size.widthPx } });
    if (first) showWorkingZoom();
    else if (wasFitted) setScale(fitScale(size.widthPx, totalFrames(scene.layout)));
    surface.redraw();
  }

  function readLook(): void {
    const palette: Palette = readPalette(container);
    brushes = { ...brushes, palette };
    text.clear();
    surface.redraw();
  }

  const listening = new AbortController();
  const unsubscribe = editor.subscribe(followStore);
  const resizing = new ResizeObserver(measure);
  resizing.observe(container);
  // A zoom of the page or another screen changes the pixel ratio, and with it the window's size in CSS pixels.
  window.addEventListener("resize", measure, { signal: listening.signal });
  document.fonts.addEventListener("loadingdone", readLook, { signal: listening.signal });
  measure();
  followStore();

  return {
    scene: () => scene,
    targetAt: (point) => hitTest(scene.layout, scene.scale, scene.lanes, point, scene.selectedShotId),
    setGesture(gesture) {
      focusedByPointer = gesture.phase !== "idle";
      // Within one step nothing that is painted changes while an edge is in hand.
      const still =
        gesture.phase === "resizing" &&
        scene.gesture.phase === "resizing" &&
        gesture.preview === scene.gesture.preview &&
        gesture.edit.mode === scene.gesture.edit.mode;
      if (still) scene = { ...scene, gesture };
      else change({ gesture });
      followStore();
    },
    setHover(target) {
      if (JSON.stringify(target) !== JSON.stringify(scene.hover)) change({ hover: target });
    },
    setFocused: (focused) => change({ focused }),
    scrollBy: (px) => setScale(scrollTo(scene.scale, scene.scale.scrollPx + px, totalFrames(scene.layout))),
    zoomBy(factor, aroundX) {
      const playheadX = xOfFrame(scene.scale, scene.playheadFrame);
      const inView = playheadX >= 0 && playheadX <= scene.scale.widthPx;
      const around = aroundX ?? (inView ? playheadX : scene.scale.widthPx / 2);
      setScale(zoomBy(scene.scale, factor, around, totalFrames(scene.layout)));
    },
    fit: () => setScale(fitScale(scene.scale.widthPx, totalFrames(scene.layout))),
    destroy() {
      listening.abort();
      unsubscribe();
      resizing.disconnect();
      thumbnails.close();
    },
  };
}

const wallsOfLength = ["pass-full", "pass-short", "shot-shortest", "shot-longest", "no-neighbour"];

/** Where the wall that is shown stands: at the edge in hand, or after a nudge at the end of the selected shot. */
function blockedEdge({ gesture, blocked, selectedShotId }: Scene, wall: Wall | null): Scene["blocked"] {
  if (!wall || blocked?.wall === wall) return wall && blocked;
  if (gesture.phase === "resizing") return { shotId: gesture.edit.shotId, edge: gesture.edit.edge, wall };
  const ofLength = wallsOfLength.includes(wall.code) || wall.code.startsWith("neighbour");
  if (gesture.phase !== "idle" || selectedShotId === null || !ofLength) return null;
  return { shotId: selectedShotId, edge: "end", wall };
}

/** The frame under `x`, whole and inside the programme. */
export function frameUnder(scene: Scene, x: number): number {
  const last = Math.max(0, totalFrames(scene.layout) - 1);
  return Math.max(0, Math.min(last, Math.floor(frameAtX(scene.scale, x))));
}
