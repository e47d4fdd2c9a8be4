/** Owns how shots become one clip: cut together hard or gradually, with known truth, and what is then done to its pictures. */
import { average, clipHeightPx, clipWidthPx, frameBytes, type Pictures, planes } from "./pictures.ts";
import type { Random } from "./random.ts";

const lumaBytes = clipWidthPx * clipHeightPx;

/** How one shot goes over into the next. `frames` of a gradual one in all; a fade stands at `level` for `hold` of them. */
export type Join =
  | { readonly kind: "hard" }
  | { readonly kind: "dissolve"; readonly frames: number }
  | { readonly kind: "whip"; readonly frames: number; readonly way: WhipWay }
  | { readonly kind: "fade"; readonly frames: number; readonly hold: number; readonly level: number };

/** A whip is two smeared shots cut together, one that pushes the other out, or a mixture smeared the more the further it is on. */
export type WhipWay = "cut" | "push" | "blur";

/** Whether both shots are seen at the same time. */
const isMixed = (join: Join | null) => join?.kind === "dissolve" || (join?.kind === "whip" && join.way !== "cut");

export interface TrueCut {
  readonly kind: Join["kind"];
  readonly from: number;
  readonly to: number;
}

/** `cuts`: hard ones from and to the first frame of the new shot, gradual ones from the first to the last affected frame. */
export interface Assembled extends Pictures {
  readonly cuts: readonly TrueCut[];
}

/** Changes a picture that is to be frame `at` of the clip. */
export type Effect = (frame: Uint8Array, at: number) => void;

interface Placed {
  readonly shot: Pictures;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly before: Join | null;
  readonly after: Join | null;
}

export function assemble(shots: readonly Pictures[], joins: readonly Join[]): Assembled {
  const placed: Placed[] = [];
  const cuts: TrueCut[] = [];
  let startFrame = 0;
  for (const [index, shot] of shots.entries()) {
    const before = joins[index - 1] ?? null;
    const after = joins[index] ?? null;
    const endFrame = startFrame + shot.frames;
    placed.push({ shot, startFrame, endFrame, before, after });
    startFrame = endFrame;
    if (after?.kind === "hard") cuts.push({ kind: "hard", from: endFrame, to: endFrame });
    if (after && after.kind !== "hard" && isMixed(after)) {
      startFrame = endFrame - after.frames;
      cuts.push({ kind: after.kind, from: startFrame, to: endFrame - 1 });
    } else if (after && after.kind !== "hard") {
      const half = Math.floor(after.frames / 2);
      cuts.push({ kind: after.kind, from: endFrame - half, to: endFrame + half - 1 });
    }
  }
  const other = new Uint8Array(frameBytes);
  return {
    frames: startFrame,
    cuts,
    draw(at, frame) {
      const seen = placed.filter((each) => at >= each.startFrame && at < each.endFrame);
      const [one, next] = seen as [Placed, Placed | undefined];
      drawShot(one, at, frame);
      if (!next) return;
      drawShot(next, at, other);
      const share = (at - next.startFrame + 1) / (one.endFrame - next.startFrame + 1);
      if (next.before?.kind === "whip" && next.before.way === "push") return push(frame, other, share);
      for (let byte = 0; byte < frameBytes; byte += 1) {
        frame[byte] = (frame[byte] as number) * (1 - share) + (other[byte] as number) * share + 0.5;
      }
      if (next.before?.kind === "whip") smear(frame, 0, 0.3 * (1 - Math.abs(2 * share - 1)));
    },
  };
}

function drawShot({ shot, startFrame, endFrame, before, after }: Placed, at: number, frame: Uint8Array): void {
  shot.draw(at - startFrame, frame);
  if (after?.kind === "fade") fade(frame, 1 - gone(endFrame - 1 - at, after), after.level);
  if (before?.kind === "fade") fade(frame, 1 - gone(at - startFrame, before), before.level);
  if (after?.kind === "whip" && after.way === "cut") rush(frame, 1 - (endFrame - 1 - at) / (after.frames / 2));
  if (before?.kind === "whip" && before.way === "cut") rush(frame, -(1 - (at - startFrame) / (before.frames / 2)));
}

