import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPreviewFeed } from "../../../renderer/src/timeline/preview-feed.ts";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Project } from "../../../shared/project/model.ts";
import { lengthsOf, makeProject } from "./make-project.ts";

describe("telling the window of the plan under a drag", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const heard: string[] = [];
    const feed = createPreviewFeed(({ plan, wall }) => {
      heard.push(`${plan ? lengthsOf(plan) : "saved"}${wall ? ` ${wall.code}` : ""}`);
    });
    const show = (plan: Project | null, wall: Wall | null = null) => feed.show({ plan, wall });
    return { feed, heard, show };
  }

  it("tells the first at once, and of many in between only the last", () => {
    const { heard, show } = start();
    for (const seconds of [5, 6, 7, 8]) show(makeProject([seconds]));
    expect(heard).toEqual(["5"]);
    vi.advanceTimersByTime(200);
    expect(heard).toEqual(["5", "8"]);
  });

  it("tells that a drag came back to where it began", () => {
    const { heard, show } = start();
    show(makeProject([5]));
    show(null);
    vi.advanceTimersByTime(200);
    expect(heard).toEqual(["5", "saved"]);
  });

  it("tells of a wall even where the plan stays as it is", () => {
    const { heard, show } = start();
    show(null, { code: "pass-full", message: "Full." });
    expect(heard).toEqual(["saved pass-full"]);
  });

  it("is silent after it was stopped, and when nothing changes", () => {
    const { feed, heard, show } = start();
    show(null);
    show(makeProject([5]));
    show(makeProject([6]));
    feed.stop();
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual(["5"]);
  });
});
