import { describe, expect, test } from "vitest";
import { diffCut } from "../../../../shared/cut/back/diff.ts";
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { seenClips } from "../../../../shared/cut/back/seen-clips.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";

/** Three shots of 4 s. */
const cut = assembleCut(buildProject([buildTimedPass("1", [4000, 4000, 4000])]), animaticFilm);
const [one, two, three] = cut.clips.map(({ name, media, sourceIn, recordIn, frames }): ReadClip => {
  return { name, file: `/cut/${media?.fileStem}.mov`, sourceIn, recordIn, frames };
}) as [ReadClip, ReadClip, ReadClip];
const logo: ReadClip = { ...one, name: "logo.png", file: "/cut/logo.png" };

function seen(clips: readonly ReadClip[], above: readonly ReadClip[] = []): ReadCut {
  return seenClips(cut.clips, { rate: cut.rate, startFrame: cut.startFrame, clips, above, ignored: [] });
}

describe("what is seen of a list", () => {
  test("is a clip wherever it lies: one that was put on a track above is not gone", () => {
    const checkerboard = seen([one, three], [two]);
    expect(checkerboard).toMatchObject({ clips: [one, two, three], ignored: [] });
    expect(diffCut(cut, checkerboard)).toEqual([]);
  });

  test("is what lies above, and of what lies under it the rest", () => {
    const over = { ...three, recordIn: one.recordIn + 24, frames: 48 };
    const { clips } = seen([one, two], [over]);
    expect(clips).toEqual([
      { ...one, frames: 24 },
      over,
      { ...one, sourceIn: one.sourceIn + 72, recordIn: one.recordIn + 72, frames: 24 },
      two,
    ]);
  });

  test("is under a film that is none of the cut's, such as a logo, which is told", () => {
    const { clips, ignored } = seen([one, two, three], [logo]);
    expect(clips).toEqual([one, two, three]);
    expect(ignored).toEqual(["“logo.png” on a higher track, which is not a clip of this cut."]);
  });

  test("counts a film by its timecode, also in a list that counts it from its first frame", () => {
    const fromZero = [one, two, three].map((clip, index) => ({ ...clip, sourceIn: index === 1 ? 6 : 0 }));
    const { clips, ignored } = seen(fromZero);
    expect(clips).toEqual([one, { ...two, sourceIn: two.sourceIn + 6 }, three]);
    expect(ignored).toEqual(["Some clips are matched from their first frame instead of by timecode."]);
  });

  test("is one clip where a blade parted it and nothing else was done", () => {
    const pieces = [
      { ...one, frames: 30 },
      { ...one, sourceIn: one.sourceIn + 30, recordIn: one.recordIn + 30, frames: 66 },
    ];
    const { clips, ignored } = seen([...pieces, two, three]);
    expect(clips).toEqual([one, two, three]);
    expect(ignored).toEqual(["“SC010_SH0010” is cut into pieces that still play in order."]);
    const frameGone = { ...one, sourceIn: one.sourceIn + 31, recordIn: one.recordIn + 30, frames: 65 };
    expect(seen([pieces[0] as ReadClip, frameGone]).clips).toHaveLength(2);
    expect(seen([one, two, three]).clips).toHaveLength(3);
  });
});
