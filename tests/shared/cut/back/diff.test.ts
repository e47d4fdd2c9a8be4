import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { diffCut } from "../../../../shared/cut/back/diff.ts";
import { longestRun } from "../../../../shared/cut/back/match-clips.ts";
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { arbitraryCut } from "../../../core/hand-off/lists/arbitrary-cut.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Four shots of 96, 72, 96 and 120 frames, each with a second of handle on both sides. */
const cut = assembleCut(buildProject([buildTimedPass("1", [4000, 3000, 4000, 5000])]), (placed, recordIn, pass) => {
  const film = animaticFilm(placed, recordIn, pass);
  return { ...film, source: "take01", startFrame: 1000, inFrame: 1024, frames: film.frames + 48 };
});

function readBack(from: Cut): ReadCut {
  const clips = from.clips.flatMap(({ name, media, sourceIn, frames, recordIn }): ReadClip[] =>
    media ? [{ name, file: `/elsewhere/${media.fileStem}.mov`, sourceIn, frames, recordIn }] : [],
  );
  return { rate: from.rate, startFrame: from.startFrame, clips, ignored: [] };
}

/** The clips as an editor leaves them: in this order, one after another, some `frames` after the start. */
function laidOut(
  clips: readonly ReadClip[],
  startFrame = cut.startFrame,
  gaps: Readonly<Record<number, number>> = {},
): ReadCut {
  let recordIn = startFrame;
  const placed = clips.map((clip, index) => {
    recordIn += gaps[index] ?? 0;
    const at = { ...clip, recordIn };
    recordIn += clip.frames;
    return at;
  });
  return { rate: cut.rate, startFrame, clips: placed, ignored: [] };
}

const [one, two, three, four] = readBack(cut).clips as [ReadClip, ReadClip, ReadClip, ReadClip];
const sentences = (read: ReadCut) => diffCut(cut, read).map(({ sentence }) => sentence);

