import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";
import { foundFfmpeg } from "../../support/found-ffmpeg.ts";
import { makeFilm } from "../../support/services/film.ts";

/** Half a second loud, half a second silent, at another rate and in one channel. */
async function makeTone(file: string): Promise<void> {
  const source = "aevalsrc=0.5*sin(2*PI*441*t)*lt(t\\,0.5):s=44100:d=1";
  await foundFfmpeg.run(["-f", "lavfi", "-i", source, "-ac", "1", file], { timeLimitMs: 30_000 });
}

async function openProject() {
  const { core, folder: home } = buildCore();
  const folder = join(home, "Sound.shotline");
  const { projectId } = await core.call("projects.create", { name: "Sound", folder });
  const importSound = async (file: string) => {
    const { operationId } = await core.call("sound.import", { projectId, file });
    const { error, result } = await core.waitForOperation(operationId, () => {});
    if (error) throw new Error(`${error.code}: ${error.message} ${error.next ?? ""}`);
    return result?.mediaId as string;
  };
  const fetch = (path: string, headers: Record<string, string> = {}) =>
    core.fetch(new Request(`http://shotline/media/${projectId}/${path}`, { headers }));
  return { core, home, folder, projectId, importSound, fetch };
}

describe("a sound", () => {
  test("is decoded once to 48 kHz stereo, put under the cut by an edit, and served with its peaks", async () => {
    const { core, home, folder, projectId, importSound, fetch } = await openProject();
    const file = join(home, "tone.flac");
    await makeTone(file);
    const soundId = await importSound(file);
    const { sounds, revision } = await core.call("project.get", { projectId });
    expect(sounds).toMatchObject([{ id: soundId, name: "tone.flac", samples: 48_000, missing: false }]);
    const sound = { soundId, startFrame: 0, inFrame: 0, gainDb: -3, fadeInFrames: 0, fadeOutFrames: 12 };
    await core.call("edits.apply", {
      projectId,
      baseRevision: revision,
      edit: { type: "project.describe", fields: { sound } },
    });
    expect((await core.call("project.get", { projectId })).project.sound).toEqual(sound);
    const part = await fetch(soundId, { range: "bytes=0-3" });
    expect([part.status, part.headers.get("content-type"), await part.text()]).toEqual([206, "audio/wav", "RIFF"]);
    const peaks = new Uint8Array(await (await fetch(`${soundId}/peaks`)).arrayBuffer());
    expect(peaks).toHaveLength(100);
    expect(peaks[20]).toBeGreaterThan(80);
    expect(peaks[80]).toBe(0);
    expect((await fetch(`${soundId}/strip`)).status).toBe(404);
    expect(await importSound(file)).toBe(soundId);
    // Lost and brought again under another name, it is the same sound.
    rmSync(join(folder, "media/sounds"), { recursive: true });
    renameSync(file, join(home, "renamed.flac"));
    expect(await importSound(join(home, "renamed.flac"))).toBe(soundId);
    expect((await core.call("project.get", { projectId })).sounds).toMatchObject([{ missing: false }]);
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
  });

  test("that is gone is missing, and found again by its content", async () => {
    const { core, home, folder, projectId, importSound } = await openProject();
    const film = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: true });
    await importSound(film);
    const { core: _core, ...other } = await openProject();
    await other.importSound(film);
    rmSync(join(folder, "media/sounds"), { recursive: true });
    expect((await core.call("project.get", { projectId })).sounds).toMatchObject([{ missing: true }]);
    expect((await core.call("storage.sizes", { projectId })).missing).toBe(1);
    const { operationId } = await core.call("media.relink", { projectId, folder: other.home });
    expect((await core.waitForOperation(operationId, () => {})).error).toBeNull();
    expect((await core.call("project.get", { projectId })).sounds).toMatchObject([{ missing: false }]);
    expect(home).not.toBe(other.home);
  });

  test("is refused in words when there is none, and nothing stays", async () => {
    const { core, home, projectId, importSound } = await openProject();
    const silent = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: false });
    await expect(importSound(silent)).rejects.toThrow(/has no sound that can be read\. Choose a WAV/);
    await expect(importSound(join(home, "absent.wav"))).rejects.toThrow("Check the path.");
    const text = join(home, "letter.mp3");
    writeFileSync(text, "Dear editor");
    await expect(importSound(text)).rejects.toThrow("letter.mp3 is not a supported sound file.");
    const cut = join(home, "cut.wav");
    writeFileSync(cut, Buffer.from("RIFF\u0000\u0000\u0000\u0000WAVE", "latin1"));
    await expect(importSound(cut)).rejects.toThrow(/no sound/);
    expect((await core.call("project.get", { projectId })).sounds).toEqual([]);
    expect((await core.call("storage.sizes", { projectId })).cache).toBe(0);
  });
});
