/** Owns `npm run bench`: runs every measurement, prints the figures with the machine they are from, and writes them as JSON. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { machineLine } from "../support/machine.ts";
import { measureAnimatic } from "./animatic-render.ts";
import { measureBackups } from "./backups.ts";
import { measureBlocking } from "./blocking.ts";
import { measureCutFinding } from "./cuts.ts";
import { measureDrag } from "./drag-update.ts";
import { measureDrop } from "./drop-durable.ts";
import { measureEditLists } from "./edit-lists.ts";
import type { Figure } from "./figure.ts";
import { measureFilmstrips } from "./filmstrips.ts";
import { measureClips } from "./hand-off-clips.ts";
import { measureIngest } from "./ingest.ts";
import { measureLargest } from "./largest.ts";
import { measureQueue } from "./queue.ts";
import { measureShotList } from "./shot-list.ts";
import { measureTyping } from "./typing.ts";
import { measureViewer } from "./viewer.ts";

const measurements: Record<string, () => Promise<Figure[]>> = {
  animatic: measureAnimatic,
  drop: measureDrop,
  drag: measureDrag,
  filmstrips: measureFilmstrips,
  queue: measureQueue,
  lists: measureEditLists,
  clips: measureClips,
  cuts: measureCutFinding,
  ingest: measureIngest,
  viewer: measureViewer,
  typing: measureTyping,
  "shot-list": measureShotList,
  largest: measureLargest,
  backups: measureBackups,
  blocking: measureBlocking,
};

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const wanted = positionals.length > 0 ? positionals : Object.keys(measurements);
const unknown = wanted.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(`No measurement is called ${unknown.join(", ")}; there are ${Object.keys(measurements).join(", ")}.`);
  process.exit(2);
}

console.log(`${machineLine()}\n`);

const figures: Figure[] = [];
for (const name of wanted) {
  for (const figure of await (measurements[name] as () => Promise<Figure[]>)()) {
    figures.push(figure);
    console.log(formatFigure(figure));
  }
}
if (values.json !== undefined) {
  const file = resolve(process.env["INIT_CWD"] ?? ".", values.json);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

function formatFigure({ name, figure, unit, aim, holds }: Figure): string {
  const value = `${figure.toFixed(figure < 10 ? 2 : 1)} ${unit}`;
  const verdict = holds === null ? "" : holds ? "holds" : "MISSES";
  return `${name.padEnd(82)} ${value.padStart(16)}   aim ${aim.padEnd(12)} ${verdict}`;
}
