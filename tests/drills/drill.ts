/** Owns the shape of a drill and of what it counts. A drill makes things go wrong on purpose, as often as it is told, and counts what came of it. */

export interface DrillOptions {
  /** The form that takes minutes; the other takes seconds and belongs to the suite. */
  readonly long: boolean;
  /** Chance starts from it, so that what was found is found again. */
  readonly seed: number;
  /** One case alone, by the number that it was told with. */
  readonly only?: number | undefined;
  /** How many inputs, for what counts them. */
  readonly runs?: number | undefined;
  /** How many hours of accelerated time. */
  readonly hours?: number | undefined;
}

/** So many of so many: all of them or none of them must be, at least a share of them must, or nothing is asked. */
export interface Count {
  readonly name: string;
  readonly count: number;
  readonly of: number;
  readonly must: "all" | "none" | { readonly atLeast: number } | null;
  /** Which ones broke the rule, each so that it can be made again. */
  readonly broken?: readonly string[];
}

export type Drill = (options: DrillOptions) => Promise<Count[]>;

export function holds({ count, of, must }: Count): boolean {
  if (must === null) return true;
  if (must === "all") return count === of;
  return must === "none" ? count === 0 : count >= of * must.atLeast;
}

/** The counts that do not hold, for a test to compare with none. */
export function broken(counts: readonly Count[]): string[] {
  return counts.filter((each) => !holds(each)).map((each) => `${formatCount(each)}\n${(each.broken ?? []).join("\n")}`);
}

export function formatCount(count: Count): string {
  const { name, must } = count;
  const rule = must === null ? "" : typeof must === "string" ? must : `≥ ${must.atLeast * 100} %`;
  const verdict = must === null ? "" : holds(count) ? "holds" : "BROKEN";
  const figure = `${count.count.toLocaleString("en")} of ${count.of.toLocaleString("en")}`;
  return `${name.padEnd(78)} ${figure.padStart(18)}   ${rule.padEnd(7)} ${verdict}`.trimEnd();
}
