import { expect, onTestFinished, test, vi } from "vitest";
import { Denials } from "../../../electron/core/generation/check-job.ts";
import { systemClock } from "../../../electron/core/generation/service-context.ts";

test.each([-365, 365])("a wait ends when it should, though the clock jumps by %i days meanwhile", async (days) => {
  const trueNow = Date.now;
  const spy = vi.spyOn(Date, "now");
  onTestFinished(() => spy.mockRestore());
  const waiting = systemClock.sleep(20, new AbortController().signal);
  spy.mockImplementation(() => trueNow() + days * 24 * 3_600_000);
  await waiting;
});

test("a service's no is believed after the same time, though the clock is set back in between", () => {
  const denials = new Denials();
  const hourMs = 3_600_000;
  let atMs = 1_000 * hourMs;
  expect(denials.add(atMs)).toBe(false);
  atMs = 0;
  const answers = Array.from({ length: 50 }, () => {
    atMs += hourMs;
    return denials.add(atMs);
  });
  expect(answers[0]).toBe(false);
  expect(answers.at(-1)).toBe(true);
});
