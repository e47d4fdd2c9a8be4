/** Owns the steps that the fault drill lets fail: everything that writes files, each as a user does it, on a project that is made for it. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Core } from "../../electron/core/core.ts";
import { makeBackup } from "../../electron/core/recovery/make-backup.ts";
import { libraryPictureUrl, newImageUrl, uploadUrl } from "../../shared/rpc/contract.ts";
import type { Operation } from "../../shared/rpc/runtime-contract.ts";
import { buildPlan } from "../support/builders.ts";
import { makeFilm, makeStill } from "../support/services/film.ts";
import { openDrillCore } from "./drill-core.ts";

/** What the steps know of the project that they work on. */
export interface Stage {
  readonly home: string;
  readonly folder: string;
  readonly projectId: string;
  readonly passId: string;
  readonly elementId: string;
  readonly imageId: string;
  readonly takeId: string;
}

export interface Step {
  /** Before the fault lies in wait; gives what the step needs to know. */
  readonly before?: (core: Core, stage: Stage) => Promise<string>;
  readonly act: (core: Core, stage: Stage, told: string) => Promise<unknown>;
  /** Takes seconds, so that only the long form does it. */
  readonly slow?: boolean;
}

async function ended(core: Core, { operationId }: { operationId: string }): Promise<Operation> {
  const operation = await core.waitForOperation(operationId, () => undefined);
  if (operation.error) throw Object.assign(new Error(operation.error.message), { data: operation.error });
  return operation;
}

/** Sends a picture of this tone, as the page does. */
async function send(core: Core, url: string, tone: number): Promise<unknown> {
  const body = new Uint8Array((await makeStill({ tone })).bytes);
  const request = new Request(new URL(url, "http://127.0.0.1:1/"), { method: "PUT", body });
  const answer = (await (await core.fetch(request)).json()) as {
    ok: boolean;
    error?: { message: string };
    value: unknown;
  };
  if (!answer.ok) throw Object.assign(new Error(answer.error?.message), { data: answer.error });
  return answer.value;
}

const settings = {
  spendCaps: { projectUsd: 5, dayUsd: null, projectCredits: null, dayCredits: null },
  geminiModel: "gemini-drill",
};

