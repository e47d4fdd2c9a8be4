/**
 * The command that puts Shotline among the desktop's applications on Linux, as it runs from this folder, and takes it away again: a desktop
 * entry, an icon and the type of its archives, in the user's own data folder. Nothing else is touched.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { AppError } from "../../shared/errors/app-error.ts";
import { appFolder, type Session } from "./session.ts";

export async function writeDesktopEntry(
  session: Session,
  { remove = false }: { readonly remove?: boolean },
): Promise<boolean> {
  if (process.platform !== "linux")
    throw new AppError("input.invalid", "Desktop entries exist on Linux only.", {
      next: "Start Shotline with npm start, or install its package.",
    });
  const dataFolder = userDataFolder(session.terminal.caller.env);
  const files = filesIn(dataFolder);
  try {
    if (remove) for (const file of Object.values(files)) rmSync(file, { force: true });
    else writeFiles(files);
  } catch (cause) {
    throw new AppError("disk.denied", `Can't write into ${dataFolder}.`, { next: "Check its permissions.", cause });
  }
  refresh(dataFolder);
  const said = remove
    ? "Shotline is no longer among the applications."
    : `Shotline is among the applications: ${files.entry}`;
  session.terminal.result({ ...files, removed: remove }, said);
  return true;
}

interface Files {
  readonly entry: string;
  readonly icon: string;
  readonly mimeType: string;
}

function filesIn(dataFolder: string): Files {
  return {
    entry: join(dataFolder, "applications/shotline.desktop"),
    icon: join(dataFolder, "icons/hicolor/scalable/apps/shotline.svg"),
    mimeType: join(dataFolder, "mime/packages/shotline.xml"),
  };
}

/** As the XDG base directory specification has it: a relative path counts as none. */
function userDataFolder(env: NodeJS.ProcessEnv): string {
  const named = env["XDG_DATA_HOME"];
  return named && isAbsolute(named) ? named : join(homedir(), ".local/share");
}

function writeFiles(files: Files): void {
  writeWhole(files.mimeType, (file) => writeFileSync(file, mimePackage));
  writeWhole(files.icon, (file) => copyFileSync(join(appFolder, "resources/icons/icon.svg"), file));
  const program = [process.execPath, join(appFolder, "electron/host/start.ts")];
  writeWhole(files.entry, (file) => writeFileSync(file, entryOf(program)));
}

function writeWhole(file: string, write: (part: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  try {
    write(part);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** The entry that starts a program, given as a list of words. Throws input.invalid for a path that no entry can hold. */
export function entryOf(program: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Shotline",
    "GenericName=Previsualization editor",
    "Comment=Plan multi-shot scenes and hand off the cut",
    `Exec=${program.map(quoteWord).join(" ")} %f`,
    "Icon=shotline",
    "Terminal=false",
    "Categories=AudioVideo;Video;AudioVideoEditing;",
    "MimeType=application/vnd.shotline.archive+zip;",
    "StartupNotify=true",
    "",
  ].join("\n");
}

/** In quotes, with what has a meaning in them escaped; the whole is then escaped once more as a value of the file. */
function quoteWord(word: string): string {
  if (/\p{Cc}/u.test(word))
    throw new AppError("input.invalid", "A desktop entry can't hold the path of this folder.", {
      next: "Move Shotline to a folder whose path has no control characters.",
    });
  const quoted = `"${word.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%")}"`;
  return quoted.replaceAll("\\", "\\\\");
}

const mimePackage = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.shotline.archive+zip">
    <comment>Shotline archive</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="*.shotarchive"/>
  </mime-type>
</mime-info>
`;

/** Tells the desktop, where it has the programs for it; without them it looks by itself at the next login. */
function refresh(dataFolder: string): void {
  const quiet = { stdio: "ignore", timeout: 20_000 } as const;
  spawnSync("update-mime-database", [join(dataFolder, "mime")], quiet);
  spawnSync("update-desktop-database", [join(dataFolder, "applications")], quiet);
}
