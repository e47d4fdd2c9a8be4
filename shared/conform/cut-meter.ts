/** Owns looking at a film frame by frame: what is kept of each small frame so that cuts are found among them. */

export interface CutMeterShape {
  /** Of the small frames, both even. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rateNum: number;
  readonly rateDen: number;
}

/** What was kept of all frames of a film. */
export interface FilmScan {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  /** How much each frame differs from the one before, 0 to 255; 0 for the first. */
  readonly differences: Float32Array;
}

export interface CutMeter {
  /** The next frame, planar 4:2:0 (all Y, then all U, then all V); it may be used again after the call. */
  add(frame: Uint8Array): void;
  finish(): FilmScan;
}

/** Takes the frames of a film in order. */
export function createCutMeter({ widthPx, heightPx, rateNum, rateDen }: CutMeterShape): CutMeter {
  const pixels = widthPx * heightPx;
  const last = new Uint8Array(pixels);
  const differences: number[] = [];
  return {
    add(frame) {
      let sum = 0;
      for (let at = 0; at < pixels; at += 1) sum += Math.abs((frame[at] as number) - (last[at] as number));
      differences.push(differences.length === 0 ? 0 : sum / pixels);
      last.set(frame.subarray(0, pixels));
    },
    finish: () => ({ frames: differences.length, rateNum, rateDen, differences: Float32Array.from(differences) }),
  };
}
