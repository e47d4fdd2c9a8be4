/** Owns `npm run drill`: runs drills by name, prints what they counted with the machine it is from. `-- --long` takes minutes, `--seed N` other chances, `--only CASE` does one again, `--runs N` and `--hours N` say how much. */
import { parseArgs } from "node:util";
import { machineLine } from "../support/machine.ts";
import { drillClock } from "./clock.ts";
import { drillDamage } from "./damage.ts";
import { type Drill, formatCount, holds } from "./drill.ts";
import { drillFarm } from "./farm.ts";
import { drillFaults } from "./faults.ts";
import { drillFullDisk } from "./full-disk.ts";
import { drillFuzz } from "./fuzz.ts";
import { drillKills } from "./kill.ts";
import { drillPlaces } from "./places.ts";
import { drillSleep } from "./sleep.ts";
import { drillSoak } from "./soak.ts";

const drills: Record<string, Drill> = {
  kill: drillKills,
  damage: drillDamage,
  faults: drillFaults,
  "full-disk": drillFullDisk,
  places: drillPlaces,
  clock: drillClock,
  sleep: drillSleep,
  fuzz: drillFuzz,
  farm: drillFarm,
  soak: drillSoak,
};

const { values, positionals } = parseArgs({
  options: {
    long: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    runs: { type: "string" },
    hours: { type: "string" },
  },
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : Object.keys(drills);
const unknown = wanted.filter((name) => !(name in drills));
const seed = Number(values.seed);
const numberOf = (value: string | undefined) => (value === undefined ? undefined : Number(value));
const [only, runs, hours] = [values.only, values.runs, values.hours].map(numberOf);
// Whoever says how many wants them all.
const long = values.long || runs !== undefined || hours !== undefined;
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`Name drills of ${Object.keys(drills).join(", ")}; --seed takes a whole number.`);
  process.exit(2);
}

console.log(`${machineLine()}\nseed ${seed}, ${long ? "long" : "short"} form`);
for (const name of wanted) {
  const startedAtMs = performance.now();
  const counts = await (drills[name] as Drill)({ long, seed, only, runs, hours });
  console.log(`\n${name}, ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s`);
  for (const count of counts) {
    console.log(`  ${formatCount(count)}`);
    if (holds(count)) continue;
    process.exitCode = 1;
    for (const each of (count.broken ?? []).slice(0, 40)) console.log(`      ${each}`);
  }
}