/** In the order in which they are done. */
export const steps: Readonly<Record<string, Step>> = {
  "settings are set": {
    before: async (core) => {
      await core.call("settings.set", { ...settings, geminiModel: "gemini-before" });
      return "";
    },
    act: (core) => core.call("settings.set", settings),
  },
  "a key is kept": { act: (core) => core.call("keys.set", { provider: "pixio", key: "drill-key-1234" }) },
  "a project is made": { act: (core) => core.call("projects.create", { name: "Fresh" }) },
  "the sample is made": { act: (core) => core.call("projects.createSample", {}), slow: true },
  "a project is made of a plan": {
    act: (core, { home }) => core.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") }),
  },
  "a project is made of a template": {
    act: (core) => core.call("projects.createFromTemplate", { template: "title-sequence" }),
  },
  "a project is made of images": {
    act: async (core) => {
      const { imageId } = (await send(core, newImageUrl("x.jpg"), 3)) as { imageId: string };
      return core.call("projects.createFromImages", { name: "Dropped", images: [imageId] });
    },
  },
  "a project is opened": { act: (core, { folder }) => core.call("projects.open", { folder }) },
  "an edit is made": {
    act: async (core, { projectId }) => {
      const { revision } = await core.call("project.get", { projectId });
      const edit = { type: "project.describe", fields: { name: "Renamed" } } as const;
      return core.call("edits.apply", { projectId, baseRevision: revision, edit });
    },
  },
  "an image comes in": {
    act: (core, { projectId }) => send(core, uploadUrl(projectId, "new.jpg"), 9),
  },
  "an image is cropped": {
    act: (core, { projectId, imageId: mediaId }) =>
      core.call("image.crop", { projectId, mediaId, x: 10, y: 10, width: 320, height: 320 }),
  },
  "an element is kept in the library": {
    act: (core, { projectId, elementId }) => core.call("library.keep", { projectId, elementId }),
  },
  "an element of the library is used": {
    before: async (core, { projectId, elementId }) => {
      const { libraryId } = await core.call("library.keep", { projectId, elementId });
      return libraryId;
    },
    act: async (core, { projectId, imageId }, libraryId) => {
      await core.fetch(new Request(new URL(libraryPictureUrl(imageId), "http://127.0.0.1:1/")));
      return core.call("library.use", { projectId, libraryIds: [libraryId] });
    },
  },
  "a take is imported": {
    act: async (core, { projectId, passId, home }) =>
      ended(core, await core.call("takes.import", { projectId, passId, file: join(home, "other.mp4") })),
  },
  "a take is made ready": {
    slow: true,
    act: async (core, { projectId }) => ended(core, await core.call("takes.prepare", { projectId })),
  },
  "an animatic is rendered": {
    act: async (core, { projectId, passId }) =>
      ended(core, await core.call("animatic.render", { projectId, passId, burnIn: false })),
    slow: true,
  },
  "a frame is grabbed": {
    slow: true,
    act: (core, { projectId, takeId }) => core.call("takes.frame", { projectId, takeId, frame: 3 }),
  },
  "a take goes to the bin": {
    act: (core, { projectId, takeId }) => core.call("takes.bin", { projectId, takeIds: [takeId] }),
  },
  "a take comes back from the bin": {
    before: async (core, { projectId, takeId }) => {
      await core.call("takes.bin", { projectId, takeIds: [takeId] });
      return "";
    },
    act: (core, { projectId, takeId }) => core.call("takes.restore", { projectId, takeIds: [takeId] }),
  },
  "the bin is emptied": {
    before: async (core, { projectId, takeId }) => {
      await core.call("takes.bin", { projectId, takeIds: [takeId] });
      return "";
    },
    act: (core, { projectId }) => core.call("takes.emptyBin", { projectId }),
  },
  "the cache is cleared": {
    before: async (core, { projectId }) => {
      await ended(core, await core.call("takes.prepare", { projectId }));
      return "";
    },
    slow: true,
    act: (core, { projectId }) => core.call("cache.clear", { projectId }),
  },
  "a sound is imported": {
    slow: true,
    act: async (core, { projectId, home }) =>
      ended(core, await core.call("sound.import", { projectId, file: join(home, "take.mp4") })),
  },
  "lists and a storyboard are handed off": {
    slow: true,
    act: async (core, { projectId, home }) =>
      ended(
        core,
        await core.call("export.start", {
          projectId,
          folder: join(home, "out"),
          formats: ["edl", "otio", "csv", "board"],
        }),
      ),
  },
  "clips and a movie are handed off": {
    act: async (core, { projectId, home }) =>
      ended(
        core,
        await core.call("export.start", {
          projectId,
          folder: join(home, "out"),
          formats: ["movie", "clips", "review"],
        }),
      ),
    slow: true,
  },
  "a kit is written": {
    act: async (core, { projectId, passId, home }) =>
      ended(core, await core.call("kit.start", { projectId, passId, folder: join(home, "kit") })),
  },
  // In this thread, as the layer does not lie under the one that makes them.
  "a backup is made": {
    before: async (_core, { folder }) => {
      mkdirSync(join(folder, "backups"), { recursive: true });
      return "";
    },
    act: (_core, { folder }) => makeBackup(folder, "asked", new Date("2026-11-28T12:00:00Z")),
  },
  "a backup is opened as a copy": {
    before: async (core, { projectId }) => (await core.call("backups.make", { projectId })).id,
    act: async (core, { projectId }, backup) => core.call("backups.open", { projectId, backup }),
    slow: true,
  },
  "a backup is restored": {
    before: async (core, { projectId }) => {
      const { id } = await core.call("backups.make", { projectId });
      const { revision } = await core.call("project.get", { projectId });
      const edit = { type: "project.describe", fields: { name: "Renamed" } } as const;
      await core.call("edits.apply", { projectId, baseRevision: revision, edit });
      return id;
    },
    act: async (core, { projectId }, backup) => {
      const { revision: baseRevision } = await core.call("project.get", { projectId });
      return core.call("backups.restore", { projectId, baseRevision, backup });
    },
    slow: true,
  },
  "a project is written as one file": {
    act: async (core, { projectId, home }) =>
      ended(core, await core.call("archive.write", { projectId, file: join(home, "race.shotarchive"), videos: true })),
  },
  "a project is opened of one file": {
    before: async (core, { projectId, home }) => {
      const file = join(home, "race.shotarchive");
      await ended(core, await core.call("archive.write", { projectId, file, videos: true }));
      return file;
    },
    act: async (core, _stage, file) => ended(core, await core.call("archive.open", { file })),
  },
};

/** Makes the project that the steps work on, with a core of its own, which is closed again. */
export async function makeStage(home: string): Promise<Stage> {
  writeFileSync(join(home, "a.jpg"), (await makeStill({ tone: 40 })).bytes);
  copyFileSync(await makeFilm({ seconds: 2, widthPx: 128, heightPx: 72, audio: false }), join(home, "other.mp4"));
  const film = await makeFilm({ seconds: 3, widthPx: 160, heightPx: 90, audio: true });
  copyFileSync(film, join(home, "take.mp4"));
  const plan = buildPlan([1000, 1000, 1000], { aspectRatio: "16:9", startFrame: "a.jpg" });
  const elements = [{ name: "Driver", kind: "character" as const, images: ["a.jpg"] }];
  writeFileSync(join(home, "race.plan.json"), JSON.stringify({ ...plan, elements }));
  const core = openDrillCore(home);
  const { projectId } = await core.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") });
  const { folder, project, media } = await core.call("project.get", { projectId });
  const passId = project.passes[0]?.id ?? "";
  await ended(core, await core.call("takes.import", { projectId, passId, file: join(home, "take.mp4") }));
  const { takes } = await core.call("project.get", { projectId });
  await core.close();
  return {
    ...{ home, folder, projectId, passId, takeId: takes[0]?.id ?? "", imageId: media[0]?.id ?? "" },
    elementId: project.elements[0]?.id ?? "",
  };
}
