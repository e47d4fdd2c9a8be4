/** Owns what the desktop shell offers the page beyond requests: native dialogs and menu commands. Absent in a plain browser. */

import type { ErrorData } from "../errors/app-error.ts";

/** Commands of the menu and of the keyboard, by the same names. */
export const menuCommands = [
  "project.new",
  "project.open",
  "project.openPlan",
  "project.close",
  "project.backups",
  "project.archive",
  "archive.open",
  "generate",
  "jobs",
  "export",
  "lists.import",
  "comments.import",
  "cut.compare",
  "undo",
  "redo",
  "shot.add",
  "shot.split",
  "shot.merge",
  "shot.remove",
  "pass.add",
  "play",
  "zoom.in",
  "zoom.out",
  "timeline.toggle",
  "palette",
  "settings",
  "shortcuts",
  "help",
  "tour",
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** The programs that make and read films. */
export type ProgramName = "ffmpeg" | "ffprobe";

/** What the preload script puts at `window.shotlineNative`. Paths are absolute; null means that the user cancelled. */
export interface NativeShell {
  chooseFolder(title: string): Promise<string | null>;
  choosePlan(): Promise<string | null>;
  chooseProject(): Promise<string | null>;
  chooseArchive(): Promise<string | null>;
  chooseFilm(): Promise<string | null>;
  chooseSound(): Promise<string | null>;
  chooseComments(): Promise<string | null>;
  chooseEditList(): Promise<string | null>;
  /** Asks for the program and keeps it if it answers as that one does; what is wrong else, and null also when the user cancelled. */
  chooseProgram(tool: ProgramName): Promise<ErrorData | null>;
  /** Lets Shotline find both programs by itself again. */
  forgetPrograms(): Promise<ErrorData | null>;
  /**
   * The path of a plan file, an archive or a project's folder that the user dropped (a `File` of the page), which calls may name from then on; null for
   * anything else.
   */
  pathOfDropped(file: object): Promise<string | null>;
  /** The project's folder or archive that the user has opened on the desktop and nobody has asked for yet, which calls may name from then on. */
  takeOpened(): Promise<string | null>;
  /** Hears that there is one. */
  onOpened(listener: () => void): () => void;
  showInFolder(path: string): Promise<void>;
  onCommand(listener: (command: MenuCommand) => void): () => void;
}
