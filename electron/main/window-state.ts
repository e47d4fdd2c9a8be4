/** Owns where the window was when it was closed, so that it opens there again, on a display that is still there. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const stateSchema = z.object({
  place: z.object({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().min(400).max(32_768),
  height: z.int().min(300).max(32_768),
  isMaximized: z.boolean(),
});
/** In device-independent pixels; without a `place` the system finds one. */
export type WindowState = z.infer<typeof stateSchema>;

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const firstState: WindowState = { place: null, width: 1440, height: 900, isMaximized: false };
/** So much of the title bar must be on a display for the window to be got hold of. */
const graspPx = 80;

/** The saved state, the first one when there is none or it makes no sense. */
export function readWindowState(file: string): WindowState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return firstState;
  }
}

/** Saves the state whole or not at all. Throws what the disk says. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, JSON.stringify(state));
  renameSync(`${file}.part`, file);
}

/** The state as it fits the displays' `workAreas`: a window that could not be reached is placed anew, none is larger than its display. */
export function fitToDisplays(state: WindowState, workAreas: Area[]): WindowState {
  const holder = workAreas.find((area) => holds(area, state));
  const room = holder ?? workAreas[0] ?? state;
  return {
    place: holder === undefined ? null : state.place,
    width: Math.min(state.width, room.width),
    height: Math.min(state.height, room.height),
    isMaximized: state.isMaximized,
  };
}

function holds(area: Area, { place, width }: WindowState): boolean {
  if (place === null) return false;
  const isReachableAcross = place.x + width >= area.x + graspPx && place.x <= area.x + area.width - graspPx;
  return isReachableAcross && place.y >= area.y && place.y <= area.y + area.height - graspPx;
}
