import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../support/build-core.ts";
import { makeFilm } from "../support/services/film.ts";

const film = { seconds: 1, widthPx: 160, heightPx: 90, audio: false } as const;

/** A project, and beside it a film that somebody else's list names. */
async function openBesideAFilm() {
  const { core, folder: home } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const { folder, project } = await core.call("project.get", { projectId });
  copyFileSync(await makeFilm(film), join(home, "private.mp4"));
  const passId = project.passes[0]?.id as string;
  async function importFile(name: string) {
    const { operationId } = await core.call("takes.import", { projectId, passId, file: join(home, name) });
    return core.waitForOperation(operationId, () => {});
  }
  return { core, home, folder, projectId, importFile };
}

describe("a text that is called a film", () => {
  test.each([
    ["a list for concatenation", "ffconcat version 1.0\nfile private.mp4\n"],
    [
      "a list for streaming",
      "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:5\n#EXTINF:1,\nprivate.mp4\n#EXT-X-ENDLIST\n",
    ],
    [
      "a description for streaming",
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>private.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>',
    ],
    [
      "a session description",
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    ],
    ["subtitles", "1\n00:00:00,000 --> 00:00:05,000\nSecret\n"],
    ["a text", "Dear diary, this is no film at all.\n".repeat(100)],
    ["a picture", "GIF89a\u0001\0\u0001\0\0\0\0;"],
    ["nothing", ""],
  ])("is no take, whatever it is called: %s", async (_what, text) => {
    const { core, home, folder, projectId, importFile } = await openBesideAFilm();
    for (const name of ["take.mp4", "take.mov", "take.mkv"]) {
      writeFileSync(join(home, name), text);
      const ended = await importFile(name);
      expect(ended).toMatchObject({ state: "failed", error: { code: "film.unreadable", next: expect.any(String) } });
    }
    const file = join(home, "take.mp4");
    const { operationId } = await core.call("cuts.measure", { file, plannedMs: null });
    const measured = await core.waitForOperation(operationId, () => {});
    expect(measured).toMatchObject({ state: "failed", error: { code: "film.unreadable" } });
    expect((await core.call("project.get", { projectId })).takes).toEqual([]);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".mp4"))).toEqual([]);
  });

  test("is no clip of a hand-off either, where it came into the project by another way", async () => {
    const { core, home, folder, projectId, importFile } = await openBesideAFilm();
    copyFileSync(join(home, "private.mp4"), join(home, "take.mp4"));
    const { result } = await importFile("take.mp4");
    const [stored] = result?.files ?? [];
    const path = stored?.path ?? "";
    copyFileSync(join(home, "private.mp4"), join(dirname(path), "private.mp4"));
    writeFileSync(path, "ffconcat version 1.0\nfile private.mp4\n".padEnd(stored?.bytes ?? 0, "#"));
    const handOff = join(home, "hand-off");
    const { operationId } = await core.call("export.start", { projectId, folder: handOff, formats: ["clips"] });
    const ended = await core.waitForOperation(operationId, () => {});
    expect(ended.state).toBe("done");
    const clips = readdirSync(handOff, { recursive: true }).map(String);
    // The animatic stands for what cannot be read.
    expect(clips.filter((name) => name.includes("take01"))).toEqual([]);
    expect(folder).toContain("Night race");
  });
});

test("films of every kind that is read are still read", async () => {
  const { home, importFile } = await openBesideAFilm();
  copyFileSync(join(home, "private.mp4"), join(home, "a.mp4"));
  expect(await importFile("a.mp4")).toMatchObject({ state: "done", result: { frames: 24 } });
});