/** How much of a picture `distance` frames away from the middle of a fade is still seen. */
function gone(distance: number, { frames, hold }: Join & { kind: "fade" }): number {
  return 1 - Math.min(1, Math.max(0, (distance - hold / 2 + 0.5) / (frames / 2 - hold / 2)));
}

function fade(frame: Uint8Array, seen: number, level: number): void {
  if (seen >= 1) return;
  for (let at = 0; at < frameBytes; at += 1) {
    const ground = at < lumaBytes ? level : 128;
    frame[at] = ground + ((frame[at] as number) - ground) * seen + 0.5;
  }
}

/** Pushes a picture sideways and smears it; `speed` from 0 to 1, the sign is the side. */
function rush(frame: Uint8Array, speed: number): void {
  if (Math.abs(speed) <= 0 || Math.abs(speed) > 1.01) return;
  smear(frame, speed * speed * Math.sign(speed) * 0.6, Math.abs(speed) * 0.25);
}

const taps = 12;

/** Moves a picture sideways, and smears it; both in widths of it. Past its edges it is mirrored. */
function smear(frame: Uint8Array, shift: number, length: number): void {
  const source = frame.slice();
  for (const [start, width, height] of planes(clipWidthPx, clipHeightPx)) {
    for (let x = 0; x < width; x += 1) {
      const columns = Array.from({ length: taps }, (_, tap) => {
        const moved = Math.round(x + (shift + length * (tap / taps - 0.5)) * width);
        return ((moved % (2 * width)) + 2 * width) % (2 * width);
      }).map((column) => (column < width ? column : 2 * width - 1 - column));
      for (let y = 0; y < height; y += 1) {
        const row = start + y * width;
        let sum = 0;
        for (const column of columns) sum += source[row + column] as number;
        frame[row + x] = sum / taps;
      }
    }
  }
}

/** One picture pushed out by the other one beside it, with the shutter open while they move. */
function push(frame: Uint8Array, other: Uint8Array, share: number): void {
  const source = frame.slice();
  const eased = share * share * (3 - 2 * share);
  const speed = 0.3 * (1 - Math.abs(2 * share - 1));
  for (const [start, width, height] of planes(clipWidthPx, clipHeightPx)) {
    for (let x = 0; x < width; x += 1) {
      for (let y = 0; y < height; y += 1) {
        const row = start + y * width;
        let sum = 0;
        for (let tap = 0; tap < taps; tap += 1) {
          const column = Math.max(0, Math.round(x + (eased + speed * (tap / taps - 0.5)) * width));
          sum += (column < width ? source[row + column] : other[row + Math.min(width - 1, column - width)]) as number;
        }
        frame[row + x] = sum / taps;
      }
    }
  }
}

/** The clip with its pictures changed by each effect in turn. */
export function withEffects(clip: Assembled, effects: readonly Effect[]): Assembled {
  return {
    ...clip,
    draw(at, frame) {
      clip.draw(at, frame);
      for (const effect of effects) effect(frame, at);
    },
  };
}

/** The clip with each of its pictures shown as often as `order` says: the numbers of its frames, ascending, repeated or left out. */
export function reordered(clip: Assembled, order: readonly number[]): Assembled {
  const first = (frame: number) => order.findIndex((each) => each >= frame);
  const last = (frame: number) => order.findLastIndex((each) => each <= frame);
  return {
    frames: order.length,
    // The order may end before the last of them.
    cuts: clip.cuts
      .filter((cut) => first(cut.to) >= 0)
      .map((cut) => ({
        kind: cut.kind,
        from: first(cut.from),
        to: cut.kind === "hard" ? first(cut.to) : last(cut.to),
      })),
    draw: (at, frame) => clip.draw(order[at] as number, frame),
  };
}

