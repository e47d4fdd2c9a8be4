import { expect, test } from "vitest";
import { exitCodeOf } from "../../electron/cli/exit-code.ts";
import { errorCodes } from "../../shared/errors/app-error.ts";

test("what goes by itself or by making room is tried again later; everything else is refused for good", () => {
  const later = errorCodes.filter((code) => exitCodeOf(code, null) === 75);
  expect(later).toEqual([
    ...["busy", "offline", "disk.full", "project.locked"],
    ...["service.busy", "service.failed", "service.maintenance", "service.rate-limited", "service.unclear"],
  ]);
  expect(new Set(errorCodes.filter((code) => !later.includes(code)).map((code) => exitCodeOf(code, null)))).toEqual(
    new Set([1]),
  );
});

test("a command that was asked to end says by which signal, whatever it failed by", () => {
  expect(exitCodeOf("cancelled", "SIGINT")).toBe(130);
  expect(exitCodeOf("cancelled", "SIGTERM")).toBe(143);
  expect(exitCodeOf("ffmpeg.failed", "SIGTERM")).toBe(143);
});
