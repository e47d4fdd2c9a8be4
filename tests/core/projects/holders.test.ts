import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readHolder } from "../../../electron/core/projects/holder-file.ts";
import { Holders } from "../../../electron/core/projects/holders.ts";
import { contract, type InputOf, type MethodName } from "../../../shared/rpc/contract.ts";
import { windowHeader } from "../../../shared/rpc/session.ts";
import { buildCore, type TestCore } from "../../support/build-core.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const dana = { user: "Dana", computer: "studio-mac" };
const robin = { user: "Robin", computer: "laptop" };
const since = "2026-11-28T14:03:00.000Z";
const projectId = "project_00000001";

/** Holders as a process of `person` has them; `pass` lets all timers go off that wait now. */
function startProcess(folder: string, person: typeof dana | null) {
  const timers: (() => void)[] = [];
  const changed: string[] = [];
  const holders = new Holders({
    ...{ person, now: () => new Date(since), look: () => {}, onChanged: (id) => changed.push(id) },
    folderOf: async () => folder,
    onFailed: (error) => {
      throw error;
    },
    schedule: (_delayMs, work) => {
      timers.push(work);
      return () => void (timers.includes(work) && timers.splice(timers.indexOf(work), 1));
    },
  });
  onTestFinished(() => holders.close());
  return {
    holders,
    changed,
    pass: () => {
      for (const work of timers.splice(0)) work();
    },
    /** A window that shows the project and is there until the returned function is called. */
    async open(window: string) {
      const end = holders.waits(window);
      return { end, heldBy: await holders.attend(window, projectId) };
    },
  };
}

describe("of two windows", () => {
  test("the second looks on, and takes over once the first is gone", async () => {
    const { holders, open, pass, changed } = startProcess(temporaryFolder(), dana);
    const first = await open("window-1");
    expect(first.heldBy).toBeNull();
    expect((await open("window-2")).heldBy).toEqual({ who: null, since, gone: false });
    await expect(holders.guard("window-2", "edits.apply", projectId)).rejects.toMatchObject({
      code: "project.locked",
      message: "Another window has this project open.",
      next: expect.any(String),
    });
    await holders.guard("window-1", "edits.apply", projectId);
    await expect(holders.takeOver("window-2", projectId)).rejects.toMatchObject({ code: "project.locked" });
    first.end();
    pass();
    expect(changed).toEqual([projectId]);
    expect(await holders.attend("window-2", projectId)).toEqual({ who: null, since, gone: true });
    // It is asked for, and does not happen by itself.
    await expect(holders.guard("window-2", "edits.apply", projectId)).rejects.toMatchObject({ code: "project.locked" });
    await holders.takeOver("window-2", projectId);
    await holders.guard("window-2", "edits.apply", projectId);
    expect(await holders.attend("window-1", projectId)).toEqual({ who: null, since, gone: false });
  });

  test("the first keeps it over a reload, and comes back to it after a while if nobody took over", async () => {
    const { holders, open, pass } = startProcess(temporaryFolder(), dana);
    const first = await open("window-1");
    await open("window-2");
    first.end();
    expect((await open("window-1")).heldBy).toBeNull();
    const again = await open("window-1");
    again.end();
    pass();
    await holders.guard("window-1", "edits.apply", projectId);
  });

  test("the first that leaves lets the second take over at once", async () => {
    const { holders, open } = startProcess(temporaryFolder(), dana);
    await open("window-1");
    await open("window-2");
    holders.leave("window-1");
    expect(await holders.attend("window-2", projectId)).toMatchObject({ gone: true });
    await holders.takeOver("window-2", projectId);
    expect(await holders.attend("window-2", projectId)).toBeNull();
  });
});

describe("of two processes", () => {
  test("the second looks on, says who has it, and takes over once the first is gone", async () => {
    const folder = temporaryFolder();
    const [one, two] = [startProcess(folder, dana), startProcess(folder, robin)];
    expect((await one.open("window-1")).heldBy).toBeNull();
    expect((await two.open("window-2")).heldBy).toEqual({ who: "Dana on studio-mac", since, gone: false });
    await expect(two.holders.guard("window-2", "edits.apply", projectId)).rejects.toMatchObject({
      message: "Dana on studio-mac has this project open.",
    });
    two.pass();
    expect(two.changed).toEqual([]);
    one.holders.close();
    two.pass();
    expect(two.changed).toEqual([projectId]);
    expect(await two.holders.attend("window-2", projectId)).toMatchObject({ who: "Dana on studio-mac", gone: true });
    await two.holders.takeOver("window-2", projectId);
    expect(readHolder(folder)).toEqual({ ...robin, since });
    expect((await one.open("window-1")).heldBy).toEqual({ who: "Robin on laptop", since, gone: false });
  });

  test("one whose windows have gone lets go, though it goes on", async () => {
    const folder = temporaryFolder();
    const [one, two] = [startProcess(folder, dana), startProcess(folder, robin)];
    const first = await one.open("window-1");
    first.end();
    one.pass();
    expect((await two.open("window-2")).heldBy).toBeNull();
    expect(await one.holders.attend("window-1", projectId)).toMatchObject({ who: "Robin on laptop" });
  });

  test("the command is nobody's holder, and is not held up", async () => {
    const folder = temporaryFolder();
    const [one, command] = [startProcess(folder, dana), startProcess(folder, null)];
    await one.open("window-1");
    await command.holders.guard("window-9", "edits.apply", projectId);
    await one.holders.guard(null, "edits.apply", projectId);
    expect(await command.holders.attend("window-9", projectId)).toBeNull();
  });
});

