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

export const fuzzTargets = {
  plans: { open: openPlans, share: 20, batch: 4000, short: 300 },
  scripts: { open: openScripts, share: 15, batch: 2000, short: 100 },
  lists: { open: openLists, share: 20, batch: 4000, short: 300 },
  "edit lists": { open: openEditLists, share: 20, batch: 2000, short: 200 },
  comments: { open: openComments, share: 10, batch: 10_000, short: 300 },
  rows: { open: openRows, share: 4, batch: 1000, short: 15 },
  archives: { open: openArchives, share: 4, batch: 1000, short: 15 },
  sidecars: { open: openSidecars, share: 10, batch: 4000, short: 60 },
  calls: { open: openCalls, share: 4, batch: 500, short: 60 },
  "service answers": { open: openServices, share: 4, batch: 500, short: 30 },
} as const satisfies Record<string, NamedTarget>;

export type TargetName = keyof typeof fuzzTargets;
