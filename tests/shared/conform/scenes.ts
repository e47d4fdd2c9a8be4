/** Draws scenes that the measurement of cuts is tried on: a texture for each, over which a camera travels, as planar 4:2:0 frames. */

export const sceneWidthPx = 160;
export const sceneHeightPx = 90;
const lumaBytes = sceneWidthPx * sceneHeightPx;
const textureSide = 256;

/** A picture of a scene at a moment. */
export type Scene = (at: number) => Uint8Array;

/** A scene of clouds and edges in the colours of `seed`; the camera travels `speed` pixels a frame. */
export function drawnScene(seed: number, speed = 1): Scene {
  const texture = Uint8Array.from({ length: textureSide * textureSide }, (_, at) => {
    const [x, y] = [at % textureSide, Math.floor(at / textureSide)];
    const waves = Math.sin(x / (5 + seed * 2) + seed) + Math.sin(y / (7 + seed)) + Math.sin((x + y * seed) / 15);
    const edge = (Math.floor(x / (20 + seed * 4)) + Math.floor(y / (17 + seed * 3))) % 2 === 0 ? 30 : -30;
    return 110 + waves * 22 + edge + ((x * 7 + y * 13 + seed * 29) % 11);
  });
  return (at) => {
    const frame = new Uint8Array((lumaBytes * 3) / 2);
    const left = Math.floor(10 + at * speed) % (textureSide - sceneWidthPx);
    for (let y = 0; y < sceneHeightPx; y += 1) {
      const row = (y + 20) * textureSide + left;
      frame.set(texture.subarray(row, row + sceneWidthPx), y * sceneWidthPx);
    }
    frame.fill(100 + seed * 9, lumaBytes, lumaBytes * 1.25);
    frame.fill(150 - seed * 7, lumaBytes * 1.25);
    return frame;
  };
}

/** Both pictures mixed; `share` of the second one. */
export function mixed(one: Uint8Array, other: Uint8Array, share: number): Uint8Array {
  return one.map((value, at) => value * (1 - share) + (other[at] as number) * share);
}

/** A picture brighter or darker, its colours kept. */
export function brightened(frame: Uint8Array, gain: number): Uint8Array {
  return frame.map((value, at) => (at < lumaBytes ? Math.min(235, 16 + (value - 16) * gain) : value));
}