describe("who has a project, as its folder tells,", () => {
  const file = (folder: string) => join(folder, "editor.lock.json");

  test.each<[string, string]>([
    ["that is no JSON", "{"],
    ["that is endless", "[".repeat(5_000_000)],
    ["that names nobody", '{"since":"now"}'],
  ])("is not told by a file %s", (_what, text) => {
    const folder = temporaryFolder();
    writeFileSync(file(folder), text);
    expect(readHolder(folder)).toBeNull();
  });

  test("is short and in plain letters, whoever wrote it", () => {
    const folder = temporaryFolder();
    writeFileSync(file(folder), JSON.stringify({ user: `\u202e${"a".repeat(300)}`, computer: "b\n", since }));
    expect(readHolder(folder)).toEqual({ user: "a".repeat(60), computer: "b", since });
  });

  test("is not written through a link", async () => {
    const folder = temporaryFolder();
    const outside = join(temporaryFolder(), "diary.txt");
    writeFileSync(outside, "dear diary");
    symlinkSync(outside, file(folder));
    const { open } = startProcess(folder, dana);
    await open("window-1");
    expect(readFileSync(outside, "utf8")).toBe("dear diary");
    expect(readHolder(folder)).toEqual({ ...dana, since });
  });

  test("is gone with it", async () => {
    const folder = temporaryFolder();
    const { open, holders } = startProcess(folder, dana);
    await open("window-1");
    holders.close();
    expect(existsSync(file(folder))).toBe(false);
  });
});

describe("the core", () => {
  const call = async <Name extends MethodName>(
    { core }: TestCore,
    window: string,
    name: Name,
    input: InputOf<Name>,
    signal?: AbortSignal,
  ) => {
    const request = new Request(`http://shotline/rpc/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", [windowHeader]: window },
      body: JSON.stringify(input),
      ...(signal ? { signal } : {}),
    });
    return (await core.fetch(request)).json() as Promise<{ value: never; error: { code: string } }>;
  };

  test("refuses edits and uploads of a window that looks on, and shows it what the other one does", async () => {
    const home = buildCore(undefined, null, { person: dana });
    const made = await home.core.call("projects.create", { name: "Film" });
    const { value: view } = await call(home, "window-1", "project.get", made);
    expect(view).toMatchObject({ readOnly: false, heldBy: null, savedAt: expect.any(String) });
    const { value: looked } = await call(home, "window-2", "project.get", made);
    expect(looked).toMatchObject({ readOnly: true, heldBy: { who: null, gone: false } });
    const shotId = (view as { project: { passes: [{ shots: [{ id: string }] }] } }).project.passes[0].shots[0].id;
    const edit = { type: "shot.describe" as const, shotId, fields: { mood: "tense" } };
    const input = { ...made, baseRevision: 0, edit };
    expect(await call(home, "window-2", "edits.apply", input)).toMatchObject({ error: { code: "project.locked" } });
    const upload = new Request(`http://shotline/media/${made.projectId}?name=a.png`, {
      ...{ method: "PUT", body: "x", headers: { [windowHeader]: "window-2" } },
    });
    expect(await (await home.core.fetch(upload)).json()).toMatchObject({ error: { code: "project.locked" } });
    expect(await call(home, "window-1", "edits.apply", input)).toMatchObject({ value: { revision: 1 } });
    expect((await call(home, "window-2", "project.get", made)).value).toMatchObject({ revision: 1, readOnly: true });
  });

  test("opens no project of another process for changes, and none of what changes it is called looking", async () => {
    const one = buildCore(undefined, null, { person: dana });
    const made = await one.core.call("projects.create", { name: "Film" });
    const { folder } = await one.core.call("project.get", made);
    await call(one, "window-1", "project.get", made);
    const two = buildCore(undefined, null, { person: robin });
    await two.core.call("projects.open", { folder });
    expect((await call(two, "window-2", "project.get", made)).value).toMatchObject({
      ...{ readOnly: true, heldBy: { who: "Dana on studio-mac", gone: false } },
    });
    const changing = Object.keys(contract).filter((name) =>
      /^(edits|history\.(undo|redo)|takes\.(import|bin|restore|emptyBin|frame|restorePlan)|animatic|stills\.(add|grab|remove)|sound|media|images\.convert|generation\.start|jobs\.(cancel|retry|adopt)|cut\.accept|script\.(read|import)|library\.use|image\.crop|cache|backups\.restore)/.test(
        name,
      ),
    );
    expect(changing.length).toBeGreaterThan(20);
    for (const name of changing) {
      expect([name, await call(two, "window-2", name as MethodName, made as never)]).toMatchObject([
        name,
        { error: { code: "project.locked" } },
      ]);
    }
  });
});

test("a disk that knows no locks keeps nobody from working", async () => {
  const folder = join(temporaryFolder(), "gone");
  mkdirSync(folder);
  rmSync(folder, { recursive: true });
  const failed: unknown[] = [];
  const holders = new Holders({
    ...{ person: dana, now: () => new Date(since), look: () => {}, onChanged: () => {}, schedule: () => () => {} },
    ...{ folderOf: async () => folder, onFailed: (error) => failed.push(error) },
  });
  expect(await holders.attend("window-1", projectId)).toBeNull();
  expect(failed).toHaveLength(1);
  holders.close();
});
