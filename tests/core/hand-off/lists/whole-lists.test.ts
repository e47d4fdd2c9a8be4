import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { planMedia } from "../../../../electron/core/hand-off/clips/media-plan.ts";
import { writeEditLists } from "../../../../electron/core/hand-off/lists/edit-lists.ts";
import { decodeList } from "../../../../electron/core/hand-off/lists/list-text.ts";
import { readEditList } from "../../../../electron/core/hand-off/lists/read-edit-list.ts";
import { compareCut, listLines } from "../../../../shared/cut/back/accept-lines.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { type EditListVersions, fcpxmlVersions, xmemlVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import { nameClips } from "../../../../shared/cut/out/name-template.ts";
import type { Project } from "../../../../shared/project/model.ts";
import type { ProjectView } from "../../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { rateNames, rateOf } from "../../../../shared/time/rate.ts";
import { formatTimecode, framesPerDay } from "../../../../shared/time/timecode.ts";
import { buildMediaId, buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";
import { oddName } from "./arbitrary-cut.ts";

vi.setConfig({ testTimeout: 60_000 });

const folders = ["/films/hand off #1", "C:\\Jobs\\A & B 100%", "\\\\server\\share\\ü – 日本"];
const versionPairs = fc.record({
  fcpxml: fc.constantFrom(...fcpxmlVersions),
  xmeml: fc.constantFrom(...xmemlVersions),
});

/** The lists of a cut as a hand-off has them on the disk; several EDLs of one cut are one after another. */
function listsOf(cut: Cut, folder: string, versions: EditListVersions): { name: string; bytes: Uint8Array }[] {
  const separator = folder.startsWith("/") ? "/" : "\\";
  const fileOf = ({ fileStem }: { fileStem: string }) => [folder, "clips", `${fileStem}.mov`].join(separator);
  const lists = writeEditLists(cut, (format) => format !== "markers", { fileOf, extension: ".mov" }, versions);
  const whole = new Map<string, string>();
  for (const { format, text } of lists) whole.set(format, (whole.get(format) ?? "") + text);
  return [...whole].map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
}

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(oddName, "001  AX       V     C", ""),
);
const seconds = fc.integer({ min: 1, max: 15 });
const takes = fc.option(
  fc.record({
    missing: fc.boolean(),
    rate: fc.constantFrom(...rateNames),
    seconds,
    hasAudio: fc.boolean(),
    knowsShots: fc.boolean(),
  }),
);
const planned = fc.record({
  name: texts.map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "")).filter((text) => text.trim() !== ""),
  rate: fc.constantFrom(...rateNames),
  start: fc.nat(framesPerDay(rateOf("24")) / 2),
  passes: fc.array(
    fc.record({
      scene: texts,
      shots: fc.array(fc.record({ seconds, notes: texts }), { minLength: 1, maxLength: 5 }),
      take: takes,
    }),
    { minLength: 1, maxLength: 6 },
  ),
  handOffRate: fc.option(fc.constantFrom(...rateNames)),
  handles: fc.integer({ min: 0, max: 48 }),
  conform: fc.constantFrom("convert" as const, "reinterpret" as const),
  template: fc.option(fc.constantFrom("{shot}_{take}_{version}_{scene}", "{scene}-{shot}")),
  folder: fc.constantFrom(...folders),
  versions: versionPairs,
});

