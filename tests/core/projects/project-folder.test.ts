import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkImage } from "../../../electron/core/media/images.ts";
import {
  createEmptyProject,
  createPlannedProject,
  freeProjectFolder,
} from "../../../electron/core/projects/project-folder.ts";
import type { ProjectService } from "../../../electron/core/projects/project-service.ts";
import { uploadImage } from "../../../electron/core/projects/upload.ts";
import { verifyProject } from "../../../electron/core/projects/verify-project.ts";
import { safeFileName } from "../../../electron/core/runtime/files.ts";
import { planOfProject } from "../../../shared/project/plan.ts";
import { buildPlan } from "../../support/builders.ts";
import { now, openService, writePng } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const images = { checkImage };

function filesIn(folder: string): string[] {
  return existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]).sort() : [];
}

/** A plan with an element of three images, two of which have the same content, and that content as start frame too. */
async function plannedProject() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "images"));
  for (const name of ["front", "same"]) await writePng(join(folder, "images", `${name}.png`), "#884422");
  await writePng(join(folder, "images/side.png"), "#224488");
  const plan = {
    ...buildPlan([4000, 3000], { startFrame: "images/same.png" }),
    elements: [
      {
        name: "Driver",
        kind: "character" as const,
        images: ["images/front.png", "images/same.png", "images/side.png"],
      },
    ],
  };
  return { folder, plan, planFile: join(folder, "film.plan.json"), project: join(folder, "Film.shotline") };
}

async function verify(service: ProjectService, id: string) {
  return verifyProject(
    await service.folderOf(id),
    await service.storedMedia(id),
    await service.integrity(id),
    new Set(),
  );
}

describe("a project made from a plan", () => {
  test("holds the plan and one copy of each image's content, and nothing is stray", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    const view = await service.view(id);
    expect(view.media.map(({ name, format, widthPx, missing }) => [name, format, widthPx, missing])).toHaveLength(2);
    expect(readdirSync(join(project, "media/images"))).toHaveLength(2);
    const [front, same, side] = view.project.elements[0]?.images ?? [];
    expect([front === same, front === side]).toEqual([true, false]);
    expect(view.project.passes[0]?.startFrame).toBe(front);
    expect(await verify(service, id)).toEqual({ database: "ok", mediaChecked: 2, problems: [] });
    const names: Record<string, string> = {
      [front as string]: "images/front.png",
      [side as string]: "images/side.png",
    };
    const written = planOfProject(view.project, (mediaId) => names[mediaId] as string);
    expect(written.passes[0]?.shots).toStrictEqual(plan.passes[0]?.shots);
    expect(written.project).toStrictEqual(plan.project);
  });

  test("leaves no folder when it fails half way", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    rmSync(join(folder, "images/side.png"));
    const before = filesIn(folder);
    await expect(createPlannedProject(project, plan, planFile, images, now)).rejects.toMatchObject({
      code: "image.missing",
    });
    expect(filesIn(folder)).toEqual(before);
  });

  test("is not put over a folder or file that is there", async () => {
    const { plan, planFile, project } = await plannedProject();
    mkdirSync(project);
    writeFileSync(join(project, "diary.txt"), "mine");
    await expect(createPlannedProject(project, plan, planFile, images, now)).rejects.toMatchObject({
      code: "project.exists",
    });
    expect(filesIn(project)).toEqual(["diary.txt"]);
  });

  test("is made once when it is asked for twice at the same time", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    const make = () => createPlannedProject(project, plan, planFile, images, now);
    const outcomes = await Promise.allSettled([make(), make()]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
    expect(refused).toEqual(["project.exists"]);
    expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
    const { service } = openService(folder);
    expect((await verify(service, await service.open(project))).problems).toEqual([]);
  });

  test("says so where a file stands in the way of its folder", async () => {
    const { plan, planFile, folder } = await plannedProject();
    writeFileSync(join(folder, "file"), "");
    const target = join(folder, "file", "Film.shotline");
    await expect(createPlannedProject(target, plan, planFile, images, now)).rejects.toMatchObject({ code: "EEXIST" });
  });

  test("may have a name as long and as foreign as a plan allows", async () => {
    const { folder, plan, planFile } = await plannedProject();
    const name = "夜".repeat(200);
    const project = freeProjectFolder(folder, name);
    await createPlannedProject(project, { ...plan, project: { ...plan.project, name } }, planFile, images, now);
    const { service } = openService(folder);
    expect((await service.view(await service.open(project))).project.name).toBe(name);
  });
});

describe("an empty project", () => {
  test("begins with one pass that fits its model", async () => {
    const folder = temporaryFolder();
    await createEmptyProject(join(folder, "A.shotline"), "Night race", now);
    const { service } = openService(folder);
    const { project, revision } = await service.view(await service.open(join(folder, "A.shotline")));
    expect(project).toMatchObject({
      ...{ name: "Night race", rate: "24", start: "01:00:00:00", elements: [] },
      passes: [{ profile: "pixio/kling-v3-pro", shots: [{ durationMs: 3000 }] }],
    });
    expect(revision).toBe(0);
  });

  test("gets the next free name", async () => {
    const folder = temporaryFolder();
    for (const name of ["Film.shotline", "Film 2.shotline"]) mkdirSync(join(folder, name));
    expect(freeProjectFolder(folder, "Film")).toBe(join(folder, "Film 3.shotline"));
    expect(freeProjectFolder(folder, "../../etc")).toBe(join(folder, "-..-etc.shotline"));
  });
});

