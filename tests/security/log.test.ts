import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileLog } from "../../electron/core/runtime/log.ts";
import { buildCore } from "../support/build-core.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const key = "a key that looks like none";

function openLogged() {
  const folder = temporaryFolder();
  const log = fileLog(join(folder, "data"), () => new Date());
  const { core } = buildCore(folder, null, { log });
  const read = () => readFileSync(join(folder, "data", "shotline.log"), "utf8");
  return { core, read };
}

test("A crash that the page tells of is one line of the log, whatever is in it, and no key that was entered", async () => {
  const { core, read } = openLogged();
  await core.call("keys.set", { provider: "fal", key });
  const message = `"}\n{"at":"2020","level":"error","message":"forged"}\n\u001b[31m ${key}`;
  await core.call("app.crashed", { message, stack: `at ${key}\n`.repeat(100) });
  const lines = read().trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] as string)).toMatchObject({ level: "error", room: "window" });
  expect(read()).not.toContain(key);
});

test("The page can't fill the log with one call, nor the report with what it says of itself", async () => {
  const { core } = openLogged();
  const refused = { code: "input.invalid" };
  await expect(core.call("app.crashed", { message: "x".repeat(2001), stack: "" })).rejects.toMatchObject(refused);
  await expect(core.call("app.crashed", { message: "x", stack: "x".repeat(16_001) })).rejects.toMatchObject(refused);
  await expect(core.call("app.report", { window: "x".repeat(501) })).rejects.toMatchObject(refused);
});

test("A key is in no report, also one that an earlier run found and wrote into an error", async () => {
  const { core } = openLogged();
  await core.call("app.crashed", {
    message: "Authorization: Bearer sk-abcdefghijklmnopqrst",
    stack: "https://a.example/x?sig=zzzz",
  });
  const { text } = await core.call("app.report", { window: "https://user:word@a.example/?token=zzzz" });
  for (const secret of ["sk-abc", "zzzz", "user:word"]) expect(text).not.toContain(secret);
});
