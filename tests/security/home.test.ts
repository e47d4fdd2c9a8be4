import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { posterUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "../support/build-core.ts";
import { buildPlan } from "../support/builders.ts";
import { createFromColors, sendImage } from "../support/received-images.ts";
import { makeProject } from "../support/tampered.ts";

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
const receivedIn = (home: string) => namesIn(join(home, "data")).filter((name) => name.startsWith("image_"));

describe("the list of recent projects", { timeout: 10_000 }, () => {
  test("is shown without opening anything of a project's folder", async () => {
    const made = await makeProject();
    for (const inProject of ["project.db", made.image]) {
      rmSync(join(made.folder, inProject));
      // Whoever opened it would wait without an end.
      expect(spawnSync("mkfifo", [join(made.folder, inProject)]).status).toBe(0);
    }
    const { core } = buildCore(made.home);
    const [listed] = await core.call("projects.list", {});
    expect(listed).toMatchObject({ name: "Night race", durationMs: 3000, passes: 1, poster: expect.any(String) });
    const answer = await core.fetch(new Request(`http://shotline/${posterUrl(listed?.poster ?? "")}`));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    await answer.arrayBuffer();
  });

  test("has no poster of a folder that came from elsewhere until the user opens it", async () => {
    const made = await makeProject();
    const { core, folder: home } = buildCore();
    const known = [{ folder: made.folder, name: "Night race", openedAt: "2026-11-22T12:00:00.000Z" }];
    writeFileSync(join(home, "data/recent.json"), JSON.stringify(known));
    await core.resumeJobs();
    expect(await core.call("projects.list", {})).toMatchObject([{ poster: null, durationMs: null }]);
    expect(namesIn(join(home, "data/posters"))).toEqual([]);
  });

  test("makes no poster of a picture that is a link leading out, or damaged, and goes on without", async () => {
    const made = await makeProject();
    const stored = join(made.folder, made.image);
    for (const plant of [
      () => {
        renameSync(stored, join(made.home, "outside.jpg"));
        symlinkSync(join(made.home, "outside.jpg"), stored);
      },
      () => {
        rmSync(stored);
        writeFileSync(stored, "no picture");
      },
    ]) {
      plant();
      const { core, folder: home } = buildCore();
      await core.call("projects.open", { folder: made.folder });
      expect(await core.call("projects.list", {})).toMatchObject([{ poster: null, durationMs: 3000 }]);
      await core.close();
      expect(namesIn(join(home, "data/posters"))).toEqual([]);
    }
  });

  test("does not open what stands in the place of a project that was open, to tell of it", async () => {
    const made = await makeProject();
    const { core } = buildCore(made.home);
    await core.call("projects.open", { folder: made.folder });
    renameSync(made.folder, join(made.home, "moved"));
    expect(spawnSync("mkdir", [made.folder]).status).toBe(0);
    expect(spawnSync("mkfifo", [join(made.folder, "project.db")]).status).toBe(0);
    expect(await core.call("projects.list", {})).toMatchObject([{ name: "Night race", durationMs: 3000 }]);
  });

  test.each(["../identity", "..%2fidentity", "%2e%2e%2fidentity", "identity", `${"a".repeat(24)}-${"b".repeat(12)}`])(
    "gives no other file as a poster: %s",
    async (name) => {
      const { core } = buildCore();
      await createFromColors(core, "Night race", ["red"]);
      const answer = await core.fetch(new Request(`http://shotline/media/poster/${name}`));
      expect(answer.status).toBe(404);
    },
  );
});

describe("images for a new project", () => {
  test("that are none are refused under the name that the user knows, and nothing of them stays", async () => {
    const { core, folder: home } = buildCore();
    const { error } = await sendImage(core, "../../notes.png", "somebody's own diary");
    expect(error).toMatchObject({ code: "image.unreadable", message: expect.stringMatching(/^notes\.png is not/) });
    expect(receivedIn(home)).toEqual([]);
  });

  test("that have no end are cut off, and nothing of them stays", async () => {
    const { core, folder: home } = buildCore();
    const chunk = new Uint8Array(4 * 1024 * 1024);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    expect(await sendImage(core, "endless.png", endless)).toMatchObject({ error: { code: "image.too-large" } });
    expect(receivedIn(home)).toEqual([]);
  });

  test("that are not there make no project", async () => {
    const { core, folder: home } = buildCore();
    const images = ["image_gone"];
    await expect(core.call("projects.createFromImages", { name: "Gone", images })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(namesIn(join(home, "projects"))).toEqual([]);
  });

  test("put their project into the projects folder, whatever its name says", async () => {
    const { core, folder: home } = buildCore();
    await createFromColors(core, "../../outside", ["red"]);
    expect(namesIn(join(home, "projects"))).toEqual(["-..-outside.shotline"]);
  });
});

describe("a dropped plan", () => {
  const refusal = (name: string, text: string) => {
    const { core, folder: home } = buildCore();
    return [core.call("projects.createFromPlanText", { name, text }), home] as const;
  };

  test("that names images is refused, wherever they are said to lie", async () => {
    for (const [startFrame, code] of [
      ["start.jpg", "plan.refused"],
      ["/etc/hostname", "path.outside"],
      ["../../start.jpg", "path.outside"],
    ]) {
      const [call, home] = refusal(
        "race.plan.json",
        JSON.stringify(buildPlan([3000], { startFrame: startFrame ?? "" })),
      );
      await expect(call).rejects.toMatchObject({ code });
      expect(namesIn(join(home, "projects"))).toEqual([]);
    }
  });

  test("that is none is refused without a word of what it holds", async () => {
    const [call] = refusal("keys.json", '{"key": sk-live-0123456789}');
    await expect(call).rejects.toMatchObject({
      code: "plan.not-json",
      message: expect.not.stringMatching(/sk|live/),
    });
  });
});
