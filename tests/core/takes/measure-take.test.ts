import { describe, expect, test } from "vitest";
import { cutsOfTake, isUnmeasured, needsScan } from "../../../electron/core/takes/measure-take.ts";
import { createCutMeter } from "../../../shared/conform/cut-meter.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { buildMediaId, buildTimedPass } from "../../support/builders.ts";

const film = { frames: 121, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 64, heightPx: 36, hasAudio: false };
const pass = buildTimedPass("1", [2000, 3000]);
const take: Take = {
  ...{ id: "take_0001", passId: pass.id, number: 1, profile: "import", mediaId: buildMediaId("a"), frames: 121, film },
  ...{ createdAt: "2026-03-01T12:00:00.000Z", jobId: null, cuts: null, binnedAt: null },
  shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
};

/** What the meter keeps of a film that is dark up to `cutFrame` and bright from there on. */
function scanOf(cutFrame: number) {
  const size = { widthPx: 64, heightPx: 36 };
  const meter = createCutMeter({ ...size, rateNum: 24, rateDen: 1 });
  for (let frame = 0; frame < film.frames; frame += 1) {
    const small = new Uint8Array((64 * 36 * 3) / 2).fill(128);
    for (let at = 0; at < 64 * 36; at += 1) small[at] = (frame < cutFrame ? 40 : 180) + ((at * 7 + (at >> 6) * 3) % 30);
    meter.add(small);
  }
  return meter.finish();
}

describe("the cuts of a take", () => {
  test("are looked for where its own shots were planned, at its film's rate", () => {
    const { boundaries } = cutsOfTake(take, film, undefined, scanOf(51));
    expect(boundaries).toMatchObject([{ kind: "hard", frame: 51 }]);
    const other = { ...take, shots: null };
    expect(cutsOfTake(other, film, pass, scanOf(51)).boundaries).toMatchObject([{ kind: "hard", frame: 51 }]);
    expect(cutsOfTake(other, film, undefined, scanOf(51)).boundaries).toEqual([]);
  });

  test("of an animatic are those of the plan, as it is drawn by it", () => {
    const drawn = { ...take, profile: "animatic" };
    expect([needsScan(take), needsScan(drawn)]).toEqual([true, false]);
    const exact = { kind: "hard", frame: 48, from: 48, to: 48, confidence: 1 };
    expect(cutsOfTake(drawn, film, undefined, null)).toMatchObject({ boundaries: [exact], others: [] });
  });

  test("are measured again when they are of an older version", () => {
    const cuts = cutsOfTake(take, film, undefined, scanOf(48));
    expect([take, { ...take, cuts, film: null }, { ...take, cuts }].map(isUnmeasured)).toEqual([true, true, false]);
    expect(isUnmeasured({ ...take, cuts: { ...cuts, maker: cuts.maker - 1 } })).toBe(true);
  });
});
