/** Owns fuzzing the calls of the window: every method of the contract with what its schema accepts or nearly, as requests over HTTP. */
import { mkdirSync, writeFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import fc from "fast-check";
import { writeEdls } from "../../../electron/core/hand-off/lists/edl.ts";
import { contract, type MethodName } from "../../../shared/rpc/contract.ts";
import { buildMixedCut } from "../../core/hand-off/lists/arbitrary-cut.ts";
import { planFor } from "../../support/planned-for.ts";
import { everyService } from "../../support/services/every-service.ts";
import { makeStill } from "../../support/services/film.ts";
import { openDrillCore } from "../drill-core.ts";
import { filmProfileOf } from "../paid-job.ts";
import { jsonChange, oddText, oddValue } from "./changes.ts";
import { arbitraryOf, fillNames } from "./from-schema.ts";
import { type OpenTarget, targetOf } from "./target.ts";

/** What would ask the homepage; it is tried by tests of its own. */
const leftOut: readonly MethodName[] = ["app.checkForUpdates"];
const methods = (Object.keys(contract) as MethodName[]).filter((name) => !leftOut.includes(name));

const known = [
  ...[
    "projectId",
    "passId",
    "shotId",
    "elementId",
    "takeId",
    "mediaId",
    "jobId",
    "operationId",
    "stillId",
    "id",
    "baseRevision",
  ],
  ...["folder", "parent", "file", "planFile", "backup", "startFrame", "endFrame", "images", "bytes", "text", "profile"],
];

/** Waits for events end when this is over. */
const patienceMs = 60;

type Input =
  | { readonly kind: "call"; readonly method: string; readonly input: unknown }
  | { readonly kind: "raw"; readonly method: string; readonly body: string; readonly type: string }
  | { readonly kind: "address"; readonly verb: string; readonly path: string; readonly body: string };

const near = fc.constantFrom(...methods).chain((method) => {
  const valid = arbitraryOf(contract[method].input, known);
  const changed = fc
    .tuple(valid, fc.array(jsonChange, { maxLength: 2 }))
    .map(([value, list]) => list.reduce((each, make) => make(each), value));
  return fc
    .oneof({ weight: 3, arbitrary: valid }, { weight: 2, arbitrary: changed }, { weight: 1, arbitrary: oddValue })
    .map((input): Input => ({ kind: "call", method, input }));
});
const raw = fc
  .record({
    method: fc.oneof(fc.constantFrom<string>(...methods), oddText),
    body: fc.oneof(
      oddText,
      oddValue.map((value) => JSON.stringify(value) ?? ""),
    ),
    type: fc.constantFrom(
      "application/json",
      "application/json",
      "application/json;x",
      "text/plain",
      "multipart/form-data",
    ),
  })
  .map((each): Input => ({ kind: "raw", ...each }));
const address = fc
  .record({
    verb: fc.constantFrom("GET", "PUT", "HEAD", "DELETE", "POST"),
    path: fc
      .array(
        fc.oneof(
          fc.constantFrom("media", "fonts", "rpc", "library", "poster", "$projectId:0", "$mediaId:0", "proxy", "strip"),
          oddText,
        ),
        {
          maxLength: 4,
        },
      )
      .map((parts) =>
        parts.map((part) => (part.startsWith("$") ? part : encodeURIComponent(wellFormed(part)))).join("/"),
      ),
    body: oddText,
  })
  .map((each): Input => ({ kind: "address", ...each }));

export const openCalls: OpenTarget = async (home) => {
  // Nothing listens there: no service is asked for anything.
  const nowhere = Object.fromEntries(
    everyService.map(({ provider }) => [
      `SHOTLINE_${provider.toUpperCase().replaceAll("-", "_")}_URL`,
      "http://127.0.0.1:9",
    ]),
  );
  const failures: unknown[] = [];
  const core = openDrillCore(home, {
    env: { PATH: process.env.PATH, ...nowhere },
    log: (line) => void (line.level === "error" && failures.push(line)),
  });
  const outside = join(home, "outside");
  for (const folder of [outside, join(home, "empty")]) mkdirSync(folder);
  const { bytes } = await makeStill();
  for (const name of ["front.jpg", "side.jpg"]) writeFileSync(join(home, name), bytes);
  const plan = planFor(filmProfileOf("pixio"));
  const planFile = join(home, "race.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  writeFileSync(join(home, "cut.edl"), writeEdls(buildMixedCut(), ".mov").join(""));
  writeFileSync(join(home, "notes.txt"), "no film");
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const view = () => core.call("project.get", { projectId });
  let { project, revision, folder, media, takes } = await view();
  const backup = await core.call("backups.make", { projectId });

  const pools = (): Record<string, readonly unknown[]> => ({
    projectId: [projectId],
    passId: project.passes.map(({ id }) => id),
    shotId: project.passes.flatMap(({ shots }) => shots.map(({ id }) => id)),
    elementId: project.elements.map(({ id }) => id),
    takeId: takes.map(({ id }) => id),
    mediaId: media.map(({ id }) => id),
    baseRevision: [revision],
    backup: [backup.id],
    folder: [folder, join(home, "empty"), join(home, "new"), home, "new.shotline", join(home, "front.jpg")],
    parent: [home, join(home, "empty"), join(home, "front.jpg")],
    file: ["cut.edl", "notes.txt", "front.jpg", "race.plan.json", "new.shotarchive", "."].map((name) =>
      join(home, name),
    ),
    planFile: [planFile, join(home, "notes.txt"), join(home, "empty")],
    profile: [filmProfileOf("pixio").id, "animatic", "kling/v3", "gone"],
    bytes: [Buffer.from("INT. CAR - NIGHT\n\nAnna waits.\n").toString("base64")],
    text: [JSON.stringify({ ...plan, elements: [] }), "Shot 1 (4s): Anna waits."],
  });
  const aliases: Record<string, string> = { startFrame: "mediaId", endFrame: "mediaId", images: "mediaId" };
  let fresh = 0;
  const valueFor = (name: string, nth: number): unknown => {
    const pool = pools()[aliases[name] ?? name] ?? [];
    // Ids of what is to be made.
    fresh += 1;
    return pool.length > 0
      ? pool[nth % pool.length]
      : `made_${String(nth).padStart(4, "0")}${nth % 3 === 0 ? "" : fresh}`;
  };
  const isPlace = (key: string) => ["folder", "parent", "file", "planFile"].includes(key);
  /** A relative path is one from where the process works, which need not be here. */
  const placed = (value: unknown) =>
    typeof value === "string" && value !== "" && process.cwd() !== home && !isAbsolute(value)
      ? join(home, value)
      : value;
  /** No path that chance makes leads out of the drill's own folder. */
  const within = (value: unknown): unknown => {
    if (typeof value === "string") {
      const leads = /[\\/]|\.\./.test(value) && !resolve(home, value).startsWith(join(home, "../../../../../.."));
      return leads ? join(home, value.replaceAll("..", "")).slice(0, 4000) : value;
    }
    if (Array.isArray(value)) return value.map(within);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, within(isPlace(key) ? placed(each) : each)]),
    );
  };

  const send = async (input: Input): Promise<Response> => {
    const signal = AbortSignal.timeout(input.kind === "call" && input.method === "events.after" ? patienceMs : 30_000);
    if (input.kind === "address") {
      const path = input.path.replaceAll(/\$(\w+):(\d+)/g, (_, name: string, nth: string) =>
        String(valueFor(name, Number(nth))),
      );
      const body = ["GET", "HEAD"].includes(input.verb) ? {} : { body: input.body };
      return core.fetch(new Request(`http://shotline/${path}?name=a.png`, { method: input.verb, signal, ...body }));
    }
    const body = input.kind === "raw" ? input.body : JSON.stringify(within(fillNames(input.input, valueFor)));
    const headers = { "content-type": input.kind === "raw" ? input.type : "application/json" };
    const name = encodeURIComponent(wellFormed(input.method));
    return core.fetch(
      new Request(`http://shotline/rpc/${name}`, { method: "POST", headers, body: body ?? "", signal }),
    );
  };

  return targetOf<Input>({
    inputs: fc.oneof({ weight: 8, arbitrary: near }, { weight: 1, arbitrary: raw }, { weight: 1, arbitrary: address }),
    kept: [],
    writesIn: [join(home, "../../../../../..")],
    async answer(input) {
      failures.length = 0;
      const response = await send(input);
      const text = await response.text();
      const isAnswer = text !== "" && (response.headers.get("content-type") ?? "").startsWith("application/json");
      let code = isAnswer ? codeIn(text) : `status ${response.status}`;
      if (response.status >= 500) throw new Error(`${response.status}: ${text.slice(0, 200)}`);
      const operationId = isAnswer ? operationIn(text) : null;
      if (operationId !== null) {
        // What was begun is stopped, and may have failed until then.
        await core.call("operations.cancel", { operationId });
        const { error } = await core.waitForOperation(operationId, () => undefined);
        code = error?.code ?? code;
      }
      if (code === "internal") throw new Error(JSON.stringify(failures, errorsAsText).slice(0, 3000));
      if (code === "ok" && input.kind === "call") ({ project, revision, folder, media, takes } = await view());
      return code;
    },
    close: () => core.close(),
  });
};

function codeIn(text: string): string {
  const answer = JSON.parse(text) as { ok: boolean; error?: { code: string } };
  return answer.ok ? "ok" : (answer.error?.code ?? "no code");
}

function operationIn(text: string): string | null {
  const { value } = JSON.parse(text) as { value?: { operationId?: unknown } | null };
  return typeof value?.operationId === "string" ? value.operationId : null;
}

function errorsAsText(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}

/** Halves of characters are in no address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString("utf8");
}
