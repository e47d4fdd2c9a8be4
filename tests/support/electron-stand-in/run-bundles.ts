/**
 * Owns a run of the built main and preload bundles against the stand-in, in a process of its own: `electron` resolves to the
 * stand-in, everything else is as in the app. Takes the folder that holds main/, preload/ and renderer/; prints what came of
 * each step as one line of JSON.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { InputOf, MethodName, OutputOf } from "../../../shared/rpc/contract.ts";
import type { NativeShell } from "../../../shared/rpc/native.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";

const [, , built = ""] = process.argv;
const standInUrl = new URL("electron.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standInUrl, shortCircuit: true } : next(specifier, context),
});

const { app, powerMonitor, standIn } = (await import(standInUrl)) as typeof import("./electron.ts");
const page = "shotline://app/";

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const handle = standIn.schemeHandlers.get("shotline");
  if (handle === undefined) throw new Error("nothing answers shotline://");
  return handle(new Request(page + path, init));
}

async function call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const answer = await (
    await ask(`rpc/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    })
  ).json();
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value as OutputOf<Name>;
}

/** Follows the events until the operation has ended. */
async function ended(operationId: string): Promise<string> {
  const isEnd = (event: AppEvent) =>
    event.type === "operation.changed" && event.operation.id === operationId && event.operation.state !== "running";
  for (let cursor = 0; ; ) {
    const known = (await call("operations.list", {})).find((operation) => operation.id === operationId);
    if (known && known.state !== "running") return known.error?.message ?? known.state;
    let events: AppEvent[] = [];
    while (!events.some(isEnd)) ({ cursor, events } = await call("events.after", { cursor }));
  }
}

await import(pathToFileURL(resolve(built, "main/index.js")).href);
await new Promise((ready) => setImmediate(ready));
const [window] = standIn.windows;
if (window === undefined) throw new Error("main opened no window");
if (!window.shown) await new Promise((shown) => window.once("ready-to-show", shown));

createRequire(import.meta.url)(String((window.options["webPreferences"] as { preload: string }).preload));
const native = standIn.exposed.get("shotlineNative") as NativeShell;

const heard: string[] = [];
const stop = native.onCommand((command) => heard.push(command));
const clickUndo = () => {
  const items = standIn.menu.flatMap((item) => (Array.isArray(item.submenu) ? item.submenu : []));
  (items.find((item) => item.id === "undo")?.click as (() => void) | undefined)?.();
};
clickUndo();
stop();
clickUndo();

const html = await (await ask("")).text();
const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "no script";
standIn.chosenPaths = ["/films/one.shotline"];
const { projectId } = await call("projects.create", { name: "Bundled" });
const { project, revision: baseRevision } = await call("project.get", { projectId });
const passId = project.passes[0]?.id ?? "";
const edit = { type: "pass.describe" as const, passId, fields: { resolution: "720p" as const } };
await call("edits.apply", { projectId, baseRevision, edit });
const { operationId } = await call("animatic.render", { projectId, passId, burnIn: true });

/** What the user drops, as Electron gives it. */
const drop = (pathOnDisk: string) => native.pathOfDropped(Object.assign(new File([], "dropped"), { pathOnDisk }));
const data = process.env["SHOTLINE_DATA"] ?? "";
const [planFile, otherFile, plainFolder, ownFolder] = ["race.plan.json", "notes.txt", "plain", "own"].map((name) =>
  join(data, "..", name),
) as [string, string, string, string];
for (const file of [planFile, otherFile]) writeFileSync(file, "{}");
for (const folder of [plainFolder, ownFolder]) mkdirSync(folder);
writeFileSync(join(ownFolder, "project.db"), "");
const codeOf = (calling: Promise<unknown>) =>
  calling.then(
    () => "ok",
    (error) => JSON.parse(error.message).code,
  );
const undropped = await codeOf(call("projects.createFromPlan", { planFile }));
const drops = await Promise.all(
  [planFile, ownFolder, otherFile, plainFolder, join(data, "gone.json"), "", "race.plan.json"].map(drop),
);
const dropped = await codeOf(call("projects.createFromPlan", { planFile }));

const archive = join(data, "..", "Night.shotarchive");
writeFileSync(archive, "no archive");
let heardOpened = 0;
const stopOpened = native.onOpened(() => {
  heardOpened += 1;
});
const first = await native.takeOpened();
const unopened = await codeOf(call("archive.open", { file: archive }));
app.emit("open-file", { preventDefault() {} }, otherFile);
app.emit("open-file", { preventDefault() {} }, archive);
app.emit("second-instance", {}, ["shotline", "--flag", "Night.shotarchive"], join(data, ".."));
stopOpened();
const second = (await native.takeOpened()) === archive ? "archive" : "something else";
const third = await native.takeOpened();
const codes = [unopened, await codeOf(call("archive.open", { file: archive }))];

const key = "fal-key-of-the-stand-in";
await call("keys.set", { provider: "fal", key });
const keyFile = readFileSync(join(data, "keys.json"), "utf8");
powerMonitor.emit("resume");

const report = {
  keyFrom: (await call("keys.list", {})).find(({ provider }) => provider === "fal")?.source,
  keyIsPlain: keyFile.includes(key),
  page: html.includes('<div id="root">'),
  script: (await ask(script)).headers.get("content-type"),
  policy: (await ask("")).headers.get("content-security-policy"),
  methods: Object.keys(native).sort(),
  heard,
  chosen: await native.chooseProject(),
  drops: drops.map((path) => path !== null),
  droppedPlan: [undropped, dropped],
  opened: { first, heard: heardOpened, second, third, codes },
  version: (await call("app.info", {})).version,
  rendered: await ended(operationId),
  closedBy: await new Promise((closed) => {
    app.once("quit", () => closed(standIn.exitCode));
    app.quit();
  }),
};
console.log(JSON.stringify(report));
