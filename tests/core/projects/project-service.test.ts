import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toErrorData } from "../../../electron/core/runtime/error-data.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { buildElement, buildMediaId, buildProject, buildTimedPass } from "../../support/builders.ts";
import { openService, readProject, writeProject } from "../../support/open-projects.ts";
import { buildStart, draws, editFrom } from "../../support/random-edits.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const resize = (deltaMs: number, shotId = "shot_00A1"): Edit => ({
  ...{ type: "shot.resize", shotId, edge: "end", mode: "ripple", deltaMs },
});

/** A project with one pass of 4, 3 and 4 s, open in one service. */
async function opened() {
  const folder = temporaryFolder();
  const project = join(folder, "Film.shotline");
  writeProject(project, buildProject([buildTimedPass("A", [4000, 3000, 4000])]));
  const { service, changed } = openService(folder);
  return { folder, project, service, changed, id: await service.open(project) };
}

async function lengthsOf(
  service: { view(id: string): Promise<{ project: { passes: { shots: { durationMs: number }[] }[] } }> },
  id: string,
) {
  const { project } = await service.view(id);
  return project.passes[0]?.shots.map((shot) => shot.durationMs);
}

describe("a project's database", () => {
  test("gives back what was put in, through any edits, undos and redos", { timeout: 60_000 }, async () => {
    const way = fc.array(fc.constantFrom("edit", "edit", "edit", "undo", "redo"), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(draws, way, async (list, steps) => {
        const folder = temporaryFolder();
        writeProject(join(folder, "p"), buildStart());
        const { service, changed } = openService(folder);
        const id = await service.open(join(folder, "p"));
        expect((await service.view(id)).project).toStrictEqual({ ...buildStart(), id });
        for (const [index, step] of steps.entries()) {
          const { project, revision } = await service.view(id);
          const draw = list[index % Math.max(1, list.length)];
          if (step !== "edit") {
            await service[step as "undo" | "redo"](id, revision).catch((error) =>
              expect(error.code).toBe("edit.refused"),
            );
          } else if (draw) {
            const edit = editFrom(project, draw, index);
            const wanted = applyEdit(project, edit);
            const answer = await service.applyEdit(id, revision, edit).catch((error) => {
              expect([wanted.ok, error.code]).toEqual([false, "edit.refused"]);
            });
            if (wanted.ok) {
              expect(answer?.revision).toBe(revision + (wanted.project === project ? 0 : 1));
              expect((await service.view(id)).project).toStrictEqual(wanted.project);
            }
          }
          const { project: shown, revision: at } = await service.view(id);
          expect(readProject(join(folder, "p"), id)).toStrictEqual({ project: shown, revision: at });
        }
        expect(changed).toEqual(changed.map((_, index) => index + 1));
        service.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe("an edit", () => {
  test("raises the revision by one, is announced, and is on the disk when it is answered", async () => {
    const { service, id, changed, project } = await opened();
    const answer = await service.applyEdit(id, 0, resize(1000));
    expect(answer).toEqual({ revision: 1, label: "Resize SH0010 to 5 s", stoppedBy: null });
    expect(changed).toEqual([1]);
    expect(readProject(project, id).revision).toBe(1);
  });

  test("that changes nothing raises nothing, and still says what stopped it", async () => {
    const { service, id, changed } = await opened();
    await service.applyEdit(id, 0, resize(9000));
    expect(await service.applyEdit(id, 1, resize(1000))).toMatchObject({
      revision: 1,
      stoppedBy: { code: "pass-full" },
    });
    expect(changed).toEqual([1]);
    expect(await service.history(id)).toHaveLength(1);
  });

  test("of a state that is no longer in force is refused as stale, and changes nothing", async () => {
    const { service, id } = await opened();
    await service.applyEdit(id, 0, resize(1000));
    for (const baseRevision of [0, 2]) {
      await expect(service.applyEdit(id, baseRevision, resize(1000))).rejects.toMatchObject({ code: "edit.stale" });
      await expect(service.undo(id, baseRevision)).rejects.toMatchObject({ code: "edit.stale" });
      await expect(service.redo(id, baseRevision)).rejects.toMatchObject({ code: "edit.stale" });
    }
    expect(await service.view(id)).toMatchObject({ revision: 1, undoLabel: "Resize SH0010 to 5 s", redoLabel: null });
  });

  test("that the rules refuse says why, in one sentence and with the way on", async () => {
    const { service, id } = await opened();
    const add: Edit = { type: "shot.add", passId: "pass_000A", index: 0, shot: { id: "shot_new1", durationMs: 5000 } };
    await expect(service.applyEdit(id, 0, add)).rejects.toMatchObject({
      code: "edit.refused",
      message: "The pass has 4 s left; the shot needs 5 s.",
      next: "Shorten other shots first, or start a new pass.",
    });
    expect((await service.view(id)).revision).toBe(0);
  });

  test("that names a file which is not stored is refused whole", async () => {
    const { service, id, project } = await opened();
    const fields = { startFrame: buildMediaId("f"), name: "Changed" };
    const edit: Edit = { type: "pass.describe", passId: "pass_000A", fields };
    await expect(service.applyEdit(id, 0, edit)).rejects.toMatchObject({ code: "edit.refused" });
    expect((await service.view(id)).project.passes[0]?.name).toBe("Pass A");
    expect(readProject(project, id).revision).toBe(0);
    expect(await service.applyEdit(id, 0, resize(1000))).toMatchObject({ revision: 1 });
  });

  test("swaps the names of two elements in one undo, though names are unique", async () => {
    const { service, id } = await opened();
    const add = (name: string): Edit => ({ type: "element.add", element: buildElement(name) });
    const rename = (elementId: string, name: string): Edit => ({
      type: "element.describe",
      elementId,
      fields: { name },
    });
    await service.applyEdit(id, 0, add("One"));
    await service.applyEdit(id, 1, rename("element_0One", "Two"));
    await service.applyEdit(id, 2, add("One2"));
    await service.undo(id, 3);
    await service.undo(id, 4);
    await service.redo(id, 5);
    expect((await service.view(id)).project.elements.map((element) => element.name)).toEqual(["Two"]);
  });
});

describe("undo and redo", () => {
  test("walk through the history by name, and survive a restart", async () => {
    const { folder, project, service, id } = await opened();
    await service.applyEdit(id, 0, resize(1000));
    await service.applyEdit(id, 1, resize(1000));
    expect(await service.undo(id, 2)).toEqual({ revision: 3, label: "Resize SH0010 to 6 s" });
    service.close();

    const again = openService(folder).service;
    expect(await again.open(project)).toBe(id);
    expect(await again.view(id)).toMatchObject({
      ...{ revision: 3, undoLabel: "Resize SH0010 to 5 s", redoLabel: "Resize SH0010 to 6 s" },
    });
    expect(await again.redo(id, 3)).toEqual({ revision: 4, label: "Resize SH0010 to 6 s" });
    expect(await lengthsOf(again, id)).toEqual([6000, 3000, 4000]);
    await again.undo(id, 4);
    await again.undo(id, 5);
    expect(await lengthsOf(again, id)).toEqual([4000, 3000, 4000]);
    await expect(again.undo(id, 6)).rejects.toMatchObject({
      code: "edit.refused",
      message: "There is nothing to undo.",
    });
    expect((await again.history(id)).map(({ label, undone }) => [label, undone])).toEqual([
      ["Resize SH0010 to 6 s", true],
      ["Resize SH0010 to 5 s", true],
    ]);
  });

  test("a new edit ends what could be redone, and one that is refused does not", async () => {
    const { service, id } = await opened();
    await service.applyEdit(id, 0, resize(1000));
    await service.undo(id, 1);
    await service.applyEdit(id, 2, { type: "shot.merge", shotId: "shot_gone" }).catch(() => {});
    expect((await service.view(id)).redoLabel).toBe("Resize SH0010 to 5 s");
    await service.applyEdit(id, 2, resize(2000));
    expect((await service.view(id)).redoLabel).toBeNull();
    await expect(service.redo(id, 3)).rejects.toMatchObject({ code: "edit.refused" });
    expect(await lengthsOf(service, id)).toEqual([6000, 3000, 4000]);
  });
});

describe("a folder open in two processes", () => {
  test("shows each what the other wrote, and lets neither build on what it has not seen", async () => {
    const { folder, project, service: window, id } = await opened();
    const { service: command } = openService(folder);
    await command.open(project);

    await command.applyEdit(id, 0, resize(1000));
    expect(await window.view(id)).toMatchObject({ revision: 1, undoLabel: "Resize SH0010 to 5 s" });
    await window.applyEdit(id, 1, resize(1000));
    await expect(command.applyEdit(id, 1, resize(1000))).rejects.toMatchObject({ code: "edit.stale" });
    expect(await command.undo(id, 2)).toMatchObject({ revision: 3 });
    expect(await lengthsOf(window, id)).toEqual([5000, 3000, 4000]);
  });
});

describe("opening", () => {
  test("gives one handle for one folder, by whatever path", async () => {
    const { folder, project, service, id } = await opened();
    symlinkSync(project, join(folder, "link"));
    expect(await service.open(join(folder, "link"))).toBe(id);
    expect(await service.open(`${project}/`)).toBe(id);
  });

  test("goes on after a restart with the handle that a window still has", async () => {
    const { folder, service, id } = await opened();
    await service.applyEdit(id, 0, resize(1000));
    service.close();
    const again = openService(folder).service;
    expect(await again.view(id)).toMatchObject({ revision: 1 });
    await expect(again.view("project_unknown")).rejects.toMatchObject({ code: "not-found" });
  });

  test("says that a database is damaged, and leaves it to be restored", async () => {
    const { folder, project, service } = await opened();
    service.close();
    const file = join(project, "project.db");
    const bytes = readFileSync(file).fill(0xa5, 4096);
    writeFileSync(file, bytes);
    const again = openService(folder).service;
    const error = await again.open(project).catch((reason: unknown) => reason);
    expect(toErrorData(error, () => {})).toMatchObject({
      code: "project.damaged",
      next: expect.stringContaining("repair"),
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test("refuses to save into a project whose folder was moved away or deleted", async () => {
    const { folder, project, service, id } = await opened();
    renameSync(project, join(folder, "Elsewhere.shotline"));
    await expect(service.applyEdit(id, 0, resize(1000))).rejects.toMatchObject({ code: "project.missing" });
    const moved = await service.open(join(folder, "Elsewhere.shotline"));
    expect(await service.applyEdit(moved, 0, resize(1000))).toMatchObject({ revision: 1 });
    rmSync(join(folder, "Elsewhere.shotline"), { recursive: true });
    await expect(service.view(moved)).rejects.toMatchObject({ code: "project.missing" });
  });

  test("takes up another project that stands in the place of the old one", async () => {
    const { folder, project, service, id } = await opened();
    writeProject(join(folder, "backup"), buildProject([buildTimedPass("A", [9000])]));
    rmSync(project, { recursive: true });
    renameSync(join(folder, "backup"), project);
    expect(await lengthsOf(service, id)).toEqual([9000]);
    expect(await service.applyEdit(id, 0, resize(1000))).toMatchObject({ revision: 1 });
    expect(readProject(project, id).project.passes[0]?.shots[0]?.durationMs).toBe(10_000);
  });
});
