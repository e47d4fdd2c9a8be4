/** Owns the native dialogs that the page may ask for, and answers nobody but the page. */
import { existsSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, type OpenDialogOptions, shell } from "electron";
import { z } from "zod";
import { AppError } from "../../shared/errors/app-error.ts";
import type { Core, PathGrants } from "../core/core.ts";
import type { OpenedFiles } from "./opened-files.ts";
import { isPageUrl } from "./protocol.ts";

/** Registers what the preload script invokes, by the same names (see electron/preload/index.ts). */
export function answerDialogs(
  core: Pick<Core, "choosePrograms" | "errorData">,
  grants: Pick<PathGrants, "give">,
  opened: Pick<OpenedFiles, "take">,
): void {
  const choose = async (window: BrowserWindow, options: OpenDialogOptions) => {
    const path = await ask(window, options);
    // From now on the page may name it in its calls.
    if (path !== null) grants.give(path);
    return path;
  };
  answer("dialog.chooseFolder", (window, title) =>
    choose(window, { title: z.string().max(200).parse(title), properties: ["openDirectory", "createDirectory"] }),
  );
  answer("dialog.choosePlan", (window) =>
    choose(window, {
      title: "Choose a plan",
      properties: ["openFile"],
      filters: [{ name: "Plan", extensions: ["json"] }],
    }),
  );
  answer("dialog.chooseProject", (window) =>
    choose(window, { title: "Choose a project folder", properties: ["openDirectory"] }),
  );
  answer("dialog.chooseArchive", (window) =>
    choose(window, {
      title: "Choose an archive",
      properties: ["openFile"],
      filters: [{ name: "Shotline archive", extensions: ["shotarchive"] }],
    }),
  );
  answer("dialog.chooseFilm", (window) =>
    choose(window, {
      title: "Import a result",
      properties: ["openFile"],
      filters: [{ name: "Video", extensions: ["mp4", "m4v", "mov", "webm", "mkv"] }],
    }),
  );
  answer("dialog.chooseSound", (window) =>
    choose(window, {
      title: "Import sound",
      properties: ["openFile"],
      filters: [{ name: "Sound", extensions: ["wav", "mp3", "m4a", "aac", "flac", "aif", "aiff", "ogg"] }],
    }),
  );
  answer("dialog.chooseComments", (window) =>
    choose(window, {
      title: "Import comments",
      properties: ["openFile"],
      filters: [{ name: "Comments", extensions: ["json"] }],
    }),
  );
  answer("dialog.chooseEditList", (window) =>
    choose(window, {
      title: "Compare edited cut",
      properties: ["openFile"],
      filters: [{ name: "Edit list", extensions: ["edl", "otio", "fcpxml", "fcpxmld", "xml"] }],
    }),
  );
  const keep = (programs: Parameters<Core["choosePrograms"]>[0]) =>
    core.choosePrograms(programs).then(
      () => null,
      (error: unknown) => core.errorData(error),
    );
  answer("dialog.chooseProgram", async (window, input) => {
    const tool = z.enum(["ffmpeg", "ffprobe"]).parse(input);
    const path = await ask(window, { title: `Choose ${tool}`, properties: ["openFile"] });
    if (path === null) return null;
    return keep(tool === "ffmpeg" ? { ffmpegPath: path } : { ffprobePath: path });
  });
  answer("programs.forget", () => keep({ ffmpegPath: "", ffprobePath: "" }));
  answer("drop.grant", async (_window, path) => {
    const dropped = z.string().max(4096).parse(path);
    if (!isAbsolute(dropped) || !isPlanOrProject(dropped)) return null;
    grants.give(dropped);
    return dropped;
  });
  answer("opened.take", async () => opened.take());
  answer("dialog.showInFolder", async (_window, path) => {
    const shown = z.string().max(4096).refine(isAbsolute).parse(path);
    shell.showItemInFolder(shown);
  });
}

/** Nothing else is opened by being dropped: images are read by the page. */
function isPlanOrProject(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory()) return existsSync(join(path, "project.db"));
  return /\.(?:json|shotarchive)$/i.test(path) && info?.isFile() === true;
}

type Answer = (window: BrowserWindow, input: unknown) => Promise<unknown>;

function answer(channel: string, handle: Answer): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    const frame = event.senderFrame;
    // Only the page itself, in the window's own frame: whatever else runs in the process gets nothing.
    if (window === null || frame === null || frame.parent !== null || !isPageUrl(frame.url)) {
      throw new AppError("access.denied", "Only Shotline's own page can open dialogs.");
    }
    return handle(window, input);
  });
}

async function ask(window: BrowserWindow, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}
