/** Owns what the desktop shell offers the page beyond requests: native dialogs and menu commands. Absent in a plain browser. */

/** Commands of the menu and of the keyboard, by the same names. */
export const menuCommands = [
  "project.new",
  "project.open",
  "project.openPlan",
  "project.close",
  "generate",
  "jobs",
  "export",
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
  "zoom.fit",
  "settings",
  "shortcuts",
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the preload script puts at `window.shotlineNative`. Paths are absolute; null means that the user cancelled. */
export interface NativeShell {
  chooseFolder(title: string): Promise<string | null>;
  choosePlan(): Promise<string | null>;
  chooseProject(): Promise<string | null>;
  chooseFilm(): Promise<string | null>;
  chooseComments(): Promise<string | null>;
  chooseEditList(): Promise<string | null>;
  showInFolder(path: string): Promise<void>;
  onCommand(listener: (command: MenuCommand) => void): () => void;
}
