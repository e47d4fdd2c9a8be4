import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { probeFilm } from "../../../electron/core/media/probe.ts";
import { makeProducts } from "../../../electron/core/takes/make-products.ts";
import { ProductFiles } from "../../../electron/core/takes/product-files.ts";
import { openFilmCore } from "../../support/film-core.ts";
import { makeFilm } from "../../support/services/film.ts";
import { storedFilms } from "../../support/stored-films.ts";
import { ffmpegOf, openFolder } from "../media/media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const run = { timeLimitMs: 60_000 };
const { ffmpeg } = ffmpegOf(rig.file("cache"), {});
const film = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: true });

describe("a video that is imported", () => {
  test.each(["mp4", "mkv"])("is refused when it is hours long, before it is decoded: %s", async (ending) => {
    const long = rig.file(`long.${ending}`);
    const slow = ["-f", "lavfi", "-i", "color=black:s=16x16:r=1/60", "-frames:v", "600"];
    await ffmpeg.run([...slow, "-c:v", "libx264", "-preset", "ultrafast", long], run);
    const { importAs, view, made } = await openFilmCore();
    const { state, error } = await importAs(long);
    expect(state).toBe("failed");
    expect(error).toMatchObject({
      ...{ code: "film.unreadable", next: "Export the part you need, then import that." },
      message: `long.${ending} is more than 1 hour long, the limit for a take.`,
    });
    expect([(await view()).takes, made()]).toEqual([[], []]);
  });

  test("that has sound alone is refused", async () => {
    const sound = rig.file("sound.mp4");
    await ffmpeg.run(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", sound], run);
    const { importAs } = await openFilmCore();
    expect(await importAs(sound)).toMatchObject({ state: "failed", error: { code: "film.unreadable" } });
  });

  test("is known by its content, whatever its name, and is made ready", async () => {
    const { home, importFilm, prepare, products, view, folder } = await openFilmCore();
    const names = [
      ...["Take #3 (50%).mp4", `It's "the one".mp4`, "🏎️ ночь.mov", "two\nlines.mp4", "dot.mp4.", "-i.mp4", "%d.mp4"],
      ...[`${"long".repeat(61)}.mp4`, "notes.txt", "no ending", "subtitles.mkv"],
    ];
    for (const [index, name] of names.entries()) {
      // Each is another film: an atom at its end that every reader passes over.
      const bytes = Buffer.concat([readFileSync(film), Buffer.from([0, 0, 0, 9, 102, 114, 101, 101, index])]);
      writeFileSync(join(home, name), bytes);
      await importFilm(join(home, name));
    }
    expect(await prepare()).toMatchObject({ state: "done", title: `Preparing ${names.length} takes` });
    expect((await products()).map(({ state }) => state)).toEqual(names.map(() => "ready"));
    const { media } = await view();
    expect(media.map(({ name }) => name).sort()).toEqual(names.toSorted());
    expect(media.map(({ format }) => format).toSorted()).toEqual(
      [...names.slice(1).map(() => "mp4"), "mov"].toSorted(),
    );
    for (const stored of storedFilms(folder)) {
      expect(stored).toMatch(/^[^\n"#%]*.*-[0-9a-f]{12}\.(?:mp4|mov)$/);
      expect(Buffer.byteLength(stored)).toBeLessThan(255);
    }
  });
});

describe("a full disk", () => {
  async function makeIn(folder: string, free: number) {
    const copy = join(folder, "film.mp4");
    copyFileSync(film, copy);
    const files = new ProductFiles(folder, "a".repeat(64));
    const { signal } = new AbortController();
    const job = { film: copy, facts: await probeFilm(ffmpeg, copy), signal, onProgress: () => {} };
    return makeProducts(ffmpeg, files, () => Promise.resolve(free), job);
  }
  const left = (folder: string) => readdirSync(join(folder, "cache/films"));

  test("is said before anything is made", async () => {
    const { folder } = rig.subfolder("before");
    await expect(makeIn(folder, 1_000_000)).rejects.toMatchObject({
      ...{ code: "disk.full", next: "Free up space, then try again." },
      message: "The preview of this video needs about 5 MB; the disk has 1 MB free.",
    });
    expect(left(folder)).toEqual([]);
  });

  test.skipIf(!existsSync("/dev/full")).each(["proxy", "sound", "strip", "thumbnail", "peaks"] as const)(
    "leaves nothing half made when it is full while the %s is written",
    async (product) => {
      const { folder } = rig.subfolder(`full-${product}`);
      mkdirSync(join(folder, "cache/films"), { recursive: true });
      symlinkSync("/dev/full", new ProductFiles(folder, "a".repeat(64)).workFile(product));
      const error = await makeIn(folder, 1e12).catch((thrown: unknown) => thrown);
      expect(["disk.full", "ENOSPC"]).toContain((error as { code?: string }).code);
      expect(left(folder).map((name) => basename(name))).toEqual([]);
    },
  );
});
