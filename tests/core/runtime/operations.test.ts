import { describe, expect, test } from "vitest";
import { toErrorData } from "../../../electron/core/runtime/error-data.ts";
import { type OperationContext, Operations } from "../../../electron/core/runtime/operations.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { operationSchema } from "../../../shared/rpc/runtime-contract.ts";

const about = { kind: "animatic", projectId: null, title: "Animatic of SC010" } as const;

function build() {
  const seen: Operation[] = [];
  const operations = new Operations(
    (operation) => seen.push(operation),
    (error) => toErrorData(error, () => {}),
  );
  return { seen, operations };
}

/** Work that goes on until it is cancelled. */
function untilCancelled({ signal }: OperationContext): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

describe("an operation", () => {
  test("says how far it is, step by step and never backwards, and what came of it", async () => {
    const { seen, operations } = build();
    const id = operations.start({
      ...about,
      async run({ report }) {
        report(0.5, "Drawing");
        report(0.2, "Storing");
        report(7, "Finishing");
        return { frames: 72 };
      },
    });
    const ended = await operations.wait(id);
    expect(ended).toMatchObject({ id, ...about, state: "done", progress: 1, error: null, result: { frames: 72 } });
    expect(seen.map(({ state, progress, step }) => [state, progress, step])).toEqual([
      ["running", 0, ""],
      ["running", 0.5, "Drawing"],
      ["running", 0.5, "Storing"],
      ["running", 1, "Finishing"],
      ["done", 1, "Finishing"],
    ]);
    expect(seen.slice(0, -1).map(({ log }) => log)).toEqual([undefined, undefined, undefined, undefined]);
    expect(ended.log?.map(({ text }) => text)).toEqual(["Drawing", "Storing", "Finishing", "Done"]);
    for (const operation of seen) expect(operationSchema.safeParse(operation).error).toBeUndefined();
    expect(operations.list()).toEqual([ended]);
  });

  test("does not tell of every frame", async () => {
    const { seen, operations } = build();
    const id = operations.start({
      ...about,
      async run({ report }) {
        for (let frame = 0; frame < 1000; frame += 1) report(frame / 1000, "Drawing");
        return {};
      },
    });
    await operations.wait(id);
    expect(seen.length).toBeLessThan(50);
  });

  test.each<[string, unknown, object]>([
    [
      "an expected error",
      new AppError("disk.full", "The disk is full.", { next: "Free some." }),
      { code: "disk.full", next: "Free some." },
    ],
    ["an error of the system", Object.assign(new Error("no"), { code: "ENOSPC" }), { code: "disk.full" }],
    ["an error with a number", new DOMException("gone", "AbortError"), { code: "internal" }],
    ["something that is no error", "text", { code: "internal" }],
    ["nothing", undefined, { code: "internal" }],
  ])("that fails with %s keeps it as data", async (_, error, data) => {
    const { operations } = build();
    const id = operations.start({ ...about, run: () => Promise.reject(error) });
    expect(await operations.wait(id)).toMatchObject({ state: "failed", error: data, result: null });
  });

  test("that throws before it begins fails in the same way", async () => {
    const { operations } = build();
    const run = () => {
      throw new AppError("not-found", "The pass is gone.");
    };
    expect(await operations.wait(operations.start({ ...about, run }))).toMatchObject({ state: "failed" });
  });

  test("is cancelled, and is then neither failed nor done", async () => {
    const { operations } = build();
    const id = operations.start({ ...about, run: untilCancelled });
    operations.cancel(id);
    expect(await operations.wait(id)).toMatchObject({ state: "cancelled", error: null, result: null });
    operations.cancel(id);
    expect(operations.list()[0]?.state).toBe("cancelled");
  });

  test("that had ended before it was cancelled stays done", async () => {
    const { operations } = build();
    const id = operations.start({ ...about, run: async () => ({}) });
    await operations.wait(id);
    operations.cancel(id);
    expect(operations.list()[0]?.state).toBe("done");
  });

  test("that nobody knows is said to be unknown", () => {
    const { operations } = build();
    expect(() => operations.cancel("operation_gone")).toThrow("no longer exists");
    expect(() => operations.wait("operation_gone")).toThrow("no longer exists");
  });

  test("is forgotten when fifty others have ended since, but never while it runs", async () => {
    const { operations } = build();
    const running = operations.start({ ...about, run: untilCancelled });
    for (let count = 0; count < 60; count += 1)
      await operations.wait(operations.start({ ...about, run: async () => ({}) }));
    expect(operations.list().length).toBeLessThanOrEqual(52);
    expect(operations.list()[0]?.id).toBe(running);
    await operations.close();
  });

  test("is cancelled and waited for when the core closes", async () => {
    const { operations } = build();
    let cleaned = false;
    operations.start({
      ...about,
      run: async (context) => {
        try {
          return await untilCancelled(context);
        } finally {
          await new Promise((resolve) => setImmediate(resolve));
          cleaned = true;
        }
      },
    });
    await operations.close();
    expect(cleaned).toBe(true);
  });
});
