/** Owns the line from menu and keyboard to the timeline, which alone knows its zoom. */

export type TimelineCommand = "zoom.in" | "zoom.out";

const listeners = new Set<(command: TimelineCommand) => void>();

export function sendTimelineCommand(command: TimelineCommand): void {
  for (const listener of listeners) listener(command);
}

/** Listens until the returned function is called. */
export function onTimelineCommand(listener: (command: TimelineCommand) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
