/** Owns the report that a user may send along with a question: what runs where, counts, and the end of the log. Nothing in it names a project. */
import { arch, cpus, platform, release, totalmem } from "node:os";
import type { Project } from "../../../shared/project/model.ts";
import { readLogTail } from "../runtime/log.ts";
import type { Notices } from "../runtime/notices.ts";
import type { RecentProjects } from "./recent-projects.ts";

export interface ReportParts {
  readonly version: string;
  readonly dataDir: string;
  readonly projectsFolder: string;
  readonly recent: Pick<RecentProjects, "list">;
  readonly openProjects: () => readonly Project[];
  readonly notices: Pick<Notices, "list">;
  /** Which ffmpeg is used, or why none is. */
  readonly programs: string;
  /** The text without keys and without the user's home folder. */
  readonly redact: (text: string) => string;
  readonly now: () => Date;
}

const logLinesMax = 200;

/** `window` is what the page says of itself: its browser and size. */
export async function writeReport(parts: ReportParts, window: string): Promise<string> {
  const { version, dataDir, projectsFolder, openProjects, notices, programs, now } = parts;
  const recent = await parts.recent.list();
  const { node, electron } = process.versions;
  const folders = [...recent.map(({ folder }) => folder), projectsFolder].sort((a, b) => b.length - a.length);
  const names = [...recent, ...openProjects()].map(({ name }) => name).filter((name) => name.length > 2);
  const clean = (text: string) => parts.redact(withoutNames(text, folders, names));
  const log = readLogTail(dataDir, logLinesMax).map(withoutArguments);
  const lines = [
    `Shotline ${version}, ${now().toISOString()}`,
    `System: ${platform()} ${release()}, ${arch()}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB`,
    `Node ${node}${electron ? `, Electron ${electron}` : ""}`,
    `Window: ${window}`,
    `ffmpeg: ${programs}`,
    `Projects: recent ${recent.length}, open ${openProjects().length}`,
    ...openProjects().map(({ passes, elements }, index) => {
      const shots = passes.reduce((sum, pass) => sum + pass.shots.length, 0);
      return `Open project ${index + 1}: passes ${passes.length}, shots ${shots}, elements ${elements.length}`;
    }),
    ...notices.list().map(({ code, message }) => `Notice: ${code === undefined ? message : `${code}: ${message}`}`),
    "",
    `Log (${log.length} lines):`,
    ...log,
  ];
  return `${clean(lines.join("\n"))}\n`;
}

function withoutNames(text: string, folders: readonly string[], names: readonly string[]): string {
  let clean = text;
  for (const folder of folders) {
    for (const form of [folder, JSON.stringify(folder).slice(1, -1)]) clean = clean.replaceAll(form, "‹folder›");
  }
  for (const name of names) {
    for (const form of [name, JSON.stringify(name).slice(1, -1)]) clean = clean.replaceAll(form, "‹name›");
  }
  return clean.replace(/[^/\\"'\n]+\.shotline\b/g, "‹name›.shotline");
}

/** A command line with its options alone: what is written into a film, and the names of files, are the user's. */
function withoutArguments(line: string): string {
  let read: { room?: unknown; message?: unknown };
  try {
    read = JSON.parse(line);
  } catch {
    return "‹a line that can't be read›";
  }
  if (read.room !== "ffmpeg" || typeof read.message !== "string") return line;
  const [command = "", ...answer] = read.message.split("\n");
  const options = command.replace(/'(?:[^']|'\\'')*'/g, "‹…›").replace(/\S*[/\\=]\S*/g, "‹…›");
  return JSON.stringify({ ...read, message: [options, ...answer].join("\n") });
}
