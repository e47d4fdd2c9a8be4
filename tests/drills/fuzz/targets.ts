/** Owns the list of everything that is fuzzed, and how its inputs are shared out: in proportion to how fast each is, so that all end together. */
import { openCalls } from "./calls.ts";
import { openArchives, openRows, openSidecars } from "./projects.ts";
import { openComments, openEditLists, openLists, openPlans, openScripts } from "./readers.ts";
import { openServices } from "./services.ts";
import type { OpenTarget } from "./target.ts";

export interface NamedTarget {
  readonly open: OpenTarget;
  /** Its part of all inputs, relative to the others. */
  readonly share: number;
  /** How many inputs a process has at a time, each batch in a folder of its own. */
  readonly batch: number;
  /** How many are tried in the suite. */
  readonly short: number;
}

/** Shares are thousandths: a million of them all take twenty minutes of a processor. */
export const fuzzTargets = {
  plans: { open: openPlans, share: 150, batch: 10_000, short: 300 },
  scripts: { open: openScripts, share: 40, batch: 4000, short: 100 },
  lists: { open: openLists, share: 200, batch: 10_000, short: 300 },
  "edit lists": { open: openEditLists, share: 250, batch: 10_000, short: 200 },
  comments: { open: openComments, share: 300, batch: 20_000, short: 300 },
  rows: { open: openRows, share: 5, batch: 500, short: 12 },
  archives: { open: openArchives, share: 12, batch: 2000, short: 40 },
  sidecars: { open: openSidecars, share: 30, batch: 4000, short: 60 },
  calls: { open: openCalls, share: 8, batch: 500, short: 60 },
  "service answers": { open: openServices, share: 5, batch: 500, short: 30 },
} as const satisfies Record<string, NamedTarget>;

export type TargetName = keyof typeof fuzzTargets;
