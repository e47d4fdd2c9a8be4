/**
 * Owns the timeline between the store and the canvas: follows the store without React, keeps zoom, scroll, hover and the gesture
 * under way, and has painted anew what changed.
 */
import { cutPlaceAt, cutProgramme } from "../../../shared/cut/out/programme.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { SoundFile } from "../../../shared/project/sound-file.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { createPictures } from "../media/fetched-files.ts";
import { createShotFrames } from "../media/shot-frames.ts";
import { createTakeFilms } from "../media/take-films.ts";
import type { Editor } from "../state/editor.ts";
import type { EditorState, TimelineView } from "../state/editor-state.ts";
import {
  endFrameOf,
  layoutCut,
  layoutProgramme,
  type ProgrammeLayout,
  placeOfShot,
  startFrameOf,
} from "../state/programme-layout.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import type { TakeProductsStore } from "../state/take-products.ts";
import { axisFrameOf } from "./axis-frame.ts";
import { blockedEdge } from "./blocked-edge.ts";
import { changesLengths, type Gesture, idle } from "./gesture.ts";
import { hitTest, type Target } from "./hit-test.ts";
import type { SurfaceHandle } from "./KonvaSurface.tsx";
import { lanesFor } from "./lanes.ts";
import { openPassAt, spanOf } from "./open-pass.ts";
import { timecodeStartOf } from "./paint-ruler.ts";
import { paintTimeline } from "./paint-timeline.ts";
import { type Palette, readPalette } from "./palette.ts";
import type { Brushes, Scene } from "./scene.ts";
import { createTextFit } from "./text-fit.ts";
import { fitScale, revealFrames, scrollTo, type TimeScale, xOfFrame, zoomBy } from "./time-scale.ts";

export interface TimelineStage {
  scene(): Scene;
  /** What lies at a point, in CSS pixels from the top left of the stage. */
  targetAt(point: { x: number; y: number }): Target;
  setGesture(gesture: Gesture): void;
  setHover(target: Target, heldFiles?: number): void;
  setFocused(focused: boolean): void;
  scrollBy(px: number): void;
  zoomBy(factor: number, aroundX?: number): void;
  destroy(): void;
}

const noTakes: readonly Take[] = [];
const noSounds: readonly SoundFile[] = [];

/** While playing the view turns like a page when the playhead comes this near to its end. */
const pageTurnAt = 0.92;

