/** Owns the page's address and title: they name the open project, so that a reload comes back to it. */
import { openFolder } from "../commands/commands.ts";
import { showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { forgetStops, noteOpening } from "./crash-note.ts";

const mark = "#project=";

/** Writes the folder of the open project into the address, and takes it off when the project is closed. */
export function keepProjectInAddress(): void {
  let written: string | null = folderInAddress();
  let wasOpen = false;
  editor.subscribe(() => {
    const { view, projectId, unopened } = editor.get();
    const title = view ? `${view.project.name} – Shotline` : "Shotline";
    if (document.title !== title) document.title = title;
    // Of one that does not open as it was left, a reload looks again.
    const folder = view?.folder ?? unopened?.folder ?? null;
    if (folder === null && (projectId !== null || !wasOpen)) return;
    wasOpen = folder !== null;
    if (folder === written) return;
    written = folder;
    showAddress(folder);
  });
}

function showAddress(folder: string | null): void {
  const path = window.location.pathname + window.location.search;
  window.history.replaceState(null, "", folder === null ? path : `${path}${mark}${encodeURIComponent(folder)}`);
}

/** Opens the project that the address names, if it names one: not where the window stopped with it twice. */
export async function openFromAddress(): Promise<void> {
  const folder = folderInAddress();
  if (folder === null) return;
  if (noteOpening(folder)) return openFolder(folder);
  const name = folder
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/\.shotline$/, "");
  showProblem(
    { message: `“${name}” was not opened again: the window stopped twice with it.`, next: "Nothing in it was lost." },
    { label: "Open it anyway", run: () => void openFolder(folder) },
  );
}

/** Loads the page with the project that was open, else with the one that was open last; home where there was none. */
export async function reopenLast(): Promise<void> {
  forgetStops();
  const open = editor.get().view?.folder ?? folderInAddress();
  const recent = open === null ? await editor.client.call("projects.list", {}).catch(() => []) : [];
  showAddress(open ?? recent[0]?.folder ?? null);
  window.location.reload();
}

/** Loads the page with no project. */
export function goHome(): void {
  forgetStops();
  showAddress(null);
  window.location.reload();
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
