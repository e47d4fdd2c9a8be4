import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createFfmpeg } from "../../electron/core/media/ffmpeg.ts";
import { probeFilm } from "../../electron/core/media/probe.ts";
import type { EditOf } from "../../shared/edits/edit.ts";
import { mediaUrl } from "../../shared/rpc/contract.ts";
import type { Operation } from "../../shared/rpc/runtime-contract.ts";
import { buildCore, type TestCore } from "../support/build-core.ts";
import { buildPlan, buildTimedPass } from "../support/builders.ts";
import { writePng } from "../support/open-projects.ts";
import { storedFilms } from "../support/stored-films.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// Films are drawn and encoded for real, which a busy computer lets wait.
vi.setConfig({ testTimeout: 180_000 });

const sample = join(import.meta.dirname, "../../resources/sample/sample.plan.json");

function probe(folder: string, file: string) {
  const settings = () => ({ ffmpegPath: "", ffprobePath: "" });
  return probeFilm(
    createFfmpeg({ settings, environment: process.env, cacheFolder: join(folder, "b"), log: () => {} }),
    file,
  );
}

/** Renders a pass and gives how it ended, with every progress that was told. */
async function render({ core }: TestCore, projectId: string, passId: string) {
  const told: Operation[] = [];
  const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: true });
  const ended = await core.waitForOperation(operationId, (operation) => told.push(operation));
  return { ended, told };
}

async function partsIn(folder: string): Promise<string[]> {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.includes(".part"));
}

describe.skipIf(!existsSync(sample))("the sample plan", () => {
  test("becomes a project, is edited, becomes a film of exactly its frames, and is all there after a restart", async () => {
    const first = buildCore();
    const { core, folder } = first;
    const { projectId } = await core.call("projects.createSample", {});
    const { project } = await core.call("project.get", { projectId });
    expect(project.passes[0]?.shots.map((shot) => shot.durationMs)).toEqual([4000, 3000, 4000, 4000]);
    expect(project.elements.map((element) => element.images.length).sort()).toEqual([2, 3, 4]);
    expect((await core.call("plan.check", { projectId })).filter((problem) => problem.severity === "error")).toEqual(
      [],
    );

    const shot = { action: `@${project.elements[0]?.name} waits`, camera: { move: "push-in" as const } };
    const pass = buildTimedPass("short", [1000, 2000]);
    const shots = pass.shots.map((each) => ({ ...each, ...shot }));
    const added = { type: "pass.add", index: 1, pass: { ...pass, audio: true, shots } } as const;
    await core.call("edits.apply", { projectId, baseRevision: 0, edit: added });
    const cursor = (await core.call("events.after", { cursor: 0 })).cursor;

    const { ended, told } = await render(first, projectId, pass.id);
    expect(ended).toMatchObject({ state: "done", error: null, result: { frames: 72 } });
    expect(told.map((operation) => operation.progress)).toEqual(
      told.map(({ progress }) => progress).sort((a, b) => a - b),
    );
    const events = (await core.call("events.after", { cursor })).events.map((event) => event.type);
    expect(events).toContain("takes.changed");
    expect(events.at(-1)).toBe("operation.changed");

    const view = await core.call("project.get", { projectId });
    expect(view.takes).toMatchObject([{ passId: pass.id, number: 1, profile: "animatic", frames: 72 }]);
    const film = view.media.find((media) => media.id === view.takes[0]?.mediaId);
    expect(film).toMatchObject({ kind: "film", format: "mp4", widthPx: 1280, heightPx: 720, missing: false });
    const [file, ...stills] = ended.result?.files ?? [];
    expect(await probe(folder, file?.path as string)).toMatchObject({
      frames: 72,
      rateNum: 24,
      rateDen: 1,
      hasAudio: true,
    });
    for (const still of stills) expect(still.bytes).toBeGreaterThan(500);
    expect(stills.length).toBe(3);

    const url = `http://127.0.0.1:1/${mediaUrl(projectId, film?.id as string)}`;
    const answer = await core.fetch(new Request(url, { headers: { range: "bytes=4-7" } }));
    expect([answer.status, await answer.text(), answer.headers.get("content-type")]).toEqual([
      206,
      "ftyp",
      "video/mp4",
    ]);
    expect(await core.call("project.verify", { projectId })).toMatchObject({ database: "ok", problems: [] });
    expect(await partsIn(view.folder)).toEqual([]);
    await core.close();

    const { core: restarted } = buildCore(folder);
    expect(await restarted.call("project.get", { projectId })).toEqual(view);
    expect(await restarted.call("projects.list", {})).toMatchObject([{ folder: view.folder, missing: false }]);
    await restarted.call("history.undo", { projectId, baseRevision: 1 });
    const undone = await restarted.call("project.get", { projectId });
    expect(undone.project).toEqual({ ...project, id: projectId });
    expect(undone.takes).toEqual(view.takes);
  });
});

