import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase, type ProjectDatabase } from "../../../electron/core/database/open-database.ts";
import { handOffOf, keepHandOff, listHandOffs, readHandOff } from "../../../electron/core/hand-off/hand-offs.ts";
import { diffCut } from "../../../shared/cut/back/diff.ts";
import type { ReadClip } from "../../../shared/cut/back/read-cut.ts";
import { projectAtRate } from "../../../shared/cut/out/at-rate.ts";
import { animaticFilm, assembleCut } from "../../../shared/cut/out/cut.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const project = buildProject([buildTimedPass("1", [4000, 3000])]);
const cut = assembleCut(project, animaticFilm);
const clipIn = (file: string | null): ReadClip => ({ name: "x", file, sourceIn: 0, recordIn: 0, frames: 1 });

let database: ProjectDatabase;
beforeEach(() => {
  database = openDatabase(temporaryFolder(), { create: true });
});
afterEach(() => database.close());

const keep = (folder: string, minute = 0, of = cut) =>
  keepHandOff(database, folder, new Date(Date.UTC(2026, 10, 22, 14, minute)), of);

describe("a cut that was handed off", () => {
  test("is kept as its lists say it, the newest first, and the oldest are forgotten", () => {
    for (let minute = 0; minute < 102; minute += 1) keep(`/cut/v${minute}`, minute);
    const kept = listHandOffs(database);
    expect(kept).toHaveLength(100);
    expect(kept[0]).toEqual({ id: "102", folder: "/cut/v101", at: "2026-11-22T15:41:00.000Z", rateName: "24" });
    const clips = cut.clips.map(({ name, media, sourceIn, recordIn, frames }): ReadClip => {
      return { name, file: `${media?.fileStem}.mov`, sourceIn, recordIn, frames };
    });
    const read = { rate: cut.rate, startFrame: cut.startFrame, clips, ignored: [] };
    expect(diffCut(readHandOff(database, "102"), read)).toEqual([]);
  });

  test("is the one of a list by the folder of its films, also where that was copied, else the newest as fast", () => {
    keep("C:\\cut\\first", 1);
    keep("/cut/second", 2);
    keep("/cut/third", 3);
    keep("/cut/slow", 4, assembleCut(projectAtRate(project, "25"), animaticFilm));
    const kept = listHandOffs(database);
    const found = (file: string | null, rate: RateName = "24") =>
      handOffOf(kept, { clips: [clipIn(file)] }, (name) => name === rate)?.folder;
    expect(found("C:/cut/first/clips/a.mov")).toBe("C:\\cut\\first");
    expect(found("/cut/second/clips/a.mov")).toBe("/cut/second");
    expect(found("/Volumes/EDIT/second/clips/a.mov", "30")).toBe("/cut/second");
    expect(found("/elsewhere/clips/a.mov")).toBe("/cut/third");
    expect(found(null, "25")).toBe("/cut/slow");
    expect(found("a.mov", "30")).toBeUndefined();
    expect(handOffOf([], { clips: [] }, () => true)).toBeNull();
  });
});
