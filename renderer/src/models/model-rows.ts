/** Owns which models the page of models shows and in which order: by service as they are listed, or across services by a column. */
import { priceOf } from "../../../shared/generation/price.ts";
import type { ModelProfile, Money } from "../../../shared/models/profile.ts";
import { modelProfiles } from "../../../shared/models/profiles.ts";
import { type ComparedModel, compareModel, type Fit } from "../../../shared/preflight/compare-models.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { modelName, serviceName } from "../generation/services.ts";

export interface ModelRow {
  readonly profile: ModelProfile;
  readonly name: string;
  readonly service: string;
  /** What becomes of the pass that is looked at; null without one, and for models of images. */
  readonly compared: ComparedModel | null;
}

export type SortColumn = "model" | "pass" | "price" | "length" | "shots" | "read";

/** Null is the order of the list, by service. */
export type Sorting = { readonly column: SortColumn; readonly isDown: boolean } | null;

export interface ComparedPass {
  readonly project: Project;
  readonly pass: Pass;
  readonly media: readonly Media[];
}

/** All models of an output. */
export function modelRows(output: ModelProfile["output"], compared: ComparedPass | null): ModelRow[] {
  const rows = modelProfiles()
    .filter((profile) => profile.output === output)
    .map((profile): ModelRow => {
      const { project, pass, media } = compared ?? {};
      const isCompared = project !== undefined && pass !== undefined && output === "film";
      return {
        profile,
        name: modelName(profile),
        service: serviceName(profile.provider),
        compared: isCompared ? compareModel(project, pass, profile, media) : null,
      };
    });
  const services = [...new Set(rows.map(({ service }) => service))];
  return services.flatMap((service) => rows.filter((row) => row.service === service));
}

/** What the next press on a column's head sorts by: upward, downward, then by service again. */
export function nextSorting(now: Sorting, column: SortColumn): Sorting {
  if (now?.column !== column) return { column, isDown: false };
  return now.isDown ? null : { column, isDown: true };
}

/** What nobody knows stays last, whichever way it is sorted. */
export function sortRows(rows: readonly ModelRow[], sorting: Sorting): ModelRow[] {
  if (sorting === null) return [...rows];
  const { column, isDown } = sorting;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }));
  return keyed
    .toSorted((left, right) => {
      if (left.key === null || right.key === null) return Number(left.key === null) - Number(right.key === null);
      return (isDown ? -1 : 1) * compareKeys(left.key, right.key);
    })
    .map(({ row }) => row);
}

type Key = readonly (number | string)[];

function compareKeys(left: Key, right: Key): number {
  for (const [index, one] of left.entries()) {
    const other = right[index] as number | string;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

const fits: readonly Fit[] = ["whole", "drops", "refuses", "off"];

function keyOf({ profile, name, compared }: ModelRow, column: SortColumn): Key | null {
  const { totalMs, shotsMax } = profile.limits;
  switch (column) {
    case "model":
      return [name.toLowerCase()];
    case "pass":
      return compared && [fits.indexOf(compared.fit), compared.drops.length + compared.refusals.length];
    case "price":
      return priceKey(compared ? compared.price : usualPrice(profile));
    case "length":
      return [totalMs.max, totalMs.min];
    case "shots":
      return [shotsMax];
    case "read":
      return [profile.source.asOf];
  }
}

/** Dollars before credits, which can't be compared with them. */
function priceKey(price: Money | null): Key | null {
  return price && [price.currency === "USD" ? 0 : 1, price.micros];
}

/** Of five silent seconds at the least resolution: what models are put in order by where no pass is looked at. */
function usualPrice(profile: ModelProfile): Money | null {
  return priceOf(profile, { durationMs: 5000, resolution: profile.limits.resolutions[0] ?? "", audio: false });
}
