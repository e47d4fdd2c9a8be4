import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dreamModel, dreamText } from "../support/own-model.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runCommand, runJson } from "./run-command.ts";

test("models check says that a file is good and where to put it, or lists each fault with its place and exits with 1", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "good.json"), dreamText);
  const wrong = dreamModel();
  wrong.limits.totalMs.max = 1.5;
  delete wrong.request.fields[2].name;
  writeFileSync(join(folder, "bad.json"), JSON.stringify(wrong));
  const good = await runCommand(folder, ["models", "check", "good.json"]);
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toContain("good.json has no problems: fal/dream-1, Dream 1 · fal.ai.");
  expect(good.stdout).toContain(`Put it into ${join(folder, ".data", "models")} to use it.`);
  expect(await runJson(folder, ["models", "check", "bad.json"])).toMatchObject({
    code: 1,
    value: {
      id: null,
      faults: [
        { path: "limits.totalMs.max", message: "Write a whole number of milliseconds, such as 15000." },
        { path: "request.fields[2].name", message: "Add it. Write a text in quotes." },
      ],
    },
  });
  const missing = await runCommand(folder, ["models", "check", "nothing.json"]);
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toContain("Model file not found");
});
