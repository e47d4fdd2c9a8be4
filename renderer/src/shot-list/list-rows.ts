/** Owns which rows the shot list has, and in which order: scenes, passes and shots as the script goes, or the shots alone, filtered and sorted. */
import { blockingOf, factsOf, type ShotBlocking } from "../../../shared/animatic/shot-blocking.ts";
import { takeOfShot } from "../../../shared/cut/out/take-film.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { type SceneSums, sumScenes } from "../../../shared/project/scene-lengths.ts";
import { type CameraFacts, sayLens, sayMeters } from "../../../shared/stage/camera-facts.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { foldText } from "../ui/fold-text.ts";
import { type ColumnId, columnOf, columns, readCell } from "./columns.ts";

export interface SceneRow {
  readonly kind: "scene";
  readonly key: string;
  readonly sums: SceneSums;
}

export interface PassRow {
  readonly kind: "pass";
  readonly key: string;
  readonly pass: Pass;
}

export interface ShotRow {
  readonly kind: "shot";
  readonly key: string;
  readonly pass: Pass;
  readonly shot: Shot;
  /** `SH0010`. */
  readonly label: string;
  /** Of its camera as it is blocked; worked out when it is asked for. */
  readonly facts: () => CameraFacts;
}

export type ListRow = SceneRow | PassRow | ShotRow;

export interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** What the list leaves out: `only` shots of one kind, of one `scene`, and those that hold all words of `text`. */
export interface ListFilter {
  readonly text: string;
  readonly only: "all" | "no-take" | "advice" | "to-do" | "unlocked";
  /** Empty: all scenes. */
  readonly scene: string;
}

export const noFilter: ListFilter = { text: "", only: "all", scene: "" };

/** What the rows are made of besides the plan. */
export interface ListSources {
  readonly takes: readonly Take[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Shots of a pass about which there is advice, or something to do. */
  readonly toldOf: (pass: Pass, what: "advice" | "to-do") => ReadonlySet<Shot>;
}

/** By the script: scenes and passes with their shots; sorted: shots alone. A scene that is left and comes back has a row each time. */
export function listRows(
  project: Project,
  sources: ListSources,
  filter: ListFilter,
  sorting: Sorting | null,
): readonly ListRow[] {
  const shows = shotFilter(filter, sources);
  const rows: ListRow[] = [];
  const scenes = sumScenes(project.passes);
  let scene: string | null = null;
  for (const pass of project.passes) {
    if (filter.scene !== "" && pass.scene !== filter.scene) continue;
    const shots = pass.shots.filter((shot) => shows(pass, shot));
    if (shots.length === 0) continue;
    if (sorting === null && pass.scene !== scene) {
      rows.push({ kind: "scene", key: `scene ${pass.id}`, sums: scenes.get(pass.scene) as SceneSums });
      scene = pass.scene;
    }
    if (sorting === null) rows.push({ kind: "pass", key: pass.id, pass });
    for (const shot of shots) {
      const label = shotLabel(sources.numbers.get(shot.id) ?? 0);
      const facts = () => factsOf(blockingOf(project, pass).get(shot.id) as ShotBlocking);
      rows.push({ kind: "shot", key: shot.id, pass, shot, label, facts });
    }
  }
  return sorting === null ? rows : sortShots(rows as ShotRow[], sources.takes, sorting);
}

function shotFilter({ text, only }: ListFilter, sources: ListSources): (pass: Pass, shot: Shot) => boolean {
  const words = foldText(text).split(/\s+/).filter(Boolean);
  const kinds: Readonly<Record<ListFilter["only"], (pass: Pass, shot: Shot) => boolean>> = {
    all: () => true,
    "no-take": (pass, shot) => takeOfShot(pass, shot, sources.takes) === null,
    advice: (pass, shot) => sources.toldOf(pass, "advice").has(shot),
    "to-do": (pass, shot) => sources.toldOf(pass, "to-do").has(shot),
    unlocked: (_, shot) => shot.number === undefined,
  };
  const isKind = kinds[only];
  if (words.length === 0) return isKind;
  return (pass, shot) => {
    const label = foldText(shotLabel(sources.numbers.get(shot.id) ?? 0));
    const said = foldedShot(shot);
    return isKind(pass, shot) && words.every((word) => said.includes(word) || label.includes(word));
  };
}

const folded = new WeakMap<Shot, string>();

/** All that the columns say of a shot and its free prompt, ready to be searched; kept while the shot stays the same. */
export function foldedShot(shot: Shot): string {
  let text = folded.get(shot);
  if (text === undefined) {
    const said = columns.filter(({ id }) => id !== "length").map(({ id }) => readCell(shot, id));
    const { prompt, ambience, music, camera } = shot;
    text = foldText([...said, prompt, ambience, music, camera?.note].filter(Boolean).join("\n"));
    folded.set(shot, text);
  }
  return text;
}

/** What shows a shot, for its cell: `Take 3`, with a mark when it is circled or its own; empty for the animatic. */
export function describeTake(pass: Pass, shot: Shot, takes: readonly Take[]): string {
  const take = takes.length === 0 ? null : takeOfShot(pass, shot, takes);
  if (!take) return shot.take === "animatic" ? "Animatic" : "";
  const why = shot.take === take.id ? ", own" : pass.circledTake === take.id ? ", circled" : "";
  return `Take ${take.number}${why}`;
}

/** What the list says of a shot's camera as it is blocked; of the lens, only where the words say none. Empty for all other columns. */
export function describeCamera({ shot, facts }: Pick<ShotRow, "shot" | "facts">, id: ColumnId): string {
  switch (id) {
    case "lens":
      return shot.camera?.lens ? "" : sayLens(facts());
    case "height":
      return sayMeters(facts().height);
    case "distance":
      return sayMeters(facts().distance);
    case "moveLength":
      return facts().moveLength === 0 ? "" : sayMeters(facts().moveLength);
    default:
      return "";
  }
}

function sortShots(rows: readonly ShotRow[], takes: readonly Take[], { column, descending }: Sorting): ShotRow[] {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: sortKey(row, takes, column) }));
  keyed.sort((left, right) => {
    if (left.key === right.key) return 0;
    // What is empty comes last, whichever way the rest goes.
    if (left.key === "" || right.key === "") return left.key === "" ? 1 : -1;
    if (typeof left.key === "number" && typeof right.key === "number") return sign * (left.key - right.key);
    return sign * collator.compare(String(left.key), String(right.key));
  });
  return keyed.map(({ row }) => row);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function sortKey(row: ShotRow, takes: readonly Take[], id: ColumnId): number | string {
  const { pass, shot, label } = row;
  if (id === "length") return shot.durationMs;
  if (id === "number") return `${pass.scene} ${label}`;
  if (id === "take") return describeTake(pass, shot, takes);
  if (id === "picture") return shot.frame === undefined ? "" : 1;
  if (id === "height" || id === "distance" || id === "moveLength") return row.facts()[id];
  const text = readCell(shot, id) || describeCamera(row, id);
  const place = columnOf(id).choices?.findIndex((choice) => choice.label === text) ?? -1;
  return place === -1 ? text : place;
}
