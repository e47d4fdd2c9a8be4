/** Owns what the pointer does to the timeline: selects, drags edges and shots through the gesture, scrubs, scrolls and zooms. */
import { trimsByFrames } from "../../../shared/cut/out/trim.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { addShotTo, openPass } from "../commands/commands.ts";
import type { Editor } from "../state/editor.ts";
import { endFrameOf, placeOfShot, startFrameOf } from "../state/programme-layout.ts";
import { type PointerSample, startPointerSession } from "../ui/pointer-session.ts";
import { frameUnder } from "./axis-frame.ts";
import {
  cancel,
  changesLengths,
  type Grip,
  type Modifiers,
  move,
  press,
  previewOf,
  release,
  settle,
  wallOf,
} from "./gesture.ts";
import type { Target } from "./hit-test.ts";
import { scrollPerThumbPx, scrollThumb } from "./lanes.ts";
import { roomOf } from "./open-pass.ts";
import { createPreviewFeed } from "./preview-feed.ts";
import { cutShotAt, type Scene } from "./scene.ts";
import type { TimelineStage } from "./timeline-stage.ts";

/** This near to the view's ends a drag scrolls, faster the nearer. */
const scrollZonePx = 36;
const scrollPxPerFrame = 14;
/** Wheel steps in lines, as a mouse in Firefox sends them. */
const lineHeightPx = 16;

/** Listens on `host`, whose top left is the stage's; the returned function stops and gives up a drag under way. */
export function attachPointer(host: HTMLElement, stage: TimelineStage, editor: Editor): () => void {
  const listening = new AbortController();
  let abandon: (() => void) | null = null;
  let autoScroll = 0;
  let box = host.getBoundingClientRect();
  let roomPressed = false;
  /** The shot that the last click in the room added. */
  let addedShotId: string | null = null;

  const pointOf = (at: { clientX: number; clientY: number }) => ({ x: at.clientX - box.left, y: at.clientY - box.top });

  function follow(
    down: PointerEvent,
    handle: { move(sample: PointerSample): void; release?(): void; abandon?(): void },
  ): void {
    const downX = pointOf(down).x;
    let last: PointerSample | null = null;
    /** Goes on by itself while the pointer rests near an end of the view, and only then: a loop costs a frame each time. */
    const scroll = () => {
      autoScroll = 0;
      const px = last ? scrollSpeed(pointOf(last).x, downX, stage.scene().scale.widthPx) : 0;
      if (!last || px === 0) return;
      const before = stage.scene().scale.scrollPx;
      stage.scrollBy(px);
      if (stage.scene().scale.scrollPx === before) return;
      handle.move(last);
      autoScroll = requestAnimationFrame(scroll);
    };
    const stop = () => {
      cancelAnimationFrame(autoScroll);
      autoScroll = 0;
      abandon = null;
    };
    abandon = startPointerSession({ element: host, window, document }, down, {
      onMove(sample) {
        last = sample;
        handle.move(sample);
        if (autoScroll === 0 && scrollSpeed(pointOf(sample).x, downX, stage.scene().scale.widthPx) !== 0) {
          autoScroll = requestAnimationFrame(scroll);
        }
      },
      onRelease() {
        stop();
        handle.release?.();
      },
      onAbandon() {
        stop();
        handle.abandon?.();
      },
    });
  }

  function dragShot(down: PointerEvent, target: Extract<Target, { shotId: string }>): void {
    const { project, layout, scale, open, span } = stage.scene();
    const within = open ? { startFrame: open.startFrame, endFrame: open.endFrame } : span;
    const grip = gripOf(stage.scene(), target, down.altKey);
    const contentPx = (sample: { clientX: number; clientY: number }) =>
      pointOf(sample).x + stage.scene().scale.scrollPx;
    let gesture = press({ project, layout, pxPerFrame: scale.pxPerFrame, within }, grip, contentPx(down));
    const pass = project.passes.find((each) => each.shots.some((shot) => shot.id === target.shotId));
    editor.showWall(null);
    stage.setGesture(gesture);
    editor.select({ passId: pass?.id ?? null, shotId: target.shotId });
    const { playheadFrame } = editor.get();
    const feed = createPreviewFeed(({ plan, wall }) => {
      editor.setPreview(plan);
      editor.showWall(wall);
      const seen = frameInHand(stage.scene());
      if (seen !== null) editor.seek(seen);
    });
    /** The viewer shows the frame in hand meanwhile. */
    const putBack = () => {
      if (gesture.phase === "trimming") editor.seek(playheadFrame);
    };
    const show = () => {
      stage.setGesture(gesture);
      feed.show({ plan: previewOf(gesture), wall: wallOf(gesture) });
    };
    follow(down, {
      move(sample: PointerSample & Modifiers) {
        gesture = move(gesture, contentPx(sample), sample);
        if (changesLengths(gesture)) host.style.cursor = "ew-resize";
        if (gesture.phase === "moving") host.style.cursor = "grabbing";
        show();
      },
      release() {
        const wall = wallOf(gesture);
        feed.stop();
        putBack();
        gesture = release(gesture);
        if (gesture.phase === "committing") void editor.apply(gesture.edit);
        gesture = settle(gesture);
        // The store shows the edit by now; the wall stays until it has been read.
        editor.setPreview(null);
        if (wall) editor.showWall(wall);
        stage.setGesture(gesture);
      },
      abandon() {
        feed.stop();
        putBack();
        gesture = cancel(gesture);
        stage.setGesture(gesture);
        editor.setPreview(null);
        editor.showWall(null);
      },
    });
  }

  function scrub(down: PointerEvent): void {
    editor.pause();
    const seek = (sample: { clientX: number; clientY: number }) =>
      editor.seek(frameUnder(stage.scene(), pointOf(sample).x));
    seek(down);
    follow(down, { move: seek });
  }

  function dragScrollbar(down: PointerEvent): void {
    const { scale, span } = stage.scene();
    const thumb = scrollThumb(scale, span);
    if (!thumb) return;
    const x = pointOf(down).x;
    if (x < thumb.x || x > thumb.x + thumb.widthPx) {
      stage.scrollBy(Math.sign(x - thumb.x) * scale.widthPx * 0.9);
      return;
    }
    const perPx = scrollPerThumbPx(scale, span);
    follow(down, {
      move: (sample) => {
        const wanted = scale.scrollPx + (pointOf(sample).x - x) * perPx;
        stage.scrollBy(wanted - stage.scene().scale.scrollPx);
      },
    });
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0 || abandon) return;
    box = host.getBoundingClientRect();
    // Leaves a text field, which saves it, and lets the editor's keys work; the ring stays with the keyboard.
    host.focus({ preventScroll: true });
    event.preventDefault();
    const target = stage.targetAt(pointOf(event));
    if (target.kind === "ruler" || target.kind === "nothing") scrub(event);
    else if (target.kind === "scrollbar") dragScrollbar(event);
    else if (target.kind === "pass") editor.select({ passId: target.passId, shotId: null });
    else if (target.kind === "add-shot") addShot(target.passId);
    else if (target.kind === "room") roomPressed = true;
    else dragShot(event, target);
  }

  function passOf(passId: string): Pass | undefined {
    return stage.scene().project.passes.find((each) => each.id === passId);
  }

  function addShot(passId: string): void {
    const pass = passOf(passId);
    if (pass) addShotTo(pass, pass.shots.length);
  }

  /** A click in the room adds a shot of the shortest length; the second click of a double click makes it fill the room. */
  function onClick(event: MouseEvent): void {
    const target = stage.targetAt(pointOf(event));
    const pressed = roomPressed;
    roomPressed = false;
    if (event.detail !== 1) return;
    const pass = pressed && target.kind === "room" ? passOf(target.passId) : undefined;
    addedShotId = pass ? addShotTo(pass, pass.shots.length, limitsOf(pass.profile).shotMs.min) : null;
  }

  function onDoubleClick(event: MouseEvent): void {
    const { open } = stage.scene();
    if (open) {
      const freeMs = roomOf(open.pass)?.freeMs ?? 0;
      if (addedShotId === null || freeMs === 0) return;
      void editor.apply({ type: "shot.resize", shotId: addedShotId, edge: "end", deltaMs: freeMs, mode: "ripple" });
      return;
    }
    const target = stage.targetAt(pointOf(event));
    if (target.kind === "pass") openPass(target.passId);
    else if (target.kind === "shot") editor.showTimeline("pass");
  }

  function onMove(event: PointerEvent): void {
    if (abandon) return;
    box = host.getBoundingClientRect();
    const target = stage.targetAt(pointOf(event));
    stage.setHover(target);
    const slips = "shotId" in target && gripOf(stage.scene(), target, event.altKey).kind === "trim";
    host.style.cursor = slips ? "ew-resize" : cursorOf(target);
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
    if (event.ctrlKey || event.metaKey) {
      // A zoom under a drag would change what its pixels mean.
      if (!abandon) stage.zoomBy(Math.exp(-event.deltaY * unit * 0.0025), pointOf(event).x);
      return;
    }
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
    stage.scrollBy(sideways * unit);
  }

  const { signal } = listening;
  host.addEventListener("pointerdown", onDown, { signal });
  host.addEventListener("click", onClick, { signal });
  host.addEventListener("dblclick", onDoubleClick, { signal });
  host.addEventListener("pointermove", onMove, { signal });
  host.addEventListener("pointerleave", () => stage.setHover({ kind: "nothing" }), { signal });
  host.addEventListener("wheel", onWheel, { signal, passive: false });
  return () => {
    listening.abort();
    abandon?.();
  };
}