/** Grain of one strength, another on each frame; `size` 2 is twice as coarse. */
export function grain(random: Random, strength: number, size = 1): Effect {
  const noise = Int8Array.from({ length: 1 << 18 }, () => {
    const sum = random.between(-1, 1) + random.between(-1, 1) + random.between(-1, 1);
    return Math.max(-127, Math.min(127, sum * strength));
  });
  return (frame) => {
    const offset = random.whole(0, noise.length - 1);
    for (let y = 0; y < clipHeightPx; y += 1) {
      const row = offset + Math.floor(y / size) * 487;
      for (let x = 0; x < clipWidthPx; x += 1) {
        const at = y * clipWidthPx + x;
        frame[at] = within(
          (frame[at] as number) + (noise[(row + Math.floor(x / size)) & (noise.length - 1)] as number),
        );
      }
    }
  };
}

/** Brightness by gain at each frame; colour goes along. */
export function exposure(gainAt: (at: number) => number): Effect {
  return (frame, at) => {
    const gain = gainAt(at);
    if (gain === 1) return;
    for (let byte = 0; byte < frameBytes; byte += 1) {
      const ground = byte < lumaBytes ? 16 : 128;
      const kept = byte < lumaBytes ? gain : Math.min(1.2, gain);
      frame[byte] = within(ground + ((frame[byte] as number) - ground) * kept);
    }
  };
}

/** A flash of light at a frame, gone after `frames`; `part` of the picture from a corner, or all of it. */
export function flash(start: number, frames: number, level: number, isPartial: boolean): Effect {
  return (frame, at) => {
    if (at < start || at >= start + frames) return;
    const strength = level * (1 - (at - start) / frames);
    for (let y = 0; y < clipHeightPx; y += 1) {
      for (let x = 0; x < clipWidthPx; x += 1) {
        const near = isPartial ? Math.max(0, 1 - Math.hypot(x - clipWidthPx * 0.7, y - clipHeightPx * 0.3) / 260) : 1;
        const byte = y * clipWidthPx + x;
        frame[byte] = within((frame[byte] as number) + (240 - (frame[byte] as number)) * strength * near);
      }
    }
    if (!isPartial) {
      for (let byte = lumaBytes; byte < frameBytes; byte += 1) {
        frame[byte] = within(128 + ((frame[byte] as number) - 128) * (1 - strength));
      }
    }
  };
}

/** A thing out of focus that crosses the lens within `frames`. */
export function crossing(start: number, frames: number, level: number, size: number): Effect {
  return (frame, at) => {
    if (at < start || at >= start + frames) return;
    const middle = clipWidthPx * (-size + (1 + 2 * size) * ((at - start + 0.5) / frames));
    for (let x = 0; x < clipWidthPx; x += 1) {
      const cover = Math.min(1, Math.max(0, (clipWidthPx * size - Math.abs(x - middle)) / 30));
      if (cover === 0) continue;
      for (let y = 0; y < clipHeightPx; y += 1) {
        const byte = y * clipWidthPx + x;
        frame[byte] = (frame[byte] as number) * (1 - cover) + (level + (y % 40)) * cover;
      }
      if (x % 2 === 1) continue;
      for (const [start, width, height] of planes(clipWidthPx, clipHeightPx).slice(1)) {
        for (let y = 0; y < height; y += 1) {
          const byte = start + y * width + x / 2;
          frame[byte] = (frame[byte] as number) * (1 - cover) + 120 * cover;
        }
      }
    }
  };
}

/** The same pictures, each smeared over `count` moments of its own and the next one's time, as a slow shutter does. */
export function smeared(pictures: Pictures, count: number): Pictures {
  return {
    frames: pictures.frames - 1,
    draw(at, frame) {
      average(frame, count, (index, part) => pictures.draw(at + (index >= count / 2 ? 1 : 0), part));
    },
  };
}

function within(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
