/** Owns the damage drill: projects broken in every way that disks, sync programs and people have, opened as the window does, and counted. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../support/footage/random.ts";
import { type Came, runCases } from "./cases.ts";
import type { DamageCase, DamageResult } from "./damage-child.ts";
import { type Damage, drawDamage } from "./damage-kinds.ts";
import { makeTemplates, olderFiles, strangeFiles } from "./damage-projects.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder } from "./drill-core.ts";

const timeLimitMs = 60_000;

/** The case of a number: it is made again by it alone. */
export function drawCase(seed: number): DamageCase {
  const random = createRandom(seed);
  const template = random.pick(["closed", "killed"] as const);
  const targets = [
    ...(["project.db", "project.db", "project.db", "project.db", "project.db", "project.db"] as const),
    ...(template === "killed" ? ["project.db-wal", "project.db-wal", "project.db-wal", "project.db-shm"] : []),
    ...["newest backup", "a take", "an image"],
  ];
  const count = random.pick([1, 1, 1, 1, 2]);
  const damages = Array.from({ length: count }, (): Damage => {
    const file = random.pick(targets);
    // A log belongs to its database: one of another time is what sync programs leave.
    const replacements = file === "project.db" ? [...olderFiles, ...strangeFiles] : [strangeFiles[0]];
    return drawDamage(random, file, replacements);
  });
  return { seed, template, damages, isElsewhere: random.chance(0.15) };
}

export const drillDamage: Drill = ({ long, seed, only }) =>
  inFolder(async (work) => {
    const home = join(work, "home");
    const templates = join(work, "templates");
    for (const folder of [home, templates]) mkdirSync(folder);
    await makeTemplates(home, templates, long ? 160 : 30, seed);
    const every = Array.from({ length: long ? 900 : 30 }, (_, index) => drawCase(seed * 10_000 + index));
    const cases = only === undefined ? every : [drawCase(only)];
    const came = await runCases<DamageCase, DamageResult>({
      script: join(import.meta.dirname, "damage-child.ts"),
      given: [home, templates],
      cases,
      timeLimitMs,
    });
    return countOf(cases, came);
  });

function countOf(cases: readonly DamageCase[], came: readonly Came<DamageResult>[]): Count[] {
  const all = cases.map((given, index) => ({ given, came: came[index] as Came<DamageResult> }));
  const done = all.flatMap(({ given, came }) => (came.kind === "answered" ? [{ given, ...came.result }] : []));
  const damaged = done.filter(({ outcome }) => outcome !== "untouched");
  const of = damaged.length + all.filter(({ came }) => came.kind !== "answered").length;
  const named = (...outcomes: DamageResult["outcome"][]) => damaged.filter((each) => outcomes.includes(each.outcome));
  const told = (list: typeof damaged) =>
    list.map(({ given, outcome, detail }) => `${formatCase(given)}: ${outcome}, ${detail.replaceAll("\n", " ")}`);
  const plain = (name: string, list: typeof damaged): Count => ({ name, count: list.length, of, must: null });
  const none = (name: string, list: typeof damaged): Count => ({
    name,
    count: list.length,
    of,
    must: "none",
    broken: told(list),
  });
  const lost = (kind: "hung" | "crashed") => {
    const list = all.filter(({ came }) => came.kind === kind);
    const broken = list.map(({ given, came }) => `${formatCase(given)}: ${JSON.stringify(came)}`);
    return { name: kind, count: list.length, of, must: "none", broken } satisfies Count;
  };
  // Media and backups leave the plan as it is: these are about the database.
  const inFile = damaged.filter(({ given, texts, textsLeft }) => textsLeft === texts && isOfDatabase(given));
  const unopened = inFile.filter(({ outcome }) => ["refused", "internal", "broken afterwards"].includes(outcome));
  const media = damaged.filter(({ mediaNoticed }) => mediaNoticed !== null);
  return [
    plain("opened whole", named("whole")),
    plain("refused, then opened whole by a choice", named("chosen whole")),
    plain("refused, then an older state opened by a choice, its revision said", named("chosen older")),
    plain("refused, then repaired with counted losses", named("repaired with counted losses")),
    { ...plain("refused, and nothing opened", named("refused")), broken: told(named("refused")) },
    {
      ...{ name: "opened though damaged, of those whose whole plan is still in the file", must: { atLeast: 0.95 } },
      ...{ count: inFile.length - unopened.length, of: inFile.length, broken: told(unopened) },
    },
    none("an older state in silence", named("older in silence")),
    none("changed content in silence", named("changed in silence", "repaired with uncounted losses")),
    none("opened, but can't be edited or verified", named("broken afterwards")),
    none("internal", named("internal")),
    lost("hung"),
    lost("crashed"),
    {
      ...{ name: "damaged takes and images named by verify", must: "all", of: media.length },
      ...{ count: media.filter(({ mediaNoticed }) => mediaNoticed).length },
      broken: told(media.filter(({ mediaNoticed }) => !mediaNoticed)),
    },
  ];
}

function isOfDatabase({ damages }: DamageCase): boolean {
  return damages.some(({ file }) => file.startsWith("project.db"));
}

function formatCase({ seed, template, damages, isElsewhere }: DamageCase): string {
  const told = damages.map(({ file, kind, ...more }) => `${file} ${kind} ${JSON.stringify(more)}`.slice(0, 120));
  return `${seed} ${template}${isElsewhere ? ", elsewhere" : ""}, ${told.join(" + ")}`;
}
