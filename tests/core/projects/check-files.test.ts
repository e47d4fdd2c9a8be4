import { readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";
import { opened } from "../server/server-rig.ts";

/** What a core that opens the project anew says of its files. */
async function noticesOnOpening(change: (file: string) => void): Promise<unknown[]> {
  const { core, folder, projectId } = await opened();
  const { folder: project } = await core.call("project.get", { projectId });
  const names = readdirSync(join(project, "media"), { recursive: true }).map(String);
  const file = join(project, "media", names.find((name) => name.endsWith(".png")) ?? "");
  await core.close();
  change(file);
  const again = buildCore(folder);
  const { cursor } = await again.core.call("events.after", { cursor: 0 });
  await again.core.call("projects.open", { folder: project });
  let seen = cursor;
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await again.core.call("events.after", { cursor: seen });
    seen = answer.cursor;
    if (answer.events.some(({ type }) => type === "notices.changed")) break;
  }
  return again.core.call("notices.list", {});
}

test("A project that opens without one of its files, or with half of one, says so and what to do", async () => {
  expect(await noticesOnOpening((file) => rmSync(file))).toMatchObject([
    {
      message: "In “Film”, 1 file is missing. The plan is whole.",
      next: expect.stringContaining("Find missing files"),
    },
  ]);
  expect(await noticesOnOpening((file) => truncateSync(file, 20))).toMatchObject([
    {
      message: "In “Film”, 1 file is damaged. The plan is whole.",
      next: expect.stringContaining("backup of the disk"),
    },
  ]);
});
