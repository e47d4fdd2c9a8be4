/** What tests of media need: a folder of their own, an ffmpeg to run, and small films with known pictures. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createFfmpeg, type Ffmpeg } from "../../../electron/core/media/ffmpeg.ts";
import { hasProgram } from "../hand-off/lists/programs.ts";

export interface FolderRig {
  readonly folder: string;
  file(name: string): string;
  /** A program that stands in for ffmpeg, as a shell script. */
  script(name: string, body: string): string;
  subfolder(name: string): FolderRig;
}

export function openFolder(): FolderRig {
  const folder = mkdtempSync(join(tmpdir(), "shotline-media-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return rigIn(folder);
}

function rigIn(folder: string): FolderRig {
  const file = (name: string) => join(folder, name);
  return {
    folder,
    file,
    script(name, body) {
      writeFileSync(file(name), `#!/bin/sh\n${body}\n`);
      chmodSync(file(name), 0o755);
      return file(name);
    },
    subfolder(name) {
      mkdirSync(file(name), { recursive: true });
      return rigIn(file(name));
    },
  };
}

export interface FfmpegRig {
  readonly ffmpeg: Ffmpeg;
  readonly lines: string[];
}

/** With `environment` empty, the system's PATH is not seen and npm's binaries are used. */
export function ffmpegOf(
  cacheFolder: string,
  environment: Record<string, string | undefined> = process.env,
  settings = { ffmpegPath: "", ffprobePath: "" },
): FfmpegRig {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  return { lines, ffmpeg: createFfmpeg({ settings: () => settings, environment, cacheFolder, log }) };
}

/** The programs that films are made with: npm's, and the system's where there is one. */
export const programs: readonly (readonly [name: string, environment: Record<string, string | undefined>])[] = [
  ...(process.env["SHOTLINE_FFMPEG"] !== undefined || hasProgram("ffmpeg", ["-version"])
    ? ([["the system's ffmpeg", process.env]] as const)
    : []),
  ["npm's ffmpeg", {}],
];

/** A planar 4:2:0 frame of one grey. */
export function greyFrame(widthPx: number, heightPx: number, level: number): Uint8Array {
  const frame = new Uint8Array((widthPx * heightPx * 3) / 2).fill(128);
  return frame.fill(level, 0, widthPx * heightPx);
}
