import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeBoard, type TakePictures } from "../../../../electron/core/hand-off/board/board-pictures.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { defaultBoard } from "../../../../shared/cut/out/hand-off-options.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

// A worker and its fonts take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let room: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-board-"));
});
afterEach(async () => await rm(room, { recursive: true, force: true }));

const shots = [buildShot("1", { action: "日本" }), buildShot("2", { action: "a ሀ" })];
const cut = assembleCut(buildProject([buildPass("1", shots)]), animaticFilm);

function make(changes: Partial<Parameters<typeof makeBoard>[0]> = {}) {
  return makeBoard({
    cut,
    placeOf: () => null,
    options: defaultBoard,
    takePictures: () => expect.unreachable("no shot has a film"),
    picturesFolder: room,
    file: join(room, "board.pdf"),
    madeAt: new Date("2026-03-01T12:00:00Z"),
    signal: new AbortController().signal,
    onStep: () => {},
    ...changes,
  });
}

describe("a storyboard made apart from the main loop", () => {
  test("is there when it is told, with what no font had", async () => {
    expect(await make()).toEqual({ missingCharacters: 1 });
    expect(existsSync(join(room, "board.pdf"))).toBe(true);
  });

  test("takes the pictures of one film together", async () => {
    const asked: Parameters<TakePictures>[0][] = [];
    const takePictures: TakePictures = async (request) => {
      asked.push(request);
      throw new Error("enough");
    };
    const placeOf = ({ recordIn }: { recordIn: number }) => ({ film: "one.mp4", frame: recordIn - cut.startFrame });
    await expect(make({ takePictures, placeOf })).rejects.toThrow("enough");
    expect(asked.map(({ film, pictures }) => [film, pictures.map(({ frame }) => frame)])).toEqual([
      ["one.mp4", [0, 96]],
    ]);
  });

  test("says so when the disk refuses it", async () => {
    await expect(make({ file: join(room, "absent", "board.pdf") })).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("stops when it is cancelled, before and while pages are set", async () => {
    const abort = new AbortController();
    const making = make({ signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(making).rejects.toThrow("enough");
    await expect(make({ signal: abort.signal })).rejects.toThrow("enough");
  });
});
