/**
 * Owns how often the rest of the window hears of a drag: at once, then a dozen times a second. The canvas follows every move by
 * itself; figures, panels and the sentence of a wall need not, and each of their updates lays the page out anew.
 */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Project } from "../../../shared/project/model.ts";

const intervalMs = 80;
/** News that no further move follows arrive a little later by themselves; while moves come, they arrive in their own frame. */
const restMs = intervalMs * 1.5;

/** The plan as it would be, null for the plan as saved; and what stops the drag. */
export interface DragNews {
  readonly plan: Project | null;
  readonly wall: Wall | null;
}

export interface PreviewFeed {
  /** The last news shown always arrive. */
  show(news: DragNews): void;
  /** Nothing arrives after this. */
  stop(): void;
}

export function createPreviewFeed(deliver: (news: DragNews) => void): PreviewFeed {
  let delivered: DragNews = { plan: null, wall: null };
  let deliveredAtMs = Number.NEGATIVE_INFINITY;
  let latest = delivered;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pass(): void {
    clearTimeout(timer);
    timer = undefined;
    if (latest.plan === delivered.plan && latest.wall === delivered.wall) return;
    delivered = latest;
    deliveredAtMs = performance.now();
    deliver(latest);
  }

  return {
    show(news) {
      latest = news;
      if (performance.now() - deliveredAtMs >= intervalMs) pass();
      else timer ??= setTimeout(pass, restMs);
    },
    stop: () => clearTimeout(timer),
  };
}
