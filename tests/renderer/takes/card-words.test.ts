import { describe, expect, test } from "vitest";
import { partOfCard, sayCard, sayShown, writeDifference } from "../../../renderer/src/takes/card-words.ts";
import { roomOf, sayCut, sayCutPlace, sayRemedy } from "../../../renderer/src/takes/cut-words.ts";
import { conformReport } from "../../../shared/takes/conform-report.ts";
import { shotTakesOf } from "../../../shared/takes/take-shots.ts";
import { buildTimedPass } from "../../support/builders.ts";
import { hardCuts, makeTake } from "./make-take.ts";

const pass = buildTimedPass("A", [2000, 1000]);
const take = makeTake(pass, 1, 73, { cuts: hardCuts(50) });

describe("a card", () => {
  test("stands for the part of the film that shows the shot, or for the whole film", () => {
    expect(partOfCard(take, pass, pass.shots[1] ?? null)).toEqual({
      inFrame: 50,
      outFrame: 73,
      difference: -1,
      remedy: "hold",
    });
    expect(partOfCard(take, pass, null)).toEqual({ inFrame: 0, outFrame: 73, difference: 1, remedy: "hold" });
    expect(partOfCard({ ...take, film: null }, pass, null)).toBeNull();
  });

  test("says in words what it shows in signs", () => {
    const card = {
      name: "Take 1",
      maker: "Imported",
      length: "2.08 s",
      circled: true,
      inCut: "in the cut",
      states: [],
    };
    const part = partOfCard(take, pass, pass.shots[0] ?? null);
    expect(sayCard({ ...card, part, notes: { rating: 4 } })).toBe(
      "Take 1, Imported, 2.08 s, 2 frames more than planned, circled, 4 stars, in the cut",
    );
    expect(sayCard({ ...card, circled: false, part: null, notes: { rating: 1, rejected: "Flicker" } })).toBe(
      "Take 1, Imported, 2.08 s, 1 star, rejected: Flicker, in the cut",
    );
    expect([-2, 0, 3].map(writeDifference)).toEqual(["−2 f", "0 f", "+3 f"]);
  });

  test("names the shots that a take shows", () => {
    const numbers = new Map(pass.shots.map(({ id }, index) => [id, (index + 1) * 10]));
    expect(sayShown(pass.shots, pass, numbers)).toBe("every shot");
    expect(sayShown(pass.shots.slice(1), pass, numbers)).toBe("SH0020");
    expect(sayShown([], pass, numbers)).toBeNull();
  });
});

describe("a cut", () => {
  const shots = shotTakesOf(take, { frames: 73, rateNum: 24, rateDen: 1 }, pass);

  test("is said with its kind, who says it and how surely", () => {
    const cut = shots[1]?.cut;
    if (!cut) throw new Error("no cut");
    expect(sayCut(cut)).toBe("Hard cut, measured, 97% sure");
    expect(sayCut({ ...cut, kind: "dissolve", from: 45, to: 56 })).toBe("Dissolve of 12 frames, measured, 97% sure");
    expect(sayCut({ ...cut, kind: "none" })).toBe("No cut found, 97% sure: both shots run on in one");
    expect(sayCut({ ...cut, by: "user" })).toBe("Set by you");
    expect(sayCutPlace(50, 48)).toBe("frame 50, 2 frames later than planned");
    expect(sayCutPlace(47, 48)).toBe("frame 47, 1 frame earlier than planned");
  });

  test("can be moved as long as both shots keep a frame", () => {
    expect(roomOf(shots, 1, 73)).toEqual([1, 72]);
  });

  test("leads to a report that says what is to be done", () => {
    const start = { kind: "hard", frame: 0, from: 0, to: 0, confidence: 1, by: "measured" } as const;
    const remedyOf = (planned: number, returned: number) =>
      conformReport([{ shotId: "shot_1", planned, plannedInFrame: 0, inFrame: 0, outFrame: returned, cut: start }]).map(
        sayRemedy,
      )[0];
    expect([48, 50, 72, 46, 36, 0].map((returned) => remedyOf(48, returned))).toEqual([
      "Fits",
      "Keep 2 frames as handle",
      "Trim 24 frames",
      "Hold the last frame for 2 frames",
      "Retime to 75% speed, or cut it shorter",
      "No frames: generate the shot again",
    ]);
  });
});