describe("a film", () => {
  async function planned() {
    const rig = buildCore();
    const plans = temporaryFolder();
    mkdirSync(join(plans, "images"));
    await writePng(join(plans, "images/start.png"), "#446688", 640, 360);
    // A square has the fewest pixels to draw.
    const plan = buildPlan([1000, 2000], { startFrame: "images/start.png", aspectRatio: "1:1" });
    writeFileSync(join(plans, "film.plan.json"), JSON.stringify(plan));
    const { projectId } = await rig.core.call("projects.createFromPlan", { planFile: join(plans, "film.plan.json") });
    const view = await rig.core.call("project.get", { projectId });
    return { rig, projectId, view, passId: view.project.passes[0]?.id as string };
  }

  test("made twice from one plan is the same film, stored once and taken twice", async () => {
    const { rig, projectId, passId, view } = await planned();
    await render(rig, projectId, passId);
    await render(rig, projectId, passId);
    const { takes, media } = await rig.core.call("project.get", { projectId });
    expect(takes.map((take) => take.number)).toEqual([1, 2]);
    expect(takes[0]?.mediaId).toBe(takes[1]?.mediaId);
    expect(media.filter((each) => each.kind === "film")).toHaveLength(1);
    expect(storedFilms(view.folder)).toHaveLength(1);
  });

  test("shows the plan as it stood when it was asked for, also when that is edited meanwhile", async () => {
    const { rig, projectId, passId, view } = await planned();
    const { core, folder } = rig;
    const shotId = view.project.passes[0]?.shots[0]?.id as string;
    const longer = { type: "shot.resize", shotId, edge: "end", deltaMs: 1000, mode: "ripple" } as const;
    const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: false });
    await core.call("edits.apply", { projectId, baseRevision: 0, edit: longer });
    expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done", result: { frames: 72 } });

    const target = join(folder, "hand-off");
    const asked = await core.call("export.start", { projectId, folder: target, formats: ["movie"] });
    await core.call("edits.apply", { projectId, baseRevision: 1, edit: longer });
    const ended = await core.waitForOperation(asked.operationId, () => {});
    expect(ended).toMatchObject({ state: "done", error: null });
    const movie = ended.result?.files?.find((file) => file.path.endsWith(".mp4"));
    expect(await probe(folder, movie?.path as string)).toMatchObject({ frames: 96 });
  });

  test("is drawn once while its plan stays as it is: the hand-off's movie is the take, until an edit", async () => {
    const { rig, projectId, passId, view } = await planned();
    const { core, folder, lines } = rig;
    // Drawn frames go to the encoder as raw pictures; stills are read back in another form.
    const drawings = () => lines.filter((line) => line.message.includes("-f rawvideo -pix_fmt yuv420p")).length;
    await render(rig, projectId, passId);
    const handOff = async (name: string) => {
      const asked = await core.call("export.start", { projectId, folder: join(folder, name), formats: ["movie"] });
      return core.waitForOperation(asked.operationId, () => {});
    };
    expect((await handOff("same")).state).toBe("done");
    expect(drawings()).toBe(1);

    const shotId = view.project.passes[0]?.shots[0]?.id as string;
    const describe = async (fields: EditOf<"shot.describe">["fields"]) => {
      const { revision: baseRevision } = await core.call("project.get", { projectId });
      await core.call("edits.apply", { projectId, baseRevision, edit: { type: "shot.describe", shotId, fields } });
    };
    await describe({ wardrobe: "red coat", props: "a key", fromScript: [{ key: "a", text: "He waits." }] });
    expect((await handOff("noted")).state).toBe("done");
    expect(drawings()).toBe(1);

    await describe({ camera: { move: "push-in" } });
    expect((await handOff("changed")).state).toBe("done");
    expect(drawings()).toBe(2);

    await describe({ camera: { move: "push-in", strength: 150 } });
    expect((await handOff("stronger")).state).toBe("done");
    expect(drawings()).toBe(3);
  });

  test("that is cancelled leaves neither take nor file", async () => {
    const { rig, projectId, passId, view } = await planned();
    const { core } = rig;
    const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: false });
    await core.call("operations.cancel", { operationId });
    expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "cancelled", result: null });
    expect((await core.call("project.get", { projectId })).takes).toEqual([]);
    expect(existsSync(join(view.folder, "media/takes"))).toBe(false);
    expect(readdirSync(join(view.folder, "cache")).filter((name) => name.endsWith(".mp4"))).toEqual([]);
    expect(await partsIn(view.folder)).toEqual([]);
  });

  test("without an ffmpeg fails with what to do, and the app goes on", async () => {
    const { rig, projectId, passId } = await planned();
    const { core, folder } = rig;
    const named = join(folder, "named-ffmpeg");
    symlinkSync((await core.call("app.info", {})).ffmpeg?.path ?? "", named);
    await core.choosePrograms({ ffmpegPath: named });
    rmSync(named);
    await core.choosePrograms({ ffmpegPath: named }).then(
      () => expect.unreachable(),
      (error) => expect(error).toMatchObject({ code: "ffmpeg.missing" }),
    );
    const { ended } = await render(rig, projectId, passId);
    expect(ended).toMatchObject({
      state: "failed",
      error: { code: "ffmpeg.missing", next: expect.stringMatching(/\.$/) },
    });
    expect((await core.call("app.info", {})).ffmpegError?.code).toBe("ffmpeg.missing");
    await core.choosePrograms({ ffmpegPath: "" });
    expect((await render(rig, projectId, passId)).ended.state).toBe("done");
  });
});
