/**
 * Owns how often the rest of the window hears of the plan under a drag: at once, then a dozen times a second. The canvas follows
 * every move by itself; figures and panels need not, and each of their updates lays the page out anew.
 */
import type { Project } from "../../../shared/project/model.ts";

const intervalMs = 80;
/** A plan that no further move follows is delivered a little later by itself; while moves come, they deliver in their own frame. */
const restMs = intervalMs * 1.5;

export interface PreviewFeed {
  /** The plan as it is now; null for the plan as saved. The last one shown always arrives. */
  show(plan: Project | null): void;
  /** Nothing arrives after this. */
  stop(): void;
}

export function createPreviewFeed(deliver: (plan: Project | null) => void): PreviewFeed {
  let delivered: Project | null = null;
  let deliveredAtMs = Number.NEGATIVE_INFINITY;
  let latest: Project | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pass(): void {
    clearTimeout(timer);
    timer = undefined;
    if (latest === delivered) return;
    delivered = latest;
    deliveredAtMs = performance.now();
    deliver(latest);
  }

  return {
    show(plan) {
      latest = plan;
      if (performance.now() - deliveredAtMs >= intervalMs) pass();
      else timer ??= setTimeout(pass, restMs);
    },
    stop: () => clearTimeout(timer),
  };
}
