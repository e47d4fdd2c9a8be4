/**
 * A program that writes a project as this version of the app does, with something in every table and a job in each state, and keeps its
 * database as SQL text: `node tests/support/write-project-fixture.ts`. Run it before a schema is left behind; what is there is not
 * written again, as it is the work of the version that it is named for.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import sharp from "sharp";
import { createCore } from "../../electron/core/core.ts";
import type { Provider, ServiceContext } from "../../electron/core/generation/provider.ts";
import { ServiceFault } from "../../electron/core/generation/service-fault.ts";
import type { Edit } from "../../shared/edits/edit.ts";
import type { JobState } from "../../shared/generation/job.ts";
import { fullPlan } from "./builders.ts";
import { dumpDatabase } from "./database-text.ts";
import { QueueRig } from "./queue-rig.ts";
import { PlainService, plainProvider } from "./services/plain-service.ts";

const kept = resolve(import.meta.dirname, "../fixtures/projects");

/** A plan with all there is, and one pass more that can be drawn and generated. */
async function writePlan(folder: string): Promise<string> {
  mkdirSync(join(folder, "images"), { recursive: true });
  for (const [index, file] of ["images/a.png", "b.jpg", "images/start.png", "images/end.png"].entries()) {
    const picture = { width: 640, height: 360, channels: 3, background: { r: 60 * index, g: 90, b: 120 } } as const;
    await sharp({ create: picture }).toFile(join(folder, file));
  }
  const [pass] = fullPlan.passes;
  const first = { ...pass, name: "Kürze 東京", profile: "animatic", resolution: "720p" };
  const { startFrame: _start, endFrame: _end, ...rest } = pass ?? {};
  const second = { ...rest, scene: "SC020", guidance: 0.65, shots: [{ durationMs: 5000, action: "Rain falls." }] };
  const plan = { ...fullPlan, passes: [first, second] };
  writeFileSync(join(folder, "film.plan.json"), JSON.stringify(plan));
  return join(folder, "film.plan.json");
}

/** A WAV file of silence, mono at 48 kHz. */
function silentWav(samples: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write("WAVEfmt ", 8);
  for (const [offset, value] of [
    [16, 16],
    [24, 48_000],
    [28, 96_000],
    [40, samples * 2],
  ] as const) {
    header.writeUInt32LE(value, offset);
  }
  for (const [offset, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const) {
    header.writeUInt16LE(value, offset);
  }
  header.write("data", 36);
  return Buffer.concat([header, Buffer.alloc(samples * 2)]);
}

/** A project with edits, one of them undone, an animatic take that is circled, and a hand-off; gives its folder. */
async function writeProject(folder: string): Promise<string> {
  const core = createCore({
    dataDir: join(folder, "data"),
    projectsFolder: join(folder, "projects"),
    pageFolder: null,
    resourcesFolder: resolve(import.meta.dirname, "../../resources"),
    version: "0.0.0-fixture",
    vault: null,
    grants: null,
    env: process.env,
    log: () => {},
  });
  try {
    const { projectId } = await core.call("projects.createFromPlan", { planFile: await writePlan(folder) });
    const view = () => core.call("project.get", { projectId });
    const edit = async (next: Edit) => {
      const { revision: baseRevision } = await view();
      await core.call("edits.apply", { projectId, baseRevision, edit: next });
    };
    const [first] = (await view()).project.passes;
    const [shot] = first?.shots ?? [];
    if (!first || !shot) throw new Error("The plan has no shot.");
    const passId = first.id;
    const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: true });
    const takeId = (await core.waitForOperation(operationId, () => {})).result?.takeId ?? "";
    await edit({ type: "pass.lock-numbers", passId });
    await edit({ type: "pass.describe", passId, fields: { circledTake: takeId } });
    await core.call("takes.prepare", { projectId }).then(({ operationId: id }) => core.waitForOperation(id, () => {}));
    writeFileSync(join(folder, "scratch.wav"), silentWav(4800));
    const imported = await core.call("sound.import", { projectId, file: join(folder, "scratch.wav") });
    const { mediaId: soundId = "" } = (await core.waitForOperation(imported.operationId, () => {})).result ?? {};
    const length = { startFrame: 12, inFrame: 0, gainDb: -6, fadeInFrames: 2, fadeOutFrames: 2 };
    await edit({ type: "project.describe", fields: { sound: { soundId, ...length } } });
    await edit({ type: "shot.describe", shotId: shot.id, fields: { take: "animatic", mood: "calm" } });
    const [image = ""] = (await view()).project.elements[0]?.images ?? [];
    const place = { kind: "shot", shotId: shot.id } as const;
    await core.call("stills.add", { projectId, place, mediaId: image, by: "file" });
    await core.call("stills.grab", { projectId, place: { kind: "endFrame", passId }, takeId, frame: 3 });
    const removed = await core.call("stills.grab", { projectId, place, takeId, frame: 5 });
    await core.call("stills.remove", { projectId, stillId: removed.id });
    const source = {
      name: "Kürze.fountain",
      bytes: Buffer.from("EXT. 東京 - NIGHT\n\nRain falls.\n").toString("base64"),
    };
    const read = await core.call("script.read", { projectId, ...source });
    const accept = read.changes.map(({ id }) => id);
    await core.call("script.import", { projectId, baseRevision: read.revision, ...source, accept });
    await edit({ type: "element.remove", elementId: (await view()).project.elements[1]?.id ?? "" });
    const { revision: baseRevision } = await view();
    await core.call("history.undo", { projectId, baseRevision });
    const asked = { projectId, folder: join(folder, "hand-off"), formats: ["edl" as const] };
    await core.waitForOperation((await core.call("export.start", asked)).operationId, () => {});
    return (await view()).folder;
  } finally {
    await core.close();
  }
}

