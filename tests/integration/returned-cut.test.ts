import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { writeOtio } from "../../electron/core/hand-off/lists/otio.ts";
import { projectAtRate } from "../../shared/cut/out/at-rate.ts";
import { animaticFilm, assembleCut } from "../../shared/cut/out/cut.ts";
import type { ExportFormat } from "../../shared/cut/out/hand-off-options.ts";
import { buildCore, type TestCore } from "../support/build-core.ts";
import { buildPlan } from "../support/builders.ts";

vi.setConfig({ testTimeout: 180_000 });

/** A project of three shots of 2, 3 and 2 s. */
async function openProject() {
  const { core, folder } = buildCore();
  const planFile = join(folder, "night.plan.json");
  writeFileSync(planFile, JSON.stringify(buildPlan([2000, 3000, 2000], { aspectRatio: "1:1" })));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  return { core, folder, projectId };
}

async function lengthsOf(core: TestCore["core"], projectId: string): Promise<string> {
  const { project } = await core.call("project.get", { projectId });
  return project.passes.map(({ shots }) => shots.map(({ durationMs }) => durationMs / 1000).join("+")).join(" | ");
}

/** The second shot first, and the first one cut to its first second. */
const editedEdl = `TITLE: Night race, second edit
FCM: NON-DROP FRAME

001  S0100020 V     C        01:00:02:00 01:00:05:00 01:00:00:00 01:00:03:00
* FROM CLIP NAME: NightRace_SC010_SH0020_animatic.mov
002  S0100010 V     C        01:00:00:00 01:00:01:00 01:00:03:00 01:00:04:00
* FROM CLIP NAME: NightRace_SC010_SH0010_animatic.mov
003  S0100030 V     C        01:00:05:00 01:00:07:00 01:00:04:00 01:00:06:00
* FROM CLIP NAME: NightRace_SC010_SH0030_animatic.mov
M2   S0100030       012.0                01:00:05:00
`;

test("every list of a hand-off comes back without a difference, also once a take stands for the animatic", async () => {
  const { core, folder, projectId } = await openProject();
  const lists: ExportFormat[] = ["edl", "otio", "otio-resolve", "fcpxml", "xmeml"];
  const handOff = join(folder, "hand-off");
  const started = await core.call("export.start", { projectId, folder: handOff, formats: [...lists, "movie"] });
  expect(await core.waitForOperation(started.operationId, () => {})).toMatchObject({ state: "done" });
  const names = readdirSync(handOff).filter((name) => /\.(edl|otio|fcpxml|xml)$/.test(name));
  expect(names).toHaveLength(5);
  const compare = async (file: string) => {
    const { lines } = await core.call("cut.compare", { projectId, file });
    return lines;
  };
  for (const name of names) expect([name, await compare(join(handOff, name))]).toEqual([name, []]);

  const bundle = join(folder, "Edited.fcpxmld");
  mkdirSync(bundle);
  cpSync(join(handOff, names.find((name) => name.endsWith(".fcpxml")) as string), join(bundle, "Info.fcpxml"));
  expect(await compare(bundle)).toEqual([]);
  const { entries } = await core.call("files.browse", { folder });
  expect(entries.filter(({ kind }) => kind === "edit-list").map(({ name }) => name)).toEqual(["Edited.fcpxmld"]);

  const { project } = await core.call("project.get", { projectId });
  const movie = join(handOff, "NightRace_reference.mp4");
  const passId = project.passes[0]?.id as string;
  const imported = await core.call("takes.import", { projectId, passId, file: movie });
  expect(await core.waitForOperation(imported.operationId, () => {})).toMatchObject({ state: "done" });
  for (const name of names) expect([name, await compare(join(handOff, name))]).toEqual([name, []]);

  const otio = join(handOff, names.find((name) => name.endsWith(".otio")) as string);
  const timeline = JSON.parse(readFileSync(otio, "utf8"));
  timeline.tracks.children[0].children.pop();
  writeFileSync(join(folder, "shorter.otio"), JSON.stringify(timeline));
  const shorter = await core.call("cut.compare", { projectId, file: join(folder, "shorter.otio") });
  expect(shorter.lines).toMatchObject([{ id: "removed:SC010_SH0030", canAccept: true }]);

  // The plan goes on while the editor works.
  const { revision } = await core.call("project.get", { projectId });
  const [first] = project.passes[0]?.shots ?? [];
  const edit = {
    type: "shot.resize",
    shotId: first?.id as string,
    edge: "end",
    deltaMs: 1000,
    mode: "ripple",
  } as const;
  await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  for (const name of names) expect([name, await compare(join(handOff, name))]).toEqual([name, []]);
  const file = join(folder, "shorter.otio");
  const asked = { projectId, file, against: "plan" };
  expect((await core.call("cut.compare", asked)).lines.length).toBeGreaterThan(1);
  const compared = await core.call("cut.compare", { projectId, file });
  expect(compared).toMatchObject({ against: "1", handOffs: [{ id: "1", folder: handOff, rateName: "24" }] });
  const lineIds = compared.lines.map(({ id }) => id);
  await core.call("cut.accept", { projectId, file, baseRevision: compared.revision, against: "1", lineIds });
  expect(await lengthsOf(core, projectId)).toBe("3+3");
  await expect(core.call("cut.compare", { ...asked, against: "7" })).rejects.toMatchObject({ code: "not-found" });
});

