/** Owns the shape of a measured figure, and what stands for several measurements. */

/** `aim` in words, such as `≤ 1.3`; `holds` is null where there is no aim to hold. */
export interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly aim: string;
  readonly holds: boolean | null;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
