import { delimiter, dirname } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { sayAge } from "../../../electron/core/media/binaries.ts";
import { needs } from "../../../electron/core/media/capabilities.ts";
import { ffmpegOf, openFolder } from "./media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const cache = rig.file("cache");
const lists = `case "$*" in
*-version*) echo "ffmpeg version 99.1 copyright" ;;
*-encoders*) printf ' V....D libx264 x\\n A....D aac x\\n A....D pcm_s16le x\\n' ;;
*-filters*) for f in ${needs.filters.join(" ")}; do echo " ... $f V->V x"; done ;;
`;

describe("the choice of ffmpeg", () => {
  it("takes npm's when the system has none, and makes its ffprobe executable", async () => {
    const { ffmpeg } = ffmpegOf(cache, {});
    const chosen = await ffmpeg.binaries();
    expect(chosen.ffmpeg).toContain("@ffmpeg-installer");
    expect(await ffmpeg.probe(["-version"], { timeLimitMs: 20_000 })).toContain("ffprobe version");
  });

  it("takes the one on the PATH when it can do what is needed", async () => {
    const fit = rig.script("ffmpeg", `${lists}esac`);
    const { ffmpeg } = ffmpegOf(cache, { PATH: ["/nowhere", dirname(fit)].join(delimiter) });
    expect(await ffmpeg.binaries()).toMatchObject({ ffmpeg: fit, version: "99.1" });
  });

  it("passes over one on the PATH that lacks an encoder, but not one that the user named", async () => {
    const poor = rig.subfolder("poor");
    const unfit = poor.script("ffmpeg", "echo nothing");
    const onPath = ffmpegOf(cache, { PATH: poor.folder });
    expect((await onPath.ffmpeg.binaries()).ffmpeg).toContain("@ffmpeg-installer");
    const named = ffmpegOf(cache, { SHOTLINE_FFMPEG: unfit });
    await expect(named.ffmpeg.binaries()).rejects.toMatchObject({ code: "ffmpeg.unfit" });
  });

  it("prefers settings to the environment, and says when the one named is missing", async () => {
    const settings = { ffmpegPath: rig.file("gone"), ffprobePath: "" };
    const { ffmpeg } = ffmpegOf(cache, { ...process.env, SHOTLINE_FFMPEG: rig.file("ffmpeg") }, settings);
    await expect(ffmpeg.binaries()).rejects.toMatchObject({ code: "ffmpeg.missing", next: expect.any(String) });
    settings.ffmpegPath = rig.script("found", `${lists}esac`);
    expect((await ffmpeg.binaries()).ffmpeg).toBe(rig.file("found"));
  });
});

describe("the age of ffmpeg", () => {
  it("is read from the programs, and told from three years on with a way to a new one", async () => {
    const fit = rig.script(
      "dated",
      `${lists.replace("99.1 copyright", "9.9 Copyright (c) 2000-2018 the authors")}esac`,
    );
    const binaries = await ffmpegOf(cache, { ...process.env, SHOTLINE_FFMPEG: fit }).ffmpeg.binaries();
    expect(binaries.years.ffmpeg).toBe(2018);
    const told = { ...binaries, years: { ffmpeg: 2018, ffprobe: null } };
    expect(sayAge(told, 2020)).toBeNull();
    expect(sayAge(told, 2021, "linux")).toBe(
      "The ffmpeg in use is from 2018. Security holes that a crafted video can exploit have been fixed since. " +
        "Install a newer version from your system's package manager; Shotline will use it instead.",
    );
    expect(sayAge({ ...told, years: { ffmpeg: 2018, ffprobe: 2019 } }, 2026, "darwin")).toMatch(
      /^The ffmpeg in use is from 2018, and the ffprobe in use is from 2019\. .* with brew install ffmpeg;/,
    );
    expect(sayAge({ ...told, years: { ffmpeg: null, ffprobe: null } }, 2026)).toBeNull();
  });
});

describe("a run of ffmpeg", () => {
  let count = 0;
  const standIn = (body: string) => {
    const path = rig.script(`stand-in-${count++}`, `${lists}*) ${body} ;;\nesac`);
    return ffmpegOf(cache, { ...process.env, SHOTLINE_FFMPEG: path });
  };

  it("that dies half way gives one error with its last words, does not hang, and logs a line to paste", async () => {
    const { ffmpeg, lines } = standIn("head -c 1000 >/dev/null; echo 'Conversion failed!' >&2; exit 1");
    const chunk = new Uint8Array(5_000_000);
    const endless = async (write: (chunk: Uint8Array) => Promise<void>) => {
      for (;;) await write(chunk);
    };
    const run = ffmpeg.run(["-i", "pipe:0", "out file.mp4"], { timeLimitMs: 20_000, feed: endless });
    await expect(run).rejects.toMatchObject({
      code: "ffmpeg.failed",
      message: expect.stringContaining("Conversion failed!"),
    });
    expect(lines.some((line) => line.endsWith("-i pipe:0 'out file.mp4'"))).toBe(true);
  });

  it("that could not write the last bytes has failed, though it ends as if it had not", async () => {
    // In the words of 5.1 and of 4.0.
    for (const words of ["Error closing file a.wav", "Error writing trailer of a.wav"]) {
      const { ffmpeg } = standIn(`echo '${words}: No space left on device' >&2`);
      await expect(ffmpeg.run(["a.wav"], { timeLimitMs: 20_000 })).rejects.toMatchObject({ code: "disk.full" });
    }
    const { ffmpeg } = standIn("echo 'Error closing file a.wav: Input/output error' >&2");
    await expect(ffmpeg.run(["a.wav"], { timeLimitMs: 20_000 })).rejects.toMatchObject({ code: "ffmpeg.failed" });
  });

  it("is killed when its job is cancelled", async () => {
    const { ffmpeg } = standIn("exec sleep 600");
    const cancel = new AbortController();
    const run = ffmpeg.run([], { timeLimitMs: 60_000, signal: cancel.signal, feed: async () => cancel.abort() });
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
  });

  it("is killed when it takes too long", async () => {
    const { ffmpeg } = standIn("exec sleep 600");
    await expect(ffmpeg.run([], { timeLimitMs: 200 })).rejects.toMatchObject({ code: "ffmpeg.failed" });
  });

  it("stops with the error of what feeds it", async () => {
    const { ffmpeg } = standIn("cat >/dev/null");
    const feed = () => Promise.reject(new Error("The drawing failed."));
    await expect(ffmpeg.run([], { timeLimitMs: 20_000, feed })).rejects.toThrow("The drawing failed.");
  });

  it("tells a full disk and a closed folder from other failures", async () => {
    const full = standIn("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1");
    await expect(full.ffmpeg.run([], { timeLimitMs: 20_000 })).rejects.toMatchObject({ code: "disk.full" });
    const denied = standIn("echo '/x/film.mp4.part: Permission denied' >&2; exit 1");
    await expect(denied.ffmpeg.run([], { timeLimitMs: 20_000 })).rejects.toMatchObject({ code: "disk.denied" });
  });

  it("reports how many frames are done", async () => {
    const { ffmpeg } = standIn("printf 'frame=12\\nprogress=continue\\nframe=24\\nprogress=end\\n'");
    const seen: number[] = [];
    await ffmpeg.run([], { timeLimitMs: 20_000, onProgress: (frames) => seen.push(frames) });
    expect(seen.at(-1)).toBe(24);
  });
});