/** What is taken hold of. In the cut, what a take shows is trimmed by frames, and slips with Alt. */
function gripOf(scene: Scene, target: Extract<Target, { shotId: string }>, alt: boolean): Grip {
  const place = scene.open ? null : placeOfShot(scene.layout, target.shotId);
  const cutShot = place && cutShotAt(scene, place);
  if (!cutShot || !trimsByFrames(cutShot) || (target.kind === "shot" && !alt)) return target;
  return { kind: "trim", cutShot, edge: target.kind === "shot" ? "slip" : target.edge };
}

/** The frame of the cut at the edge that is trimmed, the first one of a shot that slips; null while nothing of it is in hand. */
function frameInHand({ gesture, layout }: Scene): number | null {
  if (gesture.phase !== "trimming") return null;
  const { edge, cutShot } = gesture.press.grip;
  const place = placeOfShot(layout, cutShot.shot.id);
  return place && (edge === "end" ? endFrameOf(layout, place) - 1 : startFrameOf(layout, place));
}

/** What is taken hold of near an end of the view has half the way there to itself, and scrolls no sooner. */
function scrollSpeed(x: number, downX: number, widthPx: number): number {
  const before = Math.max(1, Math.min(scrollZonePx, downX / 2));
  const after = Math.max(1, Math.min(scrollZonePx, (widthPx - downX) / 2));
  const past = x < before ? (x - before) / before : x > widthPx - after ? (x - widthPx + after) / after : 0;
  return Math.max(-1, Math.min(1, past)) * scrollPxPerFrame;
}

function cursorOf(target: Target): string {
  if (target.kind === "edge") return "ew-resize";
  if (target.kind === "add-shot" || target.kind === "room") return "pointer";
  return "default";
}
