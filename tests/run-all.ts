/**
 * Owns `npm test`: everything that must hold, and one line that sums it up. Vitest and Playwright each do one thing at a time, side by side
 * where there are two cores: neither keeps both busy, and their lines come as they come.
 *
 * Films are made and read with the ffmpeg that npm brings, so that a run is the same everywhere; `--system` lets the system's be found.
 * `--only gates|vitest|playwright` (repeatable) runs a part; further words are files to run: `.spec.ts` by Playwright, others by Vitest.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parseArgs } from "node:util";

interface Tally {
  passed: number;
  /** What failed, each by a name to look for above. */
  failed: string[];
  skipped: string[];
}

const root = resolve(import.meta.dirname, "..");
/** Hosts and commands are started hundreds of times, and reading TypeScript anew takes most of a start. */
const compileCache = join(root, "node_modules/.cache/shotline");
const parts = ["gates", "vitest", "playwright"];
const { values, positionals } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: parts },
    system: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const isBrowserTest = (file: string) => file.endsWith(".spec.ts");
const unknown = values.only.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(", ")}; there are ${parts.join(", ")}.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "shotline-tests-"));
const programs: Record<string, string> =
  values.system || process.platform === "win32" ? {} : { PATH: pathWithoutFfmpeg(folder) };

const gates: [name: string, program: string, ...values: string[]][] = [
  ["Types", "typescript/bin/tsc", "-b"],
  ["Lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  ["Build", "electron-vite/bin/electron-vite.js", "build", "--logLevel", "warn"],
];

/** Runs a program of node_modules with what it prints shown; gives whether it ended well. */
async function run(
  title: string,
  program: string,
  given: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  console.log(`\n── ${title} ──`);
  const startedAtMs = performance.now();
  const running = spawn(process.execPath, [join(root, "node_modules", program), ...given], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...programs, ...env },
  });
  const [code, signal] = await once(running, "close");
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`── ${title}: ${code === 0 ? "good" : `failed (${code ?? signal})`}, ${seconds} s ──`);
  return code === 0;
}

/** The PATH with links to all but ffmpeg and ffprobe in place of each folder that has them; links take rights on Windows. */
function pathWithoutFfmpeg(into: string): string {
  const tools = ["ffmpeg", "ffprobe"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .map((folder, index) => {
      if (!tools.some((tool) => existsSync(join(folder, tool)))) return folder;
      const links = join(into, `programs-${index}`);
      mkdirSync(links);
      for (const name of readdirSync(folder)) {
        if (!tools.includes(name)) symlinkSync(join(folder, name), join(links, name));
      }
      return links;
    })
    .join(delimiter);
}

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** `shard`: which part of the files, such as `1/4`. */
async function runVitest(folder: string, shard: string): Promise<Tally> {
  const file = join(folder, `vitest-${shard.replace("/", "-of-")}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const isGood = await run(`Vitest ${shard}`, "vitest/vitest.mjs", [
    "run",
    `--shard=${shard}`,
    ...reporters,
    ...positionals.filter((file) => !isBrowserTest(file)),
  ]);
  const report = readReport<VitestReport>(file);
  if (report === null) return { passed: 0, failed: ["Vitest: no report"], skipped: [] };
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const named = (status: string) => tests.filter((each) => each.status === status).map(({ fullName }) => fullName);
  const skipped = tests.filter(({ status }) => !["passed", "failed"].includes(status)).map(({ fullName }) => fullName);
  // A file that cannot even be loaded holds no tests that could fail.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((each) => each.status === "failed"),
  );
  const failed = [...named("failed"), ...unloaded.map(({ name }) => name)];
  return atLeastOneFailure("Vitest", { passed: named("passed").length, failed, skipped }, isGood);
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

async function runPlaywright(folder: string): Promise<Tally> {
  const file = join(folder, "playwright.json");
  const given = ["test", "--reporter=list,json", ...positionals.filter(isBrowserTest)];
  const isGood = await run("Playwright", "@playwright/test/cli.js", given, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = readReport<{ suites: PlaywrightSuite[] }>(file);
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  const add = (suite: PlaywrightSuite) => {
    for (const { title, tests } of suite.specs) {
      for (const { status, annotations } of tests) {
        if (status === "skipped") {
          const reason = annotations.find(({ type }) => type === "skip")?.description;
          tally.skipped.push(reason ? `${title}: ${reason}` : title);
        } else if (status === "unexpected") tally.failed.push(title);
        else tally.passed += 1;
      }
    }
    suite.suites?.forEach(add);
  };
  report?.suites.forEach(add);
  return atLeastOneFailure("Playwright", tally, isGood && report !== null);
}

function readReport<Report>(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  }
}

/** A run that ended badly counts even when no test of it says so. */
function atLeastOneFailure(title: string, tally: Tally, isGood: boolean): Tally {
  return isGood || tally.failed.length > 0 ? tally : { ...tally, failed: [`${title}: ended badly`] };
}

const tallies: Tally[] = [];
if (values.only.includes("gates")) {
  for (const [name, program, ...given] of gates) {
    if (!(await run(name, program, given))) tallies.push({ passed: 0, failed: [name], skipped: [] });
  }
}
/** Vitest goes in parts, so that whoever is done with the browser tests takes some: both cores are busy to the end. */
const shards = positionals.length === 0 ? 8 : 1;
const left = Array.from({ length: shards }, (_, index) => () => runVitest(folder, `${index + 1}/${shards}`));
const waiting = [
  ...(values.only.includes("playwright") ? [() => runPlaywright(folder)] : []),
  ...(values.only.includes("vitest") ? left : []),
];
async function work(): Promise<void> {
  for (let runPart = waiting.shift(); runPart; runPart = waiting.shift()) tallies.push(await runPart());
}
await Promise.all(availableParallelism() > 1 ? [work(), work()] : [work()]);
rmSync(folder, { recursive: true, force: true });

const skipped = tallies.flatMap((tally) => tally.skipped);
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.flatMap((tally) => tally.failed);
for (const [title, names] of [
  ["Skipped", skipped],
  ["Failed", failed],
] as const) {
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join("\n")}`);
}
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;
