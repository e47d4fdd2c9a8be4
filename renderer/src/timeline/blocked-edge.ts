/** Owns where a wall that stopped an edit is shown: at which edge of which shot. */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Gesture } from "./gesture.ts";
import type { Edge } from "./hit-test.ts";
import type { Scene } from "./scene.ts";

const wallsOfLength = ["pass-full", "pass-short", "shot-shortest", "shot-longest", "no-neighbour", "one-frame"];

/** Where the wall that is shown stands: at the edge in hand, or after a nudge at the end of the selected shot. */
export function blockedEdge({ gesture, blocked, selectedShotId }: Scene, wall: Wall | null): Scene["blocked"] {
  if (!wall || blocked?.wall === wall) return wall && blocked;
  if (gesture.phase === "resizing") return { shotId: gesture.edit.shotId, edge: gesture.edit.edge, wall };
  if (gesture.phase === "trimming") return { shotId: gesture.edit.shotId, edge: edgeOfTrim(gesture, wall), wall };
  const ofLength = wallsOfLength.includes(wall.code) || wall.code.startsWith("neighbour");
  if (gesture.phase !== "idle" || selectedShotId === null || !ofLength) return null;
  return { shotId: selectedShotId, edge: "end", wall };
}

/** The edge in hand; of what slips under a shot, the one at which the film ends. */
function edgeOfTrim({ press }: Gesture & { phase: "trimming" }, wall: Wall): Edge {
  const { edge } = press.grip;
  return edge === "slip" ? (wall.code === "film-start" ? "start" : "end") : edge;
}
