/**
 * Owns how often the rest of the window hears of the plan under a drag: at once, then a dozen times a second. The canvas follows
 * every move by itself; figures and panels need not, and each of their updates lays the page out anew.
 */
import type { Project } from "../../../shared/project/model.ts";

const intervalMs = 80;

export interface PreviewFeed {
  /** The plan as it is now; null for the plan as saved. The last one shown always arrives. */
  show(plan: Project | null): void;
  /** Nothing arrives after this. */
  stop(): void;
}

export function createPreviewFeed(deliver: (plan: Project | null) => void): PreviewFeed {
  let delivered: Project | null = null;
  let latest: Project | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pass(): void {
    timer = undefined;
    if (latest === delivered) return;
    delivered = latest;
    deliver(latest);
    timer = setTimeout(pass, intervalMs);
  }

  return {
    show(plan) {
      latest = plan;
      if (timer === undefined) pass();
    },
    stop: () => clearTimeout(timer),
  };
}
