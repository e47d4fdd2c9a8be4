/** Measures writing and reading back the lists of a cut of a thousand shots, and how their size and memory grow with the cut. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type EditList, writeEditLists } from "../../electron/core/hand-off/lists/edit-lists.ts";
import { readEditList } from "../../electron/core/hand-off/lists/read-edit-list.ts";
import { diffCut } from "../../shared/cut/back/diff.ts";
import { animaticFilm, assembleCut, type Cut } from "../../shared/cut/out/cut.ts";
import { defaultEditListVersions, type EditListFormat } from "../../shared/cut/out/hand-off-options.ts";
import { buildPass, buildProject, buildShot } from "../support/builders.ts";
import type { Figure } from "./figure.ts";

const shotsPerPass = 5;
const measured: readonly EditListFormat[] = ["otio", "fcpxml", "xmeml", "edl"];

export async function measureEditLists(): Promise<Figure[]> {
  const [small, large] = [buildCut(1000), buildCut(4000)];
  const writeStarted = performance.now();
  const lists = write(small);
  const writeSeconds = (performance.now() - writeStarted) / 1000;
  const readStarted = performance.now();
  for (const { text } of lists) diffCut(small, readEditList(text, small.rate));
  const readSeconds = (performance.now() - readStarted) / 1000;
  const growth = countChars(write(large)) / countChars(lists);
  const [kept, keptByLarge] = [countKeptBytes(1000), countKeptBytes(4000)];
  return [
    {
      name: "Four lists of a cut of 1,000 shots, first time",
      figure: writeSeconds,
      unit: "s",
      aim: "≤ 1",
      holds: writeSeconds <= 1,
    },
    { name: "The same read back and compared with the cut", figure: readSeconds, unit: "s", aim: "", holds: null },
    {
      name: "Size of the lists of 4,000 shots against 1,000",
      figure: growth,
      unit: "×",
      aim: "≤ 4.1",
      holds: growth <= 4.1,
    },
    {
      name: "Memory that a cut of 1,000 shots and its lists keep",
      figure: kept / 1e6,
      unit: "MB",
      aim: "",
      holds: null,
    },
    {
      name: "Memory kept for 4,000 shots against 1,000",
      figure: keptByLarge / kept,
      unit: "×",
      aim: "≤ 4.2",
      holds: keptByLarge / kept <= 4.2,
    },
  ];
}

function buildCut(shots: number): Cut {
  const passes = Array.from({ length: shots / shotsPerPass }, (_, pass) => {
    const name = String(pass).padStart(4, "0");
    const notes = "keep the scar in frame";
    return buildPass(
      name,
      Array.from({ length: shotsPerPass }, (_, shot) => buildShot(`${name}x${shot}`, { durationMs: 3000, notes })),
    );
  });
  return assembleCut(buildProject(passes), animaticFilm);
}

function write(cut: Cut): EditList[] {
  const films = { fileOf: ({ fileStem }: { fileStem: string }) => `/films/${fileStem}.mov`, extension: ".mov" };
  return writeEditLists(cut, (format) => measured.includes(format), films, defaultEditListVersions);
}

/** Bytes of a cut and its lists that are still held when all that was needed to make them has been collected. */
function countKeptBytes(shots: number): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heapBytes = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heapBytes();
  const cut = buildCut(shots);
  const lists = write(cut);
  const bytes = heapBytes() - before;
  // Both are used once more, so that neither is collected before.
  if (lists.length === 0 || cut.clips.length !== shots) throw new Error("The lists are not those of the cut.");
  return bytes;
}

function countChars(lists: readonly EditList[]): number {
  return lists.reduce((sum, { text }) => sum + text.length, 0);
}