describe("an uploaded image", () => {
  async function opened() {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    const upload = (name: string, bytes: Uint8Array) =>
      uploadImage(service, images, id, name, new Blob([bytes as Uint8Array<ArrayBuffer>]).stream());
    return { folder, project, service, id, upload };
  }

  test("is stored under its name, and can be used", async () => {
    const { folder, project, upload, service, id } = await opened();
    const file = await writePng(join(folder, "new.png"), "#00ff00", 80, 60);
    const media = await upload("../odd: name?.PNG", readFileSync(file));
    expect(media).toMatchObject({ kind: "image", format: "png", widthPx: 80, heightPx: 60, missing: false });
    expect(readdirSync(join(project, "media/images"))).toContain(`odd- name--${media.id.slice(0, 12)}.png`);
    const fields = { endFrame: media.id };
    const passId = (await service.view(id)).project.passes[0]?.id as string;
    expect(await service.applyEdit(id, 0, { type: "pass.describe", passId, fields })).toMatchObject({ revision: 1 });
  });

  test("whose content is here already is not stored again, whatever its name", async () => {
    const { project, upload, service, id, folder } = await opened();
    const before = filesIn(join(project, "media"));
    const media = await upload("another name.png", readFileSync(join(folder, "images/side.png")));
    expect(media.name).toBe("side.png");
    expect(filesIn(join(project, "media"))).toEqual(before);
    expect((await verify(service, id)).problems).toEqual([]);
  });

  test.each<[string, (file: Buffer) => Uint8Array, string]>([
    ["is cut off", (file) => file.subarray(0, file.length - 40), "image.unreadable"],
    ["is empty", () => new Uint8Array(), "image.unreadable"],
    ["is a text", () => new TextEncoder().encode("hello"), "image.unreadable"],
  ])("that %s leaves nothing, and is named as the user knows it", async (_, change, code) => {
    const { folder, project, upload } = await opened();
    const before = filesIn(project);
    const failed = upload("holiday.png", change(readFileSync(join(folder, "images/side.png"))));
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringContaining("holiday.png") });
    await expect(failed).rejects.toMatchObject({ message: expect.not.stringContaining(project) });
    expect(filesIn(project).filter((file) => !file.startsWith("cache"))).toEqual(
      before.filter((file) => !file.startsWith("cache")),
    );
    expect(filesIn(join(project, "cache"))).toEqual([]);
  });

  test("that breaks off on the way leaves nothing", async () => {
    const { project, service, id } = await opened();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(1000)),
      pull: (controller) => controller.error(new Error("connection lost")),
    });
    await expect(uploadImage(service, images, id, "a.png", body)).rejects.toThrow("connection lost");
    expect(filesIn(join(project, "cache"))).toEqual([]);
  });
});

describe("verifying", () => {
  test("names what is missing, changed and stray, and changes nothing", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    const [one, other] = (await service.storedMedia(id)).map((media) => media.file) as [string, string];
    rmSync(join(project, one));
    writeFileSync(join(project, other), "something else");
    writeFileSync(join(project, "media/left-over.part"), "half");
    const before = filesIn(project);
    const found = await verify(service, id);
    expect(found.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      `media.missing ${one}`,
      `media.changed ${other}`,
      "media.stray media/left-over.part",
    ]);
    expect(found).toMatchObject({ database: "ok", mediaChecked: 2 });
    expect(filesIn(project)).toEqual(before);
    expect((await service.view(id)).media.map((media) => media.missing).sort()).toEqual([false, true]);
  });

  test("goes on past what cannot be read", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    const [one, other] = (await service.storedMedia(id)).map((media) => media.file) as [string, string];
    rmSync(join(project, one));
    mkdirSync(join(project, one));
    rmSync(join(project, other));
    expect((await verify(service, id)).problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      `media.unreadable ${one}`,
      `media.missing ${other}`,
    ]);
  });

  test("finds nothing any more once a lost image is added again, whatever it is called now", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    const lost = (await service.storedMedia(id)).find((media) => media.name === "side.png");
    rmSync(join(project, lost?.file as string));
    const bytes = readFileSync(join(folder, "images/side.png"));
    const media = await uploadImage(service, images, id, "found again.png", new Blob([bytes]).stream());
    expect(media).toMatchObject({ id: lost?.id, name: "side.png" });
    expect((await service.view(id)).media.map((each) => each.missing)).toEqual([false, false]);
    expect((await verify(service, id)).problems).toEqual([]);
  });

  test("finds nothing any more once the right image is added again", async () => {
    const { folder, plan, planFile, project } = await plannedProject();
    await createPlannedProject(project, plan, planFile, images, now);
    const { service } = openService(folder);
    const id = await service.open(project);
    for (const { file } of await service.storedMedia(id)) writeFileSync(join(project, file), "damaged");
    for (const name of ["front", "side"]) {
      const bytes = readFileSync(join(folder, `images/${name}.png`));
      await uploadImage(service, images, id, `${name}.png`, new Blob([bytes]).stream());
    }
    expect((await verify(service, id)).problems).toEqual([]);
  });
});

describe("a file's name", () => {
  test.each([
    ["Night race", "Night race"],
    ['a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"],
    ["con", "_con"],
    ["LPT1.png", "_LPT1.png"],
    ["console", "console"],
    ["dots... ", "dots"],
    ["...", "Untitled"],
    ["", "Untitled"],
    [".hidden", "hidden"],
    ["tab\there\0", "tab-here-"],
    ["x".repeat(200), "x".repeat(80)],
    ["夜".repeat(80), "夜".repeat(50)],
    ["🎬".repeat(80), "🎬".repeat(37)],
  ])("of %j is %j", (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});