test("an edited list becomes edits of the plan, which undo takes back one by one", async () => {
  const { core, folder, projectId } = await openProject();
  const file = join(folder, "edited.edl");
  writeFileSync(file, editedEdl);
  const { revision, rate, saysRate, against, lines, ignored } = await core.call("cut.compare", { projectId, file });
  expect(against).toBe("plan");
  expect([rate, saysRate, ignored]).toEqual(["24", false, ["A change of speed."]]);
  expect(lines).toMatchObject([
    { id: "moved:SC010_SH0020", canAccept: true },
    { id: "trimmed:SC010_SH0010", canAccept: true, note: "From 2 s to 1 s." },
  ]);
  const lineIds = lines.map(({ id }) => id);
  const accepted = await core.call("cut.accept", { projectId, file, baseRevision: revision, lineIds });
  expect(accepted).toEqual({
    ...{ revision: revision + 2, applied: 2, edits: 2, partly: [] },
    sentences: ["SC010_SH0020 moved.", "SC010_SH0010 goes from 2 s to 1 s."],
  });
  expect(await lengthsOf(core, projectId)).toBe("3+1+2");
  const again = core.call("cut.accept", { projectId, file, baseRevision: revision, lineIds });
  await expect(again).rejects.toMatchObject({ code: "edit.stale" });

  await core.call("history.undo", { projectId, baseRevision: revision + 2 });
  expect(await lengthsOf(core, projectId)).toBe("1+3+2");
  await core.call("history.undo", { projectId, baseRevision: revision + 3 });
  expect(await lengthsOf(core, projectId)).toBe("2+3+2");
});

test("a list at another rate of a project's is compared with the cut at that rate", async () => {
  const { core, folder, projectId } = await openProject();
  const { project } = await core.call("project.get", { projectId });
  const cut = assembleCut(projectAtRate(project, "29.97df"), animaticFilm);
  const file = join(folder, "other.otio");
  writeFileSync(
    file,
    writeOtio(cut, ({ fileStem }) => `/cut/${fileStem}.mov`, "url"),
  );
  expect(await core.call("cut.compare", { projectId, file })).toMatchObject({
    rate: "29.97df",
    saysRate: true,
    lines: [],
  });
  writeFileSync(file, editedEdl.replace(/01:00:0(\d):00/g, "01:00:0$1:24"));
  const asked = await core.call("cut.compare", { projectId, file, rate: "25" });
  expect(asked).toMatchObject({ rate: "25", saysRate: false });
  expect(asked.ignored).toEqual(["A change of speed."]);
});

test("what is no list, or is not there, is refused, and the plan stays as it is", async () => {
  const { core, folder, projectId } = await openProject();
  const refusal = (name: string) => core.call("cut.compare", { projectId, file: join(folder, name) });
  await expect(refusal("absent.edl")).rejects.toMatchObject({ code: "not-found" });
  await expect(refusal(".")).rejects.toMatchObject({ code: "input.invalid" });
  writeFileSync(join(folder, "letter.xml"), "Dear editor");
  writeFileSync(join(folder, "other.edl"), editedEdl.replaceAll("NightRace", "Day").replaceAll("S0100", "X0200"));
  await expect(refusal("other.edl")).rejects.toMatchObject({
    code: "input.invalid",
    message: /no clips from this project/,
  });
  await expect(refusal("letter.xml")).rejects.toMatchObject({ code: "input.invalid", message: /EDL/ });
  writeFileSync(join(folder, "edited.edl"), editedEdl);
  const { revision } = await core.call("project.get", { projectId });
  const unknown = {
    projectId,
    file: join(folder, "edited.edl"),
    baseRevision: revision,
    lineIds: ["removed:SC010_SH0010"],
  };
  await expect(core.call("cut.accept", unknown)).rejects.toMatchObject({
    code: "edit.stale",
    message: "“removed:SC010_SH0010” is not a change in this list.",
  });
  expect(await lengthsOf(core, projectId)).toBe("2+3+2");
});
