/** Owns timing a piece of work: by the clock, and by the processors' time, which is moved less by whatever else the computer does. */
import { readFileSync } from "node:fs";

export interface TimeTaken {
  readonly wallMs: number;
  /** Of this process and of the programs that it ran and that have ended, over all processors; NaN where the system does not tell. */
  readonly processorMs: number;
  /** That of the programs alone. */
  readonly programsMs: number;
}

export async function timeTaken(work: () => Promise<unknown>): Promise<TimeTaken> {
  const start = { wall: performance.now(), own: process.cpuUsage(), programs: programsMs() };
  await work();
  const own = process.cpuUsage(start.own);
  const programs = programsMs() - start.programs;
  return {
    wallMs: performance.now() - start.wall,
    processorMs: (own.user + own.system) / 1000 + programs,
    programsMs: programs,
  };
}

/** A tick is a hundredth of a second on every Linux that Node runs on. Linux alone tells. */
function programsMs(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
    // proc(5): cutime and cstime are the 16th and 17th field, of which two stand before the bracket.
    return 10 * (Number(fields[13]) + Number(fields[14]));
  } catch {
    return Number.NaN;
  }
}
