/** Owns the choice of ffmpeg and ffprobe: what the user named, else the system's, else npm's, if it can do what is needed. */
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { missingNeeds, parseEncoders, parseFilters } from "./capabilities.ts";

export interface Binaries {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As the binary names it, such as `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** When each was built, as its copyright says; null where it says nothing. */
  readonly years: Readonly<Record<Tool, number | null>>;
}

export interface BinaryChoice {
  /** Paths that the user chose; empty means: choose. */
  readonly settings: { readonly ffmpegPath: string; readonly ffprobePath: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where an own copy of ffprobe may be kept. */
  readonly cacheFolder: string;
}

/** Runs a binary and gives what it writes on stdout; rejects when it cannot be run. */
export type Ask = (binary: string, argumentList: string[]) => Promise<string>;

type Tool = "ffmpeg" | "ffprobe";

interface Judged {
  readonly version: string;
  readonly year: number | null;
}

const advice =
  "Install ffmpeg, or choose another one in Settings → Programs or with SHOTLINE_FFMPEG and SHOTLINE_FFPROBE.";

/**
 * Errors: `ffmpeg.missing` when no binary is found or a chosen one cannot be run, `ffmpeg.unfit` when it lacks an encoder
 * or a filter. A binary that the user named is never passed over in silence.
 */
export async function chooseBinaries(choice: BinaryChoice, ask: Ask): Promise<Binaries> {
  const [ffmpeg, ffprobe] = await Promise.all([
    chooseTool("ffmpeg", choice, (path) => judgeFfmpeg(path, ask)),
    chooseTool("ffprobe", choice, (path) => judgeFfprobe(path, ask)),
  ]);
  const years = { ffmpeg: ffmpeg.year, ffprobe: ffprobe.year };
  return { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, version: ffmpeg.version, years };
}

/** From this age on the user is told: faults that a film can make use of are found in ffmpeg every year. */
const oldFromYears = 3;

/** What to tell of programs that are old in `thisYear`, and how to get new ones; null when they are not. */
export function sayAge(
  { years }: Binaries,
  thisYear: number,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const old = (["ffmpeg", "ffprobe"] as const).flatMap((tool) => {
    const year = years[tool];
    return year !== null && thisYear - year >= oldFromYears ? [`the ${tool} in use is from ${year}`] : [];
  });
  if (old.length === 0) return null;
  const ways: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "with brew install ffmpeg",
    win32: "with winget install ffmpeg",
  };
  const sentence = `${old.join(", and ")}. Security holes that a crafted video can exploit have been fixed since.`;
  const way = ways[platform] ?? "from your system's package manager";
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)} Install a newer version ${way}; Shotline will use it instead.`;
}

async function chooseTool(tool: Tool, choice: BinaryChoice, judge: (path: string) => Promise<Judged>) {
  const named = namedBy(tool, choice);
  if (named) return { path: named, ...(await judge(named)) };
  let refusal: unknown = new AppError("ffmpeg.missing", `${tool} was not found on this computer.`, { next: advice });
  for (const find of [() => onPath(tool, choice.environment), () => fromPackage(tool, choice.cacheFolder)]) {
    const path = find();
    if (path === null) continue;
    try {
      return { path, ...(await judge(path)) };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

function namedBy(tool: Tool, { settings, environment }: BinaryChoice): string | undefined {
  const fromSettings = tool === "ffmpeg" ? settings.ffmpegPath : settings.ffprobePath;
  return fromSettings || environment[tool === "ffmpeg" ? "SHOTLINE_FFMPEG" : "SHOTLINE_FFPROBE"] || undefined;
}

async function judgeFfmpeg(path: string, ask: Ask): Promise<Judged> {
  const [version, encoders, filters] = await Promise.all(
    ["-version", "-encoders", "-filters"].map((list) => askOf(path, ["-hide_banner", list], ask)),
  );
  const missing = missingNeeds({ encoders: parseEncoders(encoders!), filters: parseFilters(filters!) });
  if (missing.length === 0) return versionIn(version!, "ffmpeg", path);
  throw new AppError("ffmpeg.unfit", `The ffmpeg at ${path} does not include ${missing.join(", ")}.`, { next: advice });
}

async function judgeFfprobe(path: string, ask: Ask): Promise<Judged> {
  return versionIn(await askOf(path, ["-hide_banner", "-version"], ask), "ffprobe", path);
}

async function askOf(path: string, argumentList: string[], ask: Ask): Promise<string> {
  try {
    return await ask(path, argumentList);
  } catch (cause) {
    const sentence = existsSync(path) ? `Couldn't run ${path}.` : `There is no ffmpeg or ffprobe at ${path}.`;
    throw new AppError("ffmpeg.missing", sentence, { next: advice, cause });
  }
}

function versionIn(text: string, tool: Tool, path: string): Judged {
  const [line, version] = new RegExp(`^${tool} version (\\S+).*`, "m").exec(text) ?? [];
  const year = /Copyright \(c\) (?:\d{4}-)?(\d{4})\b/.exec(line ?? "")?.[1];
  if (version !== undefined) return { version, year: year === undefined ? null : Number(year) };
  throw new AppError("ffmpeg.unfit", `${path} is not ${tool}.`, { next: advice });
}

function onPath(tool: Tool, environment: BinaryChoice["environment"]): string | null {
  const name = process.platform === "win32" ? `${tool}.exe` : tool;
  const folders = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter).filter(Boolean);
  // What a Mac starts from its Dock knows nothing of a terminal's PATH.
  if (process.platform === "darwin") folders.push("/opt/homebrew/bin", "/usr/local/bin");
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function fromPackage(tool: Tool, cacheFolder: string): string | null {
  const installed = packagePath(tool);
  if (installed === null || isExecutable(installed)) return installed;
  // @ffprobe-installer leaves this to an install script, which this app does not run.
  try {
    chmodSync(installed, 0o755);
    return installed;
  } catch {
    return executableCopy(installed, join(cacheFolder, tool));
  }
}

function packagePath(tool: Tool): string | null {
  try {
    const installer = createRequire(import.meta.url)(`@${tool}-installer/${tool}`) as { path: string };
    // Inside a packaged app a binary lies beside the archive, not in it.
    return installer.path.replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");
  } catch {
    // The installers throw where their platform's package is absent.
    return null;
  }
}

function executableCopy(from: string, to: string): string | null {
  try {
    if (existsSync(to) && statSync(to).size === statSync(from).size && isExecutable(to)) return to;
    mkdirSync(join(to, ".."), { recursive: true });
    copyFileSync(from, `${to}.part`);
    chmodSync(`${to}.part`, 0o755);
    renameSync(`${to}.part`, to);
    return to;
  } catch {
    return null;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