test("any project comes back from its hand-off as it left, in every format", async () => {
  await fc.assert(
    fc.asyncProperty(planned, async ({ passes, name, rate, start, handOffRate, handles, conform, ...asked }) => {
      const project = buildProject(
        passes.map(({ scene, shots }, pass) =>
          buildPass(
            String(pass),
            shots.map((shot, index) =>
              buildShot(`${pass}x${index}`, { durationMs: shot.seconds * 1000, notes: shot.notes }),
            ),
            { scene: scene.replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 20) },
          ),
        ),
        { name, rate, start: formatTimecode(start, rateOf(rate)) },
      );
      const made = passes.flatMap(({ take }, index) => (take ? [takeOf(project, index, take.knowsShots)] : []));
      const factsOf = (file: string) => {
        const take = passes[Number(file)]?.take;
        const { num, den } = rateOf(take?.rate ?? "24");
        const frames = Math.max(1, Math.round(((take?.seconds ?? 1) * num) / den));
        return {
          frames,
          rateNum: num,
          rateDen: den,
          widthPx: 1280,
          heightPx: 720,
          hasAudio: take?.hasAudio ?? false,
          hasEvenRate: true,
          startSeconds: 0,
          isRec709: true,
        };
      };
      const tools = {
        filmFile: async (mediaId: string) => {
          const index = "abcdef".indexOf(mediaId.charAt(0));
          return passes[index]?.take?.missing ? null : String(index);
        },
        probe: async (file: string) => factsOf(file),
      };
      const { cut } = await planMedia(tools, {
        view: { project, takes: made } as unknown as ProjectView,
        rate: handOffRate ?? rate,
        media: { handles, codec: "h264", conform },
        signal: new AbortController().signal,
      });
      const named = asked.template ? nameClips(cut, { template: asked.template, version: 2 }) : cut;
      for (const { name: format, bytes } of listsOf(named, asked.folder, asked.versions)) {
        const read = readEditList(decodeList(bytes), cut.rate);
        const { clips, startFrame } = compareCut(named, read).read;
        const films = clips.filter(({ file }) => file !== null);
        const expected = named.clips.filter(({ media }) => media);
        expect([format, read.rate, startFrame]).toEqual([format, cut.rate, cut.startFrame]);
        expect([format, films.map(placeOf)]).toEqual([format, expected.map(placeOf)]);
        expect([format, compareCut(named, read).changes]).toEqual([format, []]);
      }
    }),
    { numRuns: 60 },
  );
});

test("a cut of more clips than an EDL has events comes back whole, and a part of it as a part", () => {
  const passes = Array.from({ length: 335 }, (_, index) => buildTimedPass(String(index), [3000, 4000, 3000]));
  const project = buildProject(passes);
  const cut = assembleCut(project, animaticFilm);
  for (const { name, bytes } of listsOf(cut, "/cut", { fcpxml: "1.10", xmeml: "5" })) {
    const read = readEditList(decodeList(bytes), cut.rate);
    expect([name, read.clips.length, compareCut(cut, read).changes]).toEqual([name, 1005, []]);
  }
  const films = { fileOf: () => "", extension: ".mov" };
  const [part] = writeEditLists(cut, (format) => format === "edl", films, { fcpxml: "1.10", xmeml: "4" });
  const returned = compareCut(cut, readEditList(part?.text ?? "", cut.rate));
  expect(returned.read.ignored).toEqual(["The other parts of the cut, which are in separate lists."]);
  const lines = listLines(project, returned);
  expect([lines.length, lines.every(({ kind, doubtful }) => kind === "removed" && doubtful)]).toEqual([6, true]);
});

const placeOf = ({ sourceIn, recordIn, frames }: { sourceIn: number; recordIn: number; frames: number }) => [
  sourceIn,
  recordIn,
  frames,
];

function takeOf(project: Project, index: number, knowsShots: boolean): Take {
  const { id, shots } = project.passes[index] as Project["passes"][number];
  return {
    id: `take_000${index}`,
    passId: id,
    number: 3,
    profile: "import",
    mediaId: buildMediaId("abcdef"[index] as string),
    frames: 1,
    createdAt: "2026-11-22T14:00:00.000Z",
    jobId: null,
    film: null,
    cuts: null,
    binnedAt: null,
    shots: knowsShots ? shots.map((shot) => ({ shotId: shot.id, durationMs: shot.durationMs })) : null,
  };
}
