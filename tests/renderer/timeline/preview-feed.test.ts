import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPreviewFeed } from "../../../renderer/src/timeline/preview-feed.ts";
import type { Project } from "../../../shared/project/model.ts";
import { lengthsOf, makeProject } from "./make-project.ts";

describe("telling the window of the plan under a drag", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const heard: string[] = [];
    const feed = createPreviewFeed((plan: Project | null) => heard.push(plan ? lengthsOf(plan) : "saved"));
    return { feed, heard };
  }

  it("tells the first at once, and of many in between only the last", () => {
    const { feed, heard } = start();
    for (const seconds of [5, 6, 7, 8]) feed.show(makeProject([seconds]));
    expect(heard).toEqual(["5"]);
    vi.advanceTimersByTime(200);
    expect(heard).toEqual(["5", "8"]);
  });

  it("tells that a drag came back to where it began", () => {
    const { feed, heard } = start();
    feed.show(makeProject([5]));
    feed.show(null);
    vi.advanceTimersByTime(200);
    expect(heard).toEqual(["5", "saved"]);
  });

  it("is silent after it was stopped, and when nothing changes", () => {
    const { feed, heard } = start();
    feed.show(null);
    feed.show(makeProject([5]));
    feed.show(makeProject([6]));
    feed.stop();
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual(["5"]);
  });
});