/** Nothing comes back before the work is stopped. */
function wait(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

/** A service that leaves each job in the state that was asked for when it was prepared. */
function stoppingProvider(wanted: () => JobState, filmUrl: string): Provider {
  const plain = plainProvider({ cancels: true, slots: 5 });
  const states = new Map<string, JobState>();
  const stateOf = ({ jobId }: ServiceContext) => states.get(jobId) ?? "queued";
  return {
    ...plain,
    async prepare(frozen, context) {
      states.set(context.jobId, wanted());
      if (stateOf(context) === "preparing") await wait(context.signal);
      context.registered.set("e".repeat(64), "element-7");
      const values = await plain.prepare(frozen, context);
      return values.set("{{image:none}}", "https://service.example/none.png");
    },
    async submit(frozen, body, context) {
      if (stateOf(context) === "submitting") await wait(context.signal);
      if (stateOf(context) === "checking" || stateOf(context) === "unconfirmed") {
        throw new ServiceFault("unclear", plain.label);
      }
      return plain.submit(frozen, body, context);
    },
    async find(_frozen, _body, _sentAtMs, context) {
      return stateOf(context) === "checking" ? wait(context.signal) : "cannot-ask";
    },
    async poll(task, context, frozen) {
      if (stateOf(context) === "running") return { state: "working", progress: 0.4, note: "in line, 3rd" };
      if (stateOf(context) !== "downloading") return plain.poll(task, context, frozen);
      const result = { url: filmUrl, expiresAt: "2026-12-24T12:00:00.000Z" };
      return { state: "succeeded", result, charged: { currency: "credits", micros: 5_000_000 } };
    },
  };
}

/** Adds a job for each state, lets it come so far, and gives the database as text while they all stand there. */
async function writeJobs(folder: string, project: string): Promise<string> {
  const service = await new PlainService().start();
  const endless = createServer(() => {});
  await new Promise<void>((done) => endless.listen(0, "127.0.0.1", done));
  const filmUrl = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/film.mp4`;
  let wanted: JobState = "done";
  const rig = new QueueRig({ folder, provider: stoppingProvider(() => wanted, filmUrl), service });
  try {
    const projectId = await rig.projects.open(project);
    await rig.queue.attach(projectId);
    const { project: plan } = await rig.projects.view(projectId);
    const place = { kind: "shot", shotId: plan.passes[0]?.shots[0]?.id ?? "" } as const;
    const bring = async (state: JobState) => {
      wanted = state;
      const id = await rig.add(projectId, state === "queued" ? { output: "still", place } : {});
      if (state === "failed") service.failNext("no");
      if (state === "cancelled") {
        await rig.until(projectId, id, (job) => job.state === "running");
        await rig.queue.cancel(projectId, id);
      }
      await rig.until(projectId, id, (job) => job.state === state && (state !== "running" || job.remoteNote !== null));
    };
    service.pollsUntilDone = 1;
    await bring("done");
    await bring("failed");
    service.pollsUntilDone = 1000;
    for (const state of ["cancelled", "unconfirmed"] as const) await bring(state);
    for (const state of ["running", "downloading", "checking", "submitting", "preparing"] as const) await bring(state);
    await bring("queued");
    const database = new Database(join(project, "project.db"), { readonly: true });
    const text = dumpDatabase(database);
    database.close();
    return text;
  } finally {
    await rig.close();
    await service.close();
    endless.closeAllConnections();
    endless.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "shotline-fixture-"));
try {
  const project = await writeProject(folder);
  const text = await writeJobs(folder, project);
  const version = /user_version = (\d+)/.exec(text)?.[1] ?? "0";
  const file = join(kept, `version-${version}.sql`);
  if (existsSync(file)) throw new Error(`${file} is there already, as the app of its time wrote it.`);
  writeFileSync(file, text.replaceAll(folder, "/films"));
  console.log(file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
