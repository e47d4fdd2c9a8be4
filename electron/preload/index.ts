/** Owns the page's one opening to the desktop: native dialogs and menu commands (see shared/rpc/native.ts), nothing else. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { MenuCommand, NativeShell } from "../../shared/rpc/native.ts";

const nativeShell: NativeShell = {
  chooseFolder: (title) => ipcRenderer.invoke("dialog.chooseFolder", title),
  choosePlan: () => ipcRenderer.invoke("dialog.choosePlan"),
  chooseProject: () => ipcRenderer.invoke("dialog.chooseProject"),
  chooseArchive: () => ipcRenderer.invoke("dialog.chooseArchive"),
  chooseFilm: () => ipcRenderer.invoke("dialog.chooseFilm"),
  chooseSound: () => ipcRenderer.invoke("dialog.chooseSound"),
  chooseComments: () => ipcRenderer.invoke("dialog.chooseComments"),
  chooseEditList: () => ipcRenderer.invoke("dialog.chooseEditList"),
  chooseProgram: (tool) => ipcRenderer.invoke("dialog.chooseProgram", tool),
  forgetPrograms: () => ipcRenderer.invoke("programs.forget"),
  // A file that the page's own scripts have made has no path.
  pathOfDropped: (file) => ipcRenderer.invoke("drop.grant", webUtils.getPathForFile(file as File)),
  takeOpened: () => ipcRenderer.invoke("opened.take"),
  onOpened(listener) {
    const hear = () => listener();
    ipcRenderer.on("opened.waits", hear);
    return () => ipcRenderer.off("opened.waits", hear);
  },
  showInFolder: (path) => ipcRenderer.invoke("dialog.showInFolder", path),
  onCommand(listener) {
    const hear = (_event: unknown, command: MenuCommand) => listener(command);
    ipcRenderer.on("menu.command", hear);
    return () => ipcRenderer.off("menu.command", hear);
  },
};

contextBridge.exposeInMainWorld("shotlineNative", nativeShell);
