/**
 * Measures how well cuts are found in clips made from real footage, as far as this machine has it: a part that the weights are fitted
 * to, and one from other sources that they are not.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSmallFrames, smallFrameSize } from "../../electron/core/media/small-frames.ts";
import { createCutMeter } from "../../shared/conform/cut-meter.ts";
import { measureCuts } from "../../shared/conform/measure-cuts.ts";
import { type Clip, makeClips } from "../support/footage/make-clips.ts";
import { claimsOf, f1, type Score, scoreCuts, sumScores } from "../support/footage/score.ts";
import { findFootage, type Part } from "../support/footage/sources.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import type { Figure } from "./figure.ts";

const folder = join(tmpdir(), "shotline-footage");
const clipsOfEachKind: Readonly<Record<Part, number>> = { fitted: 8, "held-out": 5 };
const timeLimitMs = 600_000;

interface Judged {
  readonly planned: Score;
  readonly unplanned: Score;
  readonly cpuMs: number;
  readonly frames: number;
}

export async function measureCutFinding(): Promise<Figure[]> {
  const { found, missing } = findFootage();
  if (missing.length > 0) {
    console.log(`Missing of the footage, so these figures are of less: ${missing.join(", ")}.`);
    console.log(
      "Name folders that have it in SHOTLINE_FOOTAGE; tests/support/footage/sources.ts says where it is from.\n",
    );
  }
  const figures: Figure[] = [];
  for (const part of ["fitted", "held-out"] as const) {
    const clips = await makeClips(foundFfmpeg, found, { part, each: clipsOfEachKind[part], folder });
    if (clips.length === 0) {
      console.log(`No footage for the ${part} clips: nothing was measured.`);
      continue;
    }
    const judged: Judged[] = [];
    for (const clip of clips) judged.push(await judge(clip));
    figures.push(...figuresOf(`${clips.length} ${part} clips`, judged));
  }
  return figures;
}

async function judge({ file, rate, planned, cuts }: Clip): Promise<Judged> {
  const size = { widthPx: 480, heightPx: 270 };
  const meter = createCutMeter({ ...smallFrameSize(size), rateNum: rate.num, rateDen: rate.den });
  let cpuMs = 0;
  const timed = <Result>(work: () => Result): Result => {
    const before = process.cpuUsage();
    const result = work();
    cpuMs += process.cpuUsage(before).user / 1000;
    return result;
  };
  await readSmallFrames(foundFfmpeg, file, size, (frame) => timed(() => meter.add(frame)), { timeLimitMs });
  const scan = timed(() => meter.finish());
  let seconds = 0;
  const boundaries = planned.slice(0, -1).map((each) => {
    seconds += each;
    return Math.round((seconds * rate.num) / rate.den);
  });
  return {
    planned: scoreCuts(cuts, claimsOf(measureCuts(scan, boundaries))),
    unplanned: scoreCuts(cuts, claimsOf(measureCuts(scan, null))),
    cpuMs,
    frames: scan.frames,
  };
}

function figuresOf(name: string, judged: readonly Judged[]): Figure[] {
  const [planned, unplanned] = [
    sumScores(judged.map((each) => each.planned)),
    sumScores(judged.map((each) => each.unplanned)),
  ];
  const atLeast = (what: string, figure: number, aim: number): Figure => ({
    ...{ name: `cuts in ${name}: ${what}`, figure, unit: "", aim: `≥ ${aim}`, holds: figure >= aim },
  });
  const frames = judged.reduce((sum, each) => sum + each.frames, 0);
  const cpuMs = (judged.reduce((sum, each) => sum + each.cpuMs, 0) / frames) * 360;
  return [
    atLeast("F1 of hard ones with planned lengths", f1(planned), 0.98),
    atLeast("F1 of hard ones without", f1(unplanned), 0.95),
    atLeast("recall without plan", unplanned.found / (unplanned.found + unplanned.missed), 0.95),
    atLeast("precision without plan", unplanned.found / (unplanned.found + unplanned.wrong), 0.95),
    atLeast("share of gradual ones found with planned lengths", planned.gradualFound / planned.gradual, 0.87),
    atLeast("right among those claimed at 0.8 or more", 1 - planned.sureButWrong / planned.sure, 0.99),
    {
      ...{ name: `cuts in ${name}: metering 360 frames`, figure: cpuMs, unit: "ms", aim: "≤ 500", holds: cpuMs <= 500 },
    },
  ];
}
