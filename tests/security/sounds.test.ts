import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../support/build-core.ts";
import { makeProject, writeRaw } from "../support/tampered.ts";

describe("a sound from outside", () => {
  test.each([
    ["list.mp3", "#EXTM3U\nhttp://127.0.0.1:1/a.ts\n"],
    ["list.wav", "ffconcat version 1.0\nfile /etc/passwd\n"],
    ["page.m4a", "<!doctype html><title>Sign in</title>"],
  ])("%s is read by what it begins with: lists of other files and addresses are not", async (name, text) => {
    const { core, folder } = buildCore();
    const { projectId } = await core.call("projects.create", { name: "Sound" });
    const file = join(folder, name);
    writeFileSync(file, text);
    const { operationId } = await core.call("sound.import", { projectId, file });
    const { error } = await core.waitForOperation(operationId, () => {});
    expect(error).toMatchObject({ code: "film.unreadable", message: `${name} is not a supported sound file.` });
  });
});

describe("a row of a sound", () => {
  test.each(["../../outside.wav", "/etc/passwd", "media/sounds/../../project.db", "project.db"])(
    "that names %s as its file opens nothing",
    async (file) => {
      const { folder } = await makeProject();
      writeRaw(
        folder,
        `INSERT INTO sound_file (id, file, name, format, bytes, samples, created_at)
         VALUES ('${"a".repeat(64)}', '${file}', 'x', 'wav', 10, 10, '2026-01-01')`,
      );
      const { core } = buildCore();
      const opened = core
        .call("projects.open", { folder })
        .then(({ projectId }) => core.call("project.get", { projectId }));
      await expect(opened).rejects.toMatchObject({ code: "project.damaged" });
    },
  );
});
