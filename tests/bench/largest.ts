/**
 * Owns measuring the largest project: 1,000 passes, 6,000 shots, 3,000 takes. Work is counted as processor time, so that a busy machine
 * measures the same; what waits for the disk is put beside a bare commit to the same disk, one after the other in the same run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import Database from "better-sqlite3";
import { type Core, createCore } from "../../electron/core/core.ts";
import { buildIfStale } from "../../electron/host/page-build.ts";
import { chooseBrowser } from "../support/browser.ts";
import { startHost } from "../support/host.ts";
import { writeFullPlan } from "../support/made-plans.ts";
import { makeFilm } from "../support/services/film.ts";
import type { Figure } from "./figure.ts";
import { mainThreadMsOf } from "./main-thread.ts";

const root = join(import.meta.dirname, "../..");
const passes = 1000;
const films = 30;
const takesAPass = 3;
const edits = 600;
const openAimMs = 500;
const commitAimMs = 10;

export async function measureLargest(): Promise<Figure[]> {
  await buildIfStale(root, console.error);
  const home = mkdtempSync(join(tmpdir(), "shotline-largest-"));
  try {
    const folder = await makeLargest(home);
    const first = await measureOpening(home, folder);
    const again = await measureOpening(home, folder);
    const what = "open 6,000 shots and 3,000 takes to the first picture";
    return [
      figureOf(`${what}, our work`, again.coreMs + again.pageMs, openAimMs),
      figureOf("of it the core", again.coreMs, null),
      figureOf("of it the page's main thread", again.pageMs, null),
      figureOf(`${what} after a crash, or for the first time`, first.coreMs + first.pageMs, null),
      figureOf("of it the core", first.coreMs, null),
      ...(await measureCommits(home, folder)),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function openCore(home: string): Core {
  return createCore({
    ...{ dataDir: join(home, "data"), projectsFolder: join(home, "projects"), vault: null, grants: null },
    ...{ pageFolder: join(root, "out/renderer"), resourcesFolder: join(root, "resources") },
    ...{ version: "bench", env: process.env, log: () => {} },
  });
}

/** The takes are rows of films that were imported, as 3,000 films would measure the disk. */
async function makeLargest(home: string): Promise<string> {
  const core = openCore(home);
  const planFile = writeFullPlan(home, "Largest", passes);
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { folder, project } = await core.call("project.get", { projectId });
  for (let film = 0; film < films; film += 1) {
    const file = await makeFilm({ seconds: 1, widthPx: 64 + 2 * film, heightPx: 64, audio: false });
    const passId = project.passes[film]?.id ?? "";
    await core.waitForOperation((await core.call("takes.import", { projectId, passId, file })).operationId, () => {});
  }
  await core.waitForOperation((await core.call("takes.prepare", { projectId })).operationId, () => {});
  await core.close();
  const database = new Database(join(folder, "project.db"));
  const columns = database.pragma("table_info(take)") as { name: string }[];
  const copied = columns.map(({ name }) => name).filter((name) => !["id", "pass_id", "number"].includes(name));
  const insert = database.prepare(
    `INSERT INTO take (id, pass_id, number, ${copied.join(", ")}) SELECT ?, ?, ?, ${copied.join(", ")} FROM take WHERE id = ?`,
  );
  const made = (database.prepare("SELECT id FROM take").all() as { id: string }[]).map(({ id }) => id);
  database.transaction(() => {
    let count = made.length;
    for (const [index, { id: passId }] of project.passes.entries()) {
      for (let number = index < films ? 2 : 1; number <= takesAPass; number += 1) {
        insert.run(`take_copy${count}`, passId, number, made[count % made.length]);
        count += 1;
      }
    }
  })();
  database.close();
  return folder;
}

/**
 * From the click on the project to its picture in the viewer: what the core's process and the page's main thread work. The host does with
 * the click what it does when it starts, so that the project was not opened before.
 */
async function measureOpening(home: string, folder: string): Promise<{ coreMs: number; pageMs: number }> {
  const host = await startHost(home, { SHOTLINE_TEST_RESUMES: "when asked" });
  const choice = await chooseBrowser();
  const browser = await chromium.launch(choice);
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(await host.url());
    const card = page.getByTitle(folder, { exact: true });
    await card.waitFor();
    let coreMs = 0;
    const pageMs = await mainThreadMsOf(browser, page, async () => {
      const before = await host.processorMs();
      await host.resume();
      await card.click();
      await page.locator('[data-testid="preview-frame"][data-source]').waitFor({ timeout: 120_000 });
      coreMs = (await host.processorMs()) - before;
    });
    return { coreMs, pageMs };
  } finally {
    await browser.close();
    await host.close();
  }
}

async function measureCommits(home: string, folder: string): Promise<Figure[]> {
  const core = openCore(home);
  const bare = new Database(join(home, "bare.db"));
  bare.pragma("journal_mode = WAL");
  bare.pragma("synchronous = FULL");
  bare.exec("CREATE TABLE row (text TEXT)");
  const insert = bare.prepare("INSERT INTO row VALUES (?)");
  try {
    const { projectId } = await core.call("projects.open", { folder });
    const view = await core.call("project.get", { projectId });
    const shots = view.project.passes.flatMap((pass) => pass.shots);
    let { revision } = view;
    const own: number[] = [];
    const bareMs: number[] = [];
    const usage = process.cpuUsage();
    for (let edit = 0; edit < edits; edit += 1) {
      const shotId = shots[(edit * 37) % shots.length]?.id ?? "";
      const described = { type: "shot.describe", shotId, fields: { action: `Rain on glass, ${edit}` } } as const;
      own.push(
        await timed(async () => {
          const answer = await core.call("edits.apply", { projectId, baseRevision: revision, edit: described });
          ({ revision } = answer);
        }),
      );
      bareMs.push(await timed(async () => void insert.run("x".repeat(8000))));
    }
    const { user, system } = process.cpuUsage(usage);
    return [
      figureOf("commit an edit of 6,000 shots, 99th percentile", percentile(own), commitAimMs),
      figureOf("a bare commit of 8 kB to the same disk in between, 99th percentile", percentile(bareMs), null),
      figureOf("processor time of both, a pair", (user + system) / 1000 / edits, null),
    ];
  } finally {
    bare.close();
    await core.close();
  }
}

async function timed(act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function percentile(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.99)] ?? Number.NaN;
}

function figureOf(name: string, figure: number, aimMs: number | null): Figure {
  const aim = aimMs === null ? "" : `≤ ${aimMs} ms`;
  return { name, figure, unit: "ms", aim, holds: aimMs === null ? null : figure <= aimMs };
}
