/** Measures writing and reading back the lists of a cut of a thousand shots, and how their size grows with the cut. */
import { type EditList, writeEditLists } from "../../electron/core/export/edit-lists.ts";
import { readEditList } from "../../electron/core/export/read-edit-list.ts";
import { animaticFilm, assembleCut, type Cut } from "../../shared/cut/cut.ts";
import { diffCut } from "../../shared/cut/diff.ts";
import { defaultEditListVersions, type EditListFormat } from "../../shared/rpc/export-options.ts";
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

function countChars(lists: readonly EditList[]): number {
  return lists.reduce((sum, { text }) => sum + text.length, 0);
}