describe("what an editor changed", () => {
  test("is nothing when nothing was changed, whatever the cut", () => {
    fc.assert(
      fc.property(arbitraryCut, (any) => {
        expect(diffCut(any, readBack(any))).toEqual([]);
      }),
    );
  });

  test("is the clip that was moved, not those that made room for it", () => {
    expect(sentences(laidOut([two, one, three, four]))).toHaveLength(1);
    expect(sentences(laidOut([one, two, four, three]))).toEqual([
      "SC010_SH0040 moved from 01:00:11:00 to 01:00:07:00.",
    ]);
    expect(sentences(laidOut([four, one, two, three]))).toEqual([
      "SC010_SH0040 moved from 01:00:11:00 to 01:00:00:00.",
    ]);
    expect(sentences(laidOut([one, two, three, four], cut.startFrame, { 2: 12 }))).toEqual([
      "SC010_SH0030 moved from 01:00:07:00 to 01:00:07:12.",
    ]);
  });

  test("is nothing when the timeline only begins at another hour", () => {
    expect(sentences(laidOut([one, two, three, four], 0))).toEqual([]);
  });

  test("is the same clip where the timeline begins at another hour and a film is used once more", () => {
    expect(diffCut(cut, laidOut([one, two, three, four, one], 0))).toMatchObject([
      { kind: "new", read: { recordIn: 384 } },
    ]);
  });

  test("is a trim at either end, whether the rest moves up or stays", () => {
    const shorter = { ...two, sourceIn: two.sourceIn + 10, frames: two.frames - 22 };
    const says = ["SC010_SH0020 is 10 frames shorter at its start and 12 frames shorter at its end."];
    expect(sentences(laidOut([one, shorter, three, four]))).toEqual(says);
    expect(sentences(laidOut([one, shorter, three, four], cut.startFrame, { 1: 10, 2: 12 }))).toEqual(says);
    const longer = { ...two, sourceIn: two.sourceIn - 5, frames: two.frames + 6 };
    expect(sentences(laidOut([one, longer, three, four]))).toEqual([
      "SC010_SH0020 is 5 frames longer at its start and 1 frame longer at its end.",
    ]);
    expect(diffCut(cut, laidOut([one, longer, three, four]))[0]).toMatchObject({
      kind: "trimmed",
      headFrames: -5,
      tailFrames: -1,
    });
    expect(sentences(laidOut([one, { ...two, sourceIn: two.sourceIn + 8 }, three, four]))).toEqual([
      "SC010_SH0020 was slipped: its source starts 8 frames later, at the same length.",
    ]);
  });

  test("is a removal, whether the rest moves up or stays", () => {
    expect(sentences(laidOut([one, three, four]))).toEqual(["SC010_SH0020 was removed."]);
    expect(sentences(laidOut([one, three, four], cut.startFrame, { 1: two.frames }))).toEqual([
      "SC010_SH0020 was removed.",
    ]);
    expect(sentences(laidOut([two, three, four]))).toEqual(["SC010_SH0010 was removed."]);
    expect(sentences(laidOut([]))).toHaveLength(4);
  });

  test("is a film used once more: of a clip cut in two the longer part is the clip", () => {
    const head = { ...one, frames: 30 };
    const tail = { ...one, sourceIn: one.sourceIn + 30, frames: one.frames - 30 };
    const changes = diffCut(cut, laidOut([head, tail, two, three, four]));
    expect(changes.map(({ kind }) => kind)).toEqual(["new", "trimmed"]);
    expect(changes[0]).toMatchObject({
      read: { frames: 30 },
      sentence: "SC010_SH0010 is used again at 01:00:00:00, for 30 frames.",
    });
  });

  test("is a film that nobody knows", () => {
    const title = { name: "Title.png", file: "/elsewhere/Title.png", sourceIn: 0, frames: 48, recordIn: 0 };
    expect(sentences(laidOut([title, one, two, three, four]))).toEqual([
      "“Title.png” at 01:00:00:00, 48 frames long, is not a clip of this cut.",
    ]);
  });

  test("is found by file name, else by reel, and never by the folder that the films lie in now", () => {
    const renamed = readBack(cut).clips.map((clip) => ({ ...clip, name: "x", file: clip.file?.toUpperCase() ?? null }));
    expect(sentences({ ...readBack(cut), clips: renamed })).toEqual([]);
    const byReel = cut.clips.map(({ media, sourceIn, frames, recordIn }) => {
      const reel = media?.reel ?? "";
      return { name: reel, file: null, reel, sourceIn, frames, recordIn };
    });
    expect(sentences({ ...readBack(cut), clips: byReel })).toEqual([]);
  });

  test("is found by the numbered copies of Avid, and by its timecode where a list knows nothing else", () => {
    const copies = cut.clips.map(({ media, sourceIn, frames, recordIn }): ReadClip => {
      const name = `${media?.fileStem.toUpperCase()}.NEW.01`;
      return { name, file: name, reel: "UNKNOWN", sourceIn, frames, recordIn };
    });
    expect(sentences({ ...readBack(cut), clips: copies })).toEqual([]);
    const animatics = assembleCut(buildProject([buildTimedPass("1", [4000, 3000])]), animaticFilm);
    const nameless = readBack(animatics).clips.map((clip) => ({ ...clip, name: "AX", reel: "AX", file: null }));
    expect(diffCut(animatics, { ...readBack(animatics), clips: nameless })).toEqual([]);
  });

  test("is no other take of a shot, nor films handed off under other names: those are told by reel, else by clip name", () => {
    const otherTake = readBack(cut).clips.map((clip, index) =>
      index === 1 ? { ...clip, file: clip.file?.replace("_take01", "_animatic") ?? null } : clip,
    );
    expect(sentences({ ...readBack(cut), clips: otherTake })).toEqual([]);
    const renamed = cut.clips.map(({ name, media, sourceIn, frames, recordIn }, index): ReadClip => {
      const file = `/elsewhere/v002_${index}.mov`;
      const at = { file, sourceIn, frames, recordIn };
      return index % 2 === 0 ? { ...at, name } : { ...at, name: file, reel: media?.reel ?? "" };
    });
    expect(sentences({ ...readBack(cut), clips: renamed })).toEqual([]);
    const replaced = readBack(cut).clips.map((clip, index) => (index === 1 ? (renamed[0] as ReadClip) : clip));
    expect(diffCut(cut, { ...readBack(cut), clips: replaced }).map(({ kind }) => kind)).toContain("unknown");
  });

  test("tells every trim, removal and addition of any edit, and nothing of a clip that was left alone", () => {
    const edits = fc.array(
      fc.record({
        kept: fc.boolean(),
        head: fc.integer({ min: -24, max: 20 }),
        tail: fc.integer({ min: -24, max: 20 }),
      }),
      { minLength: 4, maxLength: 4 },
    );
    fc.assert(
      fc.property(edits, (planned) => {
        const clips = [one, two, three, four].flatMap((clip, index) => {
          const { kept = true, head = 0, tail = 0 } = planned[index] ?? {};
          return kept ? [{ ...clip, sourceIn: clip.sourceIn + head, frames: clip.frames - head - tail }] : [];
        });
        const changes = diffCut(cut, laidOut(clips));
        expect(changes.filter(({ kind }) => kind === "removed")).toHaveLength(4 - clips.length);
        const trims = planned.filter(({ kept, head, tail }) => kept && (head !== 0 || tail !== 0));
        expect(changes.filter(({ kind }) => kind === "trimmed")).toHaveLength(trims.length);
        expect(changes.filter(({ kind }) => kind !== "removed" && kind !== "trimmed")).toEqual([]);
      }),
    );
  });
});

describe("the longest run", () => {
  test("rises, is in order, and is as long as any other that does", () => {
    const longest = (places: readonly number[], from = -1): number => {
      const [first, ...rest] = places;
      if (first === undefined) return 0;
      const without = longest(rest, from);
      return first > from ? Math.max(without, 1 + longest(rest, first)) : without;
    };
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 10 }), (places) => {
        const run = longestRun(places, (place) => place);
        expect(run).toEqual(run.toSorted((left, right) => left - right));
        expect(places.filter((place) => run.includes(place))).toEqual(run);
        expect(run).toHaveLength(longest(places));
      }),
    );
  });
});
