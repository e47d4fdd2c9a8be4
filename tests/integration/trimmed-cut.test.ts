import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readEditList } from "../../electron/core/hand-off/lists/read-edit-list.ts";
import { cutProgramme } from "../../shared/cut/out/programme.ts";
import type { Edit } from "../../shared/edits/edit.ts";
import type { Plan } from "../../shared/project/plan.ts";
import { rateOf } from "../../shared/time/rate.ts";
import { parseTimecode } from "../../shared/time/timecode.ts";
import { readFilm, readFrameNumbers } from "../core/hand-off/clips/numbered-film.ts";
import { buildCore, type TestCore } from "../support/build-core.ts";
import { buildPlan } from "../support/builders.ts";
import { writeCutFilm } from "../support/cut-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";

vi.setConfig({ testTimeout: 240_000 });

/** Three shots of 2, 2 and 1 s that takes show, and two of 2 and 1 s that are drawn. */
function twoPasses(): Plan {
  const { passes, ...plan } = buildPlan([2000, 2000, 1000]);
  const [first] = passes as [Plan["passes"][number]];
  const [one, two, three] = first.shots as [
    Plan["passes"][number]["shots"][number],
    ...Plan["passes"][number]["shots"],
  ];
  const spoken = { ...(two as typeof one), dialogue: [{ speaker: "Driver", line: "One lap." }] };
  const drawn = buildPlan([2000, 1000], { scene: "SC020", name: "Grid", aspectRatio: "1:1" }).passes;
  return { ...plan, passes: [{ ...first, shots: [one, spoken, three as typeof one] }, ...drawn] };
}

async function openProject() {
  const { core, folder } = buildCore();
  const planFile = join(folder, "night.plan.json");
  writeFileSync(planFile, JSON.stringify(twoPasses()));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  return { core, folder, projectId };
}

const finish = async (core: TestCore["core"], started: { operationId: string }) => {
  const operation = await core.waitForOperation(started.operationId, () => {});
  expect(operation).toMatchObject({ state: "done" });
  return operation.result;
};

const numbers = (from: number, frames: number) => Array.from({ length: frames }, (_, at) => from + at);

