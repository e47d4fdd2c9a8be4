/**
 * Owns the note of a project that the window opens by itself, after a reload: written before, removed once it stands on the screen. A
 * project that stopped the window twice is opened only when the user asks for it.
 */
import { z } from "zod";

/** For this tab alone; it outlives the death of the page's process. */
const storageKey = "shotline-opening";
const stopsMax = 2;

const noteSchema = z.object({ folder: z.string(), stops: z.int() });

let stopped = false;

/** Whether the project may be opened unasked; if so, that counts as a stop of the window until it came back. */
export function noteOpening(folder: string): boolean {
  const stops = stopsOf(folder);
  if (stops >= stopsMax) return false;
  write({ folder, stops: stops + 1 });
  // Whoever leaves or reloads a page that still works is not sent away from the project.
  window.addEventListener("pagehide", forgetStops);
  return true;
}

/** The window shows the project: forgotten once that has been painted. */
export function noteCameBack(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (!stopped) forgetStops();
    }),
  );
}

/** The window stopped with the project open; one that it was just opening is counted already. */
export function noteStopped(folder: string): void {
  stopped = true;
  window.removeEventListener("pagehide", forgetStops);
  write({ folder, stops: Math.max(1, stopsOf(folder)) });
}

/** The next opening is the first one again. */
export function forgetStops(): void {
  window.removeEventListener("pagehide", forgetStops);
  window.sessionStorage.removeItem(storageKey);
}

function stopsOf(folder: string): number {
  try {
    const note = noteSchema.parse(JSON.parse(window.sessionStorage.getItem(storageKey) ?? ""));
    return note.folder === folder ? note.stops : 0;
  } catch {
    return 0;
  }
}

function write(note: z.infer<typeof noteSchema>): void {
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(note));
  } catch {
    // Without storage a reload opens the project as ever.
  }
}
