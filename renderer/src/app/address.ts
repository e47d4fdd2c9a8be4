/** Owns the page's address and title: they name the open project, so that a reload comes back to it. */
import { openFolder } from "../commands/commands.ts";
import { editor } from "../state/use-editor.ts";

const mark = "#project=";

/** Writes the folder of the open project into the address, and takes it off when the project is closed. */
export function keepProjectInAddress(): void {
  let written: string | null = folderInAddress();
  let wasOpen = false;
  editor.subscribe(() => {
    const { view, projectId } = editor.get();
    const title = view ? `${view.project.name} – Shotline` : "Shotline";
    if (document.title !== title) document.title = title;
    if (!view && (projectId !== null || !wasOpen)) return;
    wasOpen = view !== null;
    const folder = view?.folder ?? null;
    if (folder === written) return;
    written = folder;
    const path = window.location.pathname + window.location.search;
    window.history.replaceState(null, "", folder === null ? path : `${path}${mark}${encodeURIComponent(folder)}`);
  });
}

/** Opens the project that the address names, if it names one. */
export async function openFromAddress(): Promise<void> {
  const folder = folderInAddress();
  if (folder !== null) await openFolder(folder);
}

function folderInAddress(): string | null {
  const { hash } = window.location;
  if (!hash.startsWith(mark)) return null;
  try {
    return decodeURIComponent(hash.slice(mark.length));
  } catch {
    return null;
  }
}