test("measured cuts, a cut of the user's, a mix and trims are in every list, clip and picture of a hand-off", async () => {
  const { core, folder, projectId } = await openProject();
  const { project } = await core.call("project.get", { projectId });
  const [pass, drawn] = project.passes as [(typeof project.passes)[number], (typeof project.passes)[number]];
  const ids = [...pass.shots, ...drawn.shots].map(({ id }) => id) as [string, string, string, string, string];
  for (const [name, cuts] of [["a", [46, 96]] as const, ["b", [50, 99]] as const]) {
    const file = join(folder, `${name}.mp4`);
    await writeCutFilm(foundFfmpeg, file, cuts, 121);
    await finish(core, await core.call("takes.import", { projectId, passId: pass.id, file }));
  }
  await finish(core, await core.call("takes.prepare", { projectId }));
  const reports = await core.call("takes.report", { projectId });
  expect(
    reports.map(({ number, passNumber: of, frames, shots }) => [
      number,
      of,
      frames,
      shots.map(({ inFrame }) => inFrame),
    ]),
  ).toEqual([
    [1, 1, 121, [0, 46, 96]],
    [2, 1, 121, [0, 50, 99]],
  ]);
  const [first, second] = reports.map(({ id }) => id) as [string, string];

  const trim = (shotId: string, to: { in: number; frames: number }): Edit => ({
    type: "shot.describe",
    shotId,
    fields: { trim: to },
  });
  const edits: Edit[] = [
    { type: "pass.describe", passId: pass.id, fields: { circledTake: first } },
    { type: "shot.describe", shotId: ids[2], fields: { take: second } },
    { type: "take.cut", passId: pass.id, takeId: first, shotId: ids[1], frame: 48 },
    // Longer than planned, into what follows; from before its shot on; later and shorter; a part of an animatic.
    trim(ids[0], { in: 0, frames: 55 }),
    trim(ids[1], { in: -6, frames: 40 }),
    trim(ids[2], { in: 4, frames: 12 }),
    trim(ids[3], { in: 10, frames: 20 }),
  ];
  let revision = 0;
  for (const edit of edits)
    ({ revision } = await core.call("edits.apply", { projectId, baseRevision: revision, edit }));
  const view = await core.call("project.get", { projectId });
  const lengths = [55, 40, 12, 20, 24];
  const programme = cutProgramme(view.project, view.takes);
  expect(programme.passes.flatMap(({ shots }) => shots.map(({ frames }) => frames))).toEqual(lengths);

  const handOff = join(folder, "hand-off");
  const formats = ["clips", "movie", "edl", "otio", "fcpxml", "xmeml", "csv", "srt", "ale", "stills"] as const;
  const media = { handles: 6, codec: "h264", conform: "convert" } as const;
  await finish(core, await core.call("export.start", { projectId, folder: handOff, formats: [...formats], media }));

  // The clips: exactly these frames of the films, with the handles that the real films have.
  const clipOf = (name: string) => readFilm(foundFfmpeg, join(handOff, "clips", `NightRace_${name}.mov`));
  const names = [
    "SC010_SH0010_take01",
    "SC010_SH0020_take01",
    "SC010_SH0030_take02",
    "SC020_SH0010_animatic",
    "SC020_SH0020_animatic",
  ];
  const clips = await Promise.all(names.map(clipOf));
  expect(clips.slice(0, 3).map(({ frameNumbers }) => frameNumbers)).toEqual([
    numbers(0, 55 + 6),
    numbers(36, 6 + 40 + 6),
    numbers(97, 6 + 12 + 6),
  ]);
  expect(clips.slice(3).map(({ frameNumbers }) => frameNumbers.length)).toEqual([20, 24]);

  // The lists: each clip's source range, counted in the film that it names, is the wanted frames.
  const wanted = [numbers(0, 55), numbers(42, 40), numbers(103, 12)];
  const listNames = readdirSync(handOff).filter((name) => /\.(edl|otio|fcpxml|xml)$/.test(name));
  expect(listNames).toHaveLength(4);
  for (const name of listNames) {
    const read = readEditList(readFileSync(join(handOff, name), "utf8"), rateOf("24"));
    expect([name, read.clips.map(({ frames }) => frames)]).toEqual([name, lengths]);
    expect([name, read.clips.map(({ recordIn }) => recordIn - 86_400)]).toEqual([name, [0, 55, 95, 107, 127]]);
    const shown = read.clips.slice(0, 3).map(({ sourceIn, frames }, at) => {
      const { timecode = "", frameNumbers = [] } = clips[at] ?? {};
      const from = sourceIn - (parseTimecode(timecode, rateOf("24")) ?? Number.NaN);
      return frameNumbers.slice(from, from + frames);
    });
    expect([name, shown]).toEqual([name, wanted]);
  }
  const otio = JSON.parse(readFileSync(join(handOff, "NightRace.otio"), "utf8"));
  const available = otio.tracks.children[0].children.map(
    (clip: { media_references: { DEFAULT_MEDIA: { available_range: { duration: { value: number } } } } }) =>
      clip.media_references.DEFAULT_MEDIA.available_range.duration.value,
  );
  expect(available).toEqual(clips.map(({ frameNumbers }) => frameNumbers.length));

  // The movie plays the same frames, one after the other.
  const movie = await readFrameNumbers(foundFfmpeg, join(handOff, "NightRace_reference.mp4"));
  expect(movie.slice(0, 107)).toEqual(wanted.flat());
  expect(movie).toHaveLength(151);
  // The line is spoken from the shot's own first frame to its last, of which the cut begins six before and ends fourteen earlier.
  expect(readFileSync(join(handOff, "NightRace.srt"), "utf8")).toContain("00:00:02,542 --> 00:00:03,958");
  const csv = readFileSync(join(handOff, "NightRace_shots.csv"), "utf8").split("\r\n");
  const [head = "", , secondRow = ""] = csv;
  const cell = (title: string) => secondRow.split(",")[head.replace("\uFEFF", "").split(",").indexOf(title)];
  expect(["Frames", "Planned frames", "Source frames"].map(cell)).toEqual(["40", "48", "42-81"]);

  // Two frames less at the start, made in the editing app, come back exactly.
  otio.tracks.children[0].children[1].source_range.start_time.value += 2;
  otio.tracks.children[0].children[1].source_range.duration.value -= 2;
  const edited = join(folder, "edited.otio");
  writeFileSync(edited, JSON.stringify(otio));
  const compared = await core.call("cut.compare", { projectId, file: edited });
  expect(compared.lines).toMatchObject([{ id: "trimmed:SC010_SH0020", canAccept: true, doubtful: false }]);
  const lineIds = compared.lines.map(({ id }) => id);
  await core.call("cut.accept", { projectId, file: edited, baseRevision: compared.revision, lineIds });
  const after = await core.call("project.get", { projectId });
  expect(after.project.passes[0]?.shots[1]?.trim).toEqual({ in: -4, frames: 38 });
  expect((await core.call("cut.compare", { projectId, file: edited })).lines).toMatchObject([
    { canAccept: false, note: "The plan already has this change." },
  ]);
});
