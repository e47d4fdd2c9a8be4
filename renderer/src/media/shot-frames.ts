/** Owns the animatic's frames along a shot: which ones stand where, drawn between two paintings and never during a drag, kept up to a bound. */

/** A part of a shot's box, from its left end, with the frame that it shows. */
export interface FrameCell {
  readonly startPx: number;
  readonly widthPx: number;
  /** How far the shot's move has come, 0 to 1. */
  readonly progress: number;
}

/** From this many frames' width a shot has room for its middle beside its first and last frame, each cut at its sides. */
const middleFrom = 1.5;

/**
 * The cells of a shot: as few as show every frame at its full height without a gap, on whole device pixels; evenly over the
 * shot's time, with its first and its last frame where there is more than one, and soon its middle.
 */
export function cellsAlong(widthPx: number, framePx: number, pixelRatio: number): FrameCell[] {
  const frames = widthPx / framePx;
  const count = Math.max(1, Math.ceil(frames), frames >= middleFrom ? 3 : 0);
  const startOf = (index: number) => Math.round((widthPx * index * pixelRatio) / count) / pixelRatio;
  return Array.from({ length: count }, (_, index) => ({
    startPx: startOf(index),
    widthPx: index === count - 1 ? widthPx - startOf(index) : startOf(index + 1) - startOf(index),
    progress: index / Math.max(1, count - 1),
  }));
}

/** A drawn frame, as an ImageBitmap is. */
export interface DrawnFrame {
  readonly width: number;
  readonly height: number;
  close(): void;
}

export interface WantedFrames<Frame> {
  readonly shotId: string;
  /** All that the frames depend on, in a few characters: another mark, other frames. */
  readonly mark: string;
  readonly progresses: readonly number[];
  /** Null while what it is drawn from is not here. */
  draw(progress: number): Frame | null;
}

export interface ShotFrames<Frame> {
  /** The shot's drawn frame that is nearest to `progress`, also one from before the last change; null when there is none. */
  nearest(shotId: string, progress: number): Frame | null;
  /** Has missing frames drawn soon; whatever else of the shot was kept is let go once they are here. */
  want(wanted: WantedFrames<Frame>): void;
  /** Nothing is wanted any more; what is drawn stays. */
  wantNothing(): void;
  clear(): void;
}

/** 32 MB: several times what the largest window shows. */
const keptPixelsMax = 8_000_000;
/** Drawn between two paintings of the window; each takes a millisecond or two. */
const drawnAtOnceMax = 3;

interface Entry<Frame> {
  readonly mark: string;
  readonly frame: Frame;
}

/** `onArrival` is called when frames were drawn: the next painting wants what is still missing. */
export function createShotFrames<Frame extends DrawnFrame>(
  onArrival: () => void,
  soon: (callback: () => void) => void = requestAnimationFrame,
): ShotFrames<Frame> {
  /** By shot and progress; the shot that was wanted last comes last. */
  const kept = new Map<string, Map<number, Entry<Frame>>>();
  const wanted = new Map<string, WantedFrames<Frame>>();
  let keptPixels = 0;
  let asked = false;

  function put(shotId: string, progress: number, entry: Entry<Frame>): void {
    const ofShot = kept.get(shotId) ?? new Map<number, Entry<Frame>>();
    drop(ofShot, progress);
    kept.set(shotId, ofShot.set(progress, entry));
    keptPixels += entry.frame.width * entry.frame.height;
    for (const [oldId, old] of kept) {
      if (keptPixels <= keptPixelsMax || oldId === shotId) break;
      for (const each of old.keys()) drop(old, each);
      kept.delete(oldId);
    }
  }

  function drop(ofShot: Map<number, Entry<Frame>>, progress: number): void {
    const entry = ofShot.get(progress);
    if (!entry) return;
    ofShot.delete(progress);
    keptPixels -= entry.frame.width * entry.frame.height;
    entry.frame.close();
  }

  function drawSome(): void {
    asked = false;
    let drawn = 0;
    for (const { shotId, mark, progresses, draw } of wanted.values()) {
      for (const progress of progresses) {
        if (kept.get(shotId)?.get(progress)?.mark === mark) continue;
        const frame = draw(progress);
        if (!frame) break;
        put(shotId, progress, { mark, frame });
        drawn += 1;
        if (drawn === drawnAtOnceMax) {
          onArrival();
          return;
        }
      }
    }
    if (drawn > 0) onArrival();
  }

  return {
    nearest(shotId, progress) {
      const ofShot = kept.get(shotId);
      if (!ofShot) return null;
      const exact = ofShot.get(progress);
      if (exact) return exact.frame;
      let nearest: Frame | null = null;
      let distance = Number.POSITIVE_INFINITY;
      for (const [each, { frame }] of ofShot) {
        if (Math.abs(each - progress) >= distance) continue;
        distance = Math.abs(each - progress);
        nearest = frame;
      }
      return nearest;
    },
    want(wish) {
      const { shotId, mark, progresses } = wish;
      const ofShot = kept.get(shotId);
      if (ofShot) {
        kept.delete(shotId);
        kept.set(shotId, ofShot);
      }
      if (ofShot && progresses.every((progress) => ofShot.get(progress)?.mark === mark)) {
        if (ofShot.size === progresses.length) return;
        for (const each of ofShot.keys()) if (!progresses.includes(each)) drop(ofShot, each);
        return;
      }
      wanted.set(shotId, wish);
      if (asked) return;
      asked = true;
      soon(drawSome);
    },
    wantNothing: () => wanted.clear(),
    clear() {
      wanted.clear();
      for (const ofShot of kept.values()) for (const progress of ofShot.keys()) drop(ofShot, progress);
      kept.clear();
    },
  };
}