export function createTimelineStage(
  container: HTMLDivElement,
  surface: SurfaceHandle,
  playhead: HTMLElement,
  editor: Editor,
  products: TakeProductsStore,
): TimelineStage {
  const redraw = () => surface.redraw();
  const thumbnails = createPictures(redraw, { heightPx: 176, kept: 600 });
  const framePictures = createPictures(redraw, { heightPx: 480, kept: 24 });
  const films = createTakeFilms(redraw);
  const frames = createShotFrames<ImageBitmap>(redraw);
  const text = createTextFit();
  const kept = { text, thumbnails, frames, framePictures, films };
  let brushes: Brushes = { palette: readPalette(container), ...kept, pixelRatio: 1 };
  let scene: Scene = firstScene();
  surface.paintWith((context) => paintTimeline(context, scene, brushes));
  let focusedByPointer = false;
  /** The pass that is shown alone, in the view of one pass. */
  let openPassId: string | null = null;
  let view: TimelineView = editor.get().timelineView;
  /** Whether all of the span is shown, which it is until somebody zooms. */
  let fitted = true;
  let fitNext = true;
  /** The playhead's frame of the cut that is shown; the scene has its place on the axis in view. */
  let cutFrame = 0;

  function firstScene(): Scene {
    const project: Project = { id: "", name: "", rate: "24", start: "01:00:00:00", elements: [], passes: [] };
    const layout = layoutProgramme(project);
    return {
      project,
      takes: noTakes,
      sounds: noSounds,
      products: products.get(),
      cut: cutProgramme(project, noTakes),
      layout,
      numbers: new Map(),
      scale: { pxPerFrame: 1, scrollPx: 0, widthPx: 1 },
      open: null,
      span: spanOf(layout, null),
      lanes: lanesFor(160, false),
      timecodeStart: 0,
      selectedShotId: null,
      selectedPassId: null,
      playheadFrame: 0,
      hover: { kind: "nothing" },
      heldFiles: 0,
      gesture: idle,
      isPreview: false,
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
    const project = changesLengths(gesture) ? gesture.preview : shownProject(state);
    const viewBefore = view;
    followOpenPass(state);
    const { takes, sounds } = state.view ?? { takes: noTakes, sounds: noSounds };
    if (sounds !== scene.sounds) change({ sounds });
    const isPreview = state.preview !== null;
    if (isPreview !== scene.isPreview) change({ isPreview });
    const changed = project !== scene.project || takes !== scene.takes || view.shows !== viewBefore.shows;
    if (project && changed) showProject(project, takes);
    else showOpenPass(scene.layout);
    const { shotId, passId } = state.selection;
    if (shotId !== scene.selectedShotId || passId !== scene.selectedPassId) {
      change({ selectedShotId: shotId, selectedPassId: passId });
      if (!focusedByPointer && shotId !== null) revealShot(shotId);
    }
    const playheadFrame = axisFrameOf(scene, state.playheadFrame);
    cutFrame = state.playheadFrame;
    if (playheadFrame !== scene.playheadFrame) movePlayhead(playheadFrame, state.playing);
    const blocked = blockedEdge(scene, changesLengths(gesture) ? gesture.stoppedBy : state.wall);
    if (blocked !== scene.blocked) change({ blocked });
  }

  /** The open pass is the one that was selected last, or that the playhead has moved into since. */
  function followOpenPass(state: EditorState): void {
    const { passId } = state.selection;
    if (passId !== null && passId !== scene.selectedPassId) openPassId = passId;
    else if (state.playheadFrame !== cutFrame && scene.gesture.phase === "idle") {
      openPassId = cutPlaceAt(scene.cut, state.playheadFrame)?.cutPass.pass.id ?? openPassId;
    }
    if (state.timelineView === view) return;
    ({ timelineView: view } = state);
    openPassId = passId ?? openPassId;
    fitNext = true;
  }

  function showProject(project: Project, takes: readonly Take[]): void {
    const cut = cutProgramme(project, takes);
    const layout = view.shows === "pass" ? layoutProgramme(project) : layoutCut(project, cut);
    if (project.id !== scene.project.id) fitNext = true;
    change({
      project,
      takes,
      cut,
      layout,
      numbers: numbersOf(project),
      timecodeStart: timecodeStartOf(project.start, layout.rate),
    });
    const hasSound = view.shows === "programme" && project.sound !== undefined;
    if (hasSound !== (scene.lanes.sound !== null)) change({ lanes: lanesFor(scene.lanes.heightPx, hasSound) });
    showOpenPass(layout);
  }

  /** Brings the open pass and what there is to scroll through up to date; another pass is shown whole. */
  function showOpenPass(layout: ProgrammeLayout): void {
    const index = layout.passes.findIndex((pass) => pass.id === openPassId);
    const open = view.shows === "pass" ? openPassAt(layout, Math.max(0, index)) : null;
    const { open: before, span: spanBefore } = scene;
    const span = spanOf(layout, open);
    const same = open?.pass === before?.pass && open?.index === before?.index && open?.endFrame === before?.endFrame;
    const moved = span.startFrame !== spanBefore.startFrame || span.endFrame !== spanBefore.endFrame;
    if (!same || moved) change({ open, span });
    // An edge in hand stays under the hand.
    if (scene.gesture.phase !== "idle") return;
    // In a row of passes the others stay where they are while one grows; a pass alone always ends at its wall.
    if (fitNext || open?.pass.id !== before?.pass.id || (fitted && open)) showWhole();
    else if (moved) setScale(scrollTo(scene.scale, scene.scale.scrollPx, span));
  }

  function showWhole(): void {
    fitNext = false;
    fitted = true;
    setScale(fitScale(scene.scale.widthPx, scene.span));
  }

  function placePlayhead(): void {
    const x = Math.round(xOfFrame(scene.scale, scene.playheadFrame) * brushes.pixelRatio) / brushes.pixelRatio;
    const { top, height } = scene.lanes.sound ?? scene.lanes.shots;
    playhead.style.transform = `translateX(${x}px)`;
    playhead.style.height = `${top + height + 6}px`;
    playhead.hidden = x < -8 || x > scene.scale.widthPx + 8;
  }

  function movePlayhead(playheadFrame: number, playing: boolean): void {
    scene = { ...scene, playheadFrame };
    placePlayhead();
    if (scene.gesture.phase !== "idle") return;
    const x = xOfFrame(scene.scale, playheadFrame);
    const { span } = scene;
    if (playing && (x < 0 || x > scene.scale.widthPx * pageTurnAt)) {
      setScale(scrollTo(scene.scale, scene.scale.scrollPx + x - scene.scale.widthPx * (1 - pageTurnAt), span));
    } else if (x < 0 || x > scene.scale.widthPx) {
      setScale(revealFrames(scene.scale, playheadFrame, playheadFrame, span));
    }
  }

  function revealShot(shotId: string): void {
    const place = placeOfShot(scene.layout, shotId);
    if (!place) return;
    const { layout, scale, span } = scene;
    setScale(revealFrames(scale, startFrameOf(layout, place), endFrameOf(layout, place), span));
  }

  function measure(): void {
    const size = surface.resize(container.clientWidth, container.clientHeight);
    brushes = { ...brushes, pixelRatio: size.pixelRatio };
    change({
      lanes: lanesFor(size.heightPx, scene.lanes.sound !== null),
      scale: { ...scene.scale, widthPx: size.widthPx },
    });
    if (fitted) showWhole();
    surface.redraw();
  }

  function readLook(): void {
    const palette: Palette = readPalette(container);
    brushes = { ...brushes, palette };
    text.clear();
    frames.clear();
    surface.redraw();
  }

  const listening = new AbortController();
  const stops = [editor.subscribe(followStore), products.subscribe(() => change({ products: products.get() }))];
  const resizing = new ResizeObserver(measure);
  resizing.observe(container);
  // A zoom of the page or another screen changes the pixel ratio, and with it the window's size in CSS pixels.
  window.addEventListener("resize", measure, { signal: listening.signal });
  document.fonts.addEventListener("loadingdone", readLook, { signal: listening.signal });
  measure();
  followStore();

  return {
    scene: () => scene,
    targetAt: (point) => hitTest(scene, point),
    setGesture(gesture) {
      focusedByPointer = gesture.phase !== "idle";
      // Within one step nothing that is painted changes while an edge is in hand.
      const still =
        changesLengths(gesture) &&
        changesLengths(scene.gesture) &&
        gesture.preview === scene.gesture.preview &&
        modeOf(gesture) === modeOf(scene.gesture);
      if (still) scene = { ...scene, gesture };
      else change({ gesture });
      followStore();
    },
    setHover(hover, heldFiles = 0) {
      if (heldFiles !== scene.heldFiles || JSON.stringify(hover) !== JSON.stringify(scene.hover))
        change({ hover, heldFiles });
    },
    setFocused: (focused) => change({ focused }),
    scrollBy: (px) => setScale(scrollTo(scene.scale, scene.scale.scrollPx + px, scene.span)),
    zoomBy(factor, aroundX) {
      const playheadX = xOfFrame(scene.scale, scene.playheadFrame);
      const inView = playheadX >= 0 && playheadX <= scene.scale.widthPx;
      const around = aroundX ?? (inView ? playheadX : scene.scale.widthPx / 2);
      const scale = zoomBy(scene.scale, factor, around, scene.span);
      fitted = scale.pxPerFrame === fitScale(scale.widthPx, scene.span).pxPerFrame;
      setScale(scale);
    },
    destroy() {
      listening.abort();
      for (const stop of stops) stop();
      resizing.disconnect();
      thumbnails.close();
      framePictures.close();
      films.close();
      frames.clear();
    },
  };
}

function modeOf({ edit }: Extract<Gesture, { phase: "resizing" | "trimming" }>): string | null {
  return edit.type === "shot.resize" ? edit.mode : null;
}
