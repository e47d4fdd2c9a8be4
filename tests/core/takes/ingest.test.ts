import { readdirSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createFfmpeg } from "../../../electron/core/media/ffmpeg.ts";
import type { MediaVariant } from "../../../shared/rpc/contract.ts";
import { openFilmCore } from "../../support/film-core.ts";
import { makeFilm } from "../../support/services/film.ts";
import { openFolder } from "../media/media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const film = await makeFilm({ seconds: 2, widthPx: 160, heightPx: 90, audio: true });

describe("a take", () => {
  test("is made ready when it is asked for, under one operation that names it, and everything of it is served", async () => {
    const { importFilm, prepare, products, view, ask, made } = await openFilmCore();
    const { takeId, mediaId } = await importFilm(film);
    expect(await products()).toMatchObject([{ takeId, state: "waiting", frames: 48, hasAudio: true, strip: null }]);
    const early = await ask(mediaId, "proxy");
    expect([early.status, (await early.json()).error.code]).toEqual([404, "busy"]);

    expect(await prepare()).toMatchObject({
      ...{ kind: "ingest", state: "done", progress: 1 },
      title: "Preparing take 1 of SC010 First pass",
    });
    expect(await products()).toMatchObject([
      { takeId, state: "ready", progress: 1, problem: null, frames: 48, rateNum: 24, rateDen: 1, peaksPerSecond: 100 },
    ]);
    const [take] = (await view()).takes;
    expect(take?.film).toMatchObject({ frames: 48, widthPx: 160, hasAudio: true });
    expect(take?.cuts?.boundaries).toEqual([]);
    const types: Partial<Record<MediaVariant, string>> = {
      ...{ proxy: "video/mp4", thumbnail: "image/jpeg", strip: "image/jpeg", peaks: "application/octet-stream" },
    };
    for (const [variant, type] of Object.entries(types)) {
      const answer = await ask(mediaId, variant as MediaVariant, { headers: { range: "bytes=0-9" } });
      expect([variant, answer.status, answer.headers.get("content-type")]).toEqual([variant, 206, type]);
      expect((await answer.arrayBuffer()).byteLength).toBe(10);
    }
    // A window that heard of them a moment ago may ask for them still.
    expect((await ask(mediaId, "keys")).status).toBe(200);
    expect(made().map((name) => name.replace(mediaId, ""))).toEqual([
      ...["-1.jpg", "-1.json", "-1.keys.jpg", "-1.mp4", "-1.peaks", "-1.strip.jpg"],
    ]);
  });

  test("that is there twice is made once, and measured for both", async () => {
    const { importFilm, prepare, products, view, folder } = await openFilmCore();
    const { mediaId } = await importFilm(film);
    await prepare();
    const proxy = join(folder, `cache/films/${mediaId}-1.mp4`);
    const { mtimeMs } = statSync(proxy);
    await importFilm(film);
    expect((await view()).takes.map(({ cuts }) => cuts === null)).toEqual([false, true]);
    await prepare();
    expect((await view()).takes.map(({ cuts }) => cuts === null)).toEqual([false, false]);
    expect(statSync(proxy).mtimeMs).toBe(mtimeMs);
    expect((await products()).map(({ state }) => state)).toEqual(["ready", "ready"]);
    expect(await prepare()).toMatchObject({ state: "done", title: "Preparing 0 takes" });
  });

  test("whose file is gone is said to be missing, and is left alone", async () => {
    const { importFilm, prepare, products, folder } = await openFilmCore();
    await importFilm(film);
    rmSync(join(folder, "media/takes"), { recursive: true });
    expect((await prepare()).state).toBe("done");
    expect(await products()).toMatchObject([{ state: "missing", problem: null }]);
  });

  test("that is not in the project is refused", async () => {
    const { prepare } = await openFilmCore();
    await expect(prepare("take_unknown")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("with a host that stays", () => {
  test("takes are made ready by themselves, and again what is missing, cut off, or of another version", async () => {
    const { core, importFilm, products, folder, projectId, made } = await openFilmCore();
    await core.resumeJobs();
    const { cursor } = await core.call("events.after", { cursor: 0 });
    const { mediaId } = await importFilm(film);
    const isReady = () => vi.waitFor(async () => expect((await products())[0]?.state).toBe("ready"), 40_000);
    await isReady();
    const whole = made();
    const place = (ending: string) => join(folder, `cache/films/${mediaId}-${ending}`);
    for (const spoil of [
      () => unlinkSync(place("1.mp4")),
      () => truncateSync(place("1.strip.jpg"), 100),
      () => writeFileSync(place("1.json"), "{}"),
      () => {
        for (const name of whole) rmSync(join(folder, "cache/films", name));
        writeFileSync(place("0.mp4"), "older");
      },
    ]) {
      spoil();
      await core.call("projects.open", { folder });
      await isReady();
      await vi.waitFor(() => expect(made()).toEqual(whole));
    }
    const { events } = await core.call("events.after", { cursor });
    expect(events.some((event) => event.type === "takes.changed" && event.projectId === projectId)).toBe(true);
  });
});

describe("a film that cannot be made ready", () => {
  const real = async () => {
    const settings = () => ({ ffmpegPath: "", ffprobePath: "" });
    return createFfmpeg({ settings, environment: {}, cacheFolder: rig.folder, log: () => {} }).binaries();
  };

  /** ffmpeg that does `instead` of the decode, as long as a file is there. */
  async function standIn(instead: string) {
    const { ffmpeg, ffprobe } = await real();
    const flag = rig.file(`flag-${Math.random()}`);
    writeFileSync(flag, "");
    const body = `case "$*" in *filter_complex*) if [ -f "${flag}" ]; then ${instead}; fi;; esac\nexec "${ffmpeg}" "$@"`;
    const env = { SHOTLINE_FFMPEG: rig.script(`ffmpeg-${Math.random()}`, body), SHOTLINE_FFPROBE: ffprobe };
    return { env, mend: () => unlinkSync(flag) };
  }

  test("because ffmpeg was killed half way says so and leaves nothing half made; asked for again, it is made", async () => {
    const { env, mend } = await standIn("head -c 100000 /dev/zero; kill -9 $$");
    const { importFilm, prepare, products, made, ask } = await openFilmCore(env);
    const { mediaId } = await importFilm(film);
    const failed = await prepare();
    expect(failed).toMatchObject({ state: "failed", error: { code: "ffmpeg.failed", next: expect.any(String) } });
    expect(failed.error?.message).toMatch(
      /^Couldn't prepare take 1 of SC010 First pass: ffmpeg stopped before it finished\./,
    );
    expect(await products()).toMatchObject([{ state: "failed", problem: { code: "ffmpeg.failed" } }]);
    expect((await (await ask(mediaId, "proxy")).json()).error.code).toBe("ffmpeg.failed");
    expect(made().filter((name) => !name.endsWith(".keys.jpg"))).toEqual([]);
    mend();
    expect((await prepare()).state).toBe("done");
    expect(await products()).toMatchObject([{ state: "ready", problem: null }]);
    expect(made().length).toBe(6);
  });

  test("because it was canceled has ended at once, with those that waited, and its keyframes were seen meanwhile", async () => {
    const { env, mend } = await standIn("exec sleep 100");
    const { core, importFilm, products, projectId, made, ask } = await openFilmCore(env);
    const { mediaId } = await importFilm(film);
    await importFilm(await makeFilm({ seconds: 1, widthPx: 160, heightPx: 90, audio: false }));
    const { operationId } = await core.call("takes.prepare", { projectId });
    await vi.waitFor(async () => expect((await products())[0]?.state).toBe("making"), 40_000);
    expect(await products()).toMatchObject([
      { state: "making", keys: { tileWidthPx: 160, frames: expect.arrayContaining([0]) }, strip: null },
      { state: "waiting", keys: { frames: expect.arrayContaining([0]) } },
    ]);
    expect((await ask(mediaId, "keys")).headers.get("content-type")).toBe("image/jpeg");
    const second = await core.call("takes.prepare", { projectId });
    await core.call("operations.cancel", { operationId });
    expect((await core.waitForOperation(operationId, () => {})).state).toBe("cancelled");
    expect(await products()).toMatchObject([{ state: "failed" }, { state: "failed", problem: { code: "cancelled" } }]);
    // Asked for a second time, the same work was waited for.
    expect(await core.waitForOperation(second.operationId, () => {})).toMatchObject({ state: "failed" });
    expect(made().filter((name) => name.includes(".part-"))).toEqual([]);
    mend();
  });

  test("because its file was cut off since is told by its frames, and the next one is made all the same", async () => {
    const { importFilm, prepare, products, folder } = await openFilmCore();
    await importFilm(film);
    const [file] = readdirSync(join(folder, "media/takes"));
    truncateSync(join(folder, "media/takes", String(file)), 40_000);
    await importFilm(await makeFilm({ seconds: 1, widthPx: 160, heightPx: 90, audio: false }));
    const failed = await prepare();
    expect([failed.title, failed.state]).toEqual(["Preparing 2 takes", "failed"]);
    expect(failed.error?.message).toMatch(/^Couldn't prepare take 1 of SC010 First pass: /);
    expect((await products()).map(({ state }) => state)).toEqual(["failed", "ready"]);
  });
});
