import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsAlong, createShotFrames, type WantedFrames } from "../../../renderer/src/media/shot-frames.ts";

describe("the frames along a shot", () => {
  it("shows first and last where the shot is wider than its picture, and the middle where there is room for three", () => {
    const progresses = (widthPx: number) => cellsAlong(widthPx, 160, 1).map(({ progress }) => progress);
    expect(progresses(160)).toEqual([0]);
    expect(progresses(161)).toEqual([0, 1]);
    expect(progresses(239)).toEqual([0, 1]);
    expect(progresses(240)).toEqual([0, 0.5, 1]);
    expect(progresses(400)).toEqual([0, 0.5, 1]);
    expect(progresses(800)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("covers every shot without a gap on whole device pixels, each frame at its full height", () => {
    const anyRatio = fc.constantFrom(1, 1.25, 1.5, 2, 3);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000 }),
        fc.integer({ min: 20, max: 600 }),
        anyRatio,
        (width, px, ratio) => {
          const widthPx = width / ratio;
          const cells = cellsAlong(widthPx, px, ratio);
          let reachedPx = 0;
          for (const cell of cells) {
            expect(cell.startPx).toBeCloseTo(reachedPx, 6);
            expect(cell.startPx * ratio).toBeCloseTo(Math.round(cell.startPx * ratio), 6);
            expect(cell.widthPx).toBeGreaterThan(0);
            // Wider than a frame by the rounding alone: nothing is cut off above or below.
            expect(cell.widthPx).toBeLessThan(px + 1 / ratio);
            reachedPx = cell.startPx + cell.widthPx;
          }
          expect(reachedPx).toBeCloseTo(widthPx, 6);
        },
      ),
    );
  });
});

interface TestFrame {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** Frames that are drawn when `turn` is called, each as large as asked for. */
function setUp(sidePx = 10) {
  const open = new Set<string>();
  const drawn: string[] = [];
  let waiting: (() => void) | null = null;
  let arrivals = 0;
  const frames = createShotFrames<TestFrame>(
    () => {
      arrivals += 1;
    },
    (callback) => {
      waiting = callback;
    },
  );
  const wish = (shotId: string, mark: string, progresses: readonly number[]): WantedFrames<TestFrame> => ({
    shotId,
    mark,
    progresses,
    draw(progress) {
      const name = `${shotId} ${mark} ${progress}`;
      drawn.push(name);
      open.add(name);
      return { name, width: sidePx, height: sidePx, close: () => void open.delete(name) };
    },
  });
  return {
    frames,
    open,
    drawn,
    arrivals: () => arrivals,
    want: (shotId: string, mark: string, progresses: readonly number[]) => frames.want(wish(shotId, mark, progresses)),
    wantUndrawable: (shotId: string) => frames.want({ ...wish(shotId, "a", [0]), draw: () => null }),
    isWaiting: () => waiting !== null,
    /** Lets a few of the wanted frames be drawn. */
    turn() {
      const callback = waiting;
      waiting = null;
      callback?.();
    },
  };
}

describe("keeping drawn frames", () => {
  it("draws nothing when asked, but soon after, and says that it is there", () => {
    const { frames, drawn, arrivals, want, turn } = setUp();
    want("one", "a", [0, 1]);
    expect(drawn).toEqual([]);
    expect(frames.nearest("one", 0)).toBeNull();
    turn();
    expect(drawn).toEqual(["one a 0", "one a 1"]);
    expect(arrivals()).toBe(1);
    expect(frames.nearest("one", 1)?.name).toBe("one a 1");
  });

  it("draws a few at a time: the painting in between wants the rest", () => {
    const { drawn, want, turn, arrivals } = setUp();
    want("one", "a", [0, 0.25, 0.5, 0.75, 1]);
    turn();
    expect([drawn.length, arrivals()]).toEqual([3, 1]);
    want("one", "a", [0, 0.25, 0.5, 0.75, 1]);
    turn();
    expect([drawn.length, arrivals()]).toEqual([5, 2]);
  });

  it("draws each frame once while what it depends on stays", () => {
    const { drawn, want, turn, isWaiting } = setUp();
    want("one", "a", [0, 1]);
    turn();
    want("one", "a", [0, 1]);
    expect(isWaiting()).toBe(false);
    want("one", "a", [0, 0.5, 1]);
    turn();
    expect(drawn).toEqual(["one a 0", "one a 1", "one a 0.5"]);
  });

  it("shows the nearest old frame until the new one is there, and closes what no longer holds", () => {
    const { frames, open, want, turn } = setUp();
    want("one", "a", [0, 1]);
    turn();
    expect(frames.nearest("one", 0.4)?.name).toBe("one a 0");
    want("one", "b", [0, 0.5, 1]);
    expect(frames.nearest("one", 0)?.name).toBe("one a 0");
    turn();
    expect([...open].sort()).toEqual(["one b 0", "one b 0.5", "one b 1"]);
  });

  it("closes the frames that a narrower shot shows no more", () => {
    const { open, want, turn } = setUp();
    want("one", "a", [0, 0.5, 1]);
    turn();
    want("one", "a", [0, 1]);
    expect([...open]).toEqual(["one a 0", "one a 1"]);
  });

  it("draws nothing while nothing is wanted, as during a drag, and keeps what there is", () => {
    const { frames, drawn, want, turn } = setUp();
    want("one", "a", [0]);
    turn();
    want("one", "b", [0]);
    frames.wantNothing();
    turn();
    expect(drawn).toEqual(["one a 0"]);
    expect(frames.nearest("one", 0)?.name).toBe("one a 0");
  });

  it("waits for what a frame is drawn from without holding up the other shots", () => {
    const { frames, want, wantUndrawable, turn } = setUp();
    wantUndrawable("one");
    want("two", "a", [0]);
    turn();
    expect(frames.nearest("one", 0)).toBeNull();
    expect(frames.nearest("two", 0)?.name).toBe("two a 0");
  });

  it("lets go of the shots that were out of view longest when there is too much", () => {
    // Four of these are as much as is kept.
    const { frames, open, want, turn } = setUp(1414);
    for (const shotId of ["one", "two", "three", "four"]) {
      want(shotId, "a", [0]);
      turn();
    }
    want("one", "a", [0]);
    want("five", "a", [0]);
    turn();
    expect(frames.nearest("two", 0)).toBeNull();
    expect([...open].sort()).toEqual(["five a 0", "four a 0", "one a 0", "three a 0"]);
  });

  it("closes everything in the end", () => {
    const { frames, open, want, turn } = setUp();
    want("one", "a", [0, 1]);
    turn();
    frames.clear();
    expect(open.size).toBe(0);
    expect(frames.nearest("one", 0)).toBeNull();
  });
});
