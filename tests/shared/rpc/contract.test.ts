import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError, errorCodes, errorDataSchema } from "../../../shared/errors/app-error.ts";
import { contract, mediaUrl, uploadUrl } from "../../../shared/rpc/contract.ts";

describe("the contract", () => {
  test.each(Object.entries(contract))("%s takes and gives what JSON can say", (_, { input, output }) => {
    // Dates, maps, bigints and undefined have no JSON schema, and would come out otherwise than they went in.
    expect(() => z.toJSONSchema(input, { io: "input" })).not.toThrow();
    expect(() => z.toJSONSchema(output, { unrepresentable: "any" })).not.toThrow();
  });

  test("names methods as noun and verb", () => {
    for (const name of Object.keys(contract)) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
  });

  test("refuses keys that a method does not know", () => {
    for (const [name, { input }] of Object.entries(contract)) {
      const read = input.safeParse({ unknownKey: 1 });
      const codes = read.success ? [] : read.error.issues.map((issue) => issue.code);
      expect([name, codes]).toEqual([name, expect.arrayContaining(["unrecognized_keys"])]);
    }
  });

  test("takes a new project's name as a person types it, and none that is no name", () => {
    const { input } = contract["projects.create"];
    expect(input.parse({ name: "  Night race " })).toEqual({ name: "Night race" });
    for (const name of ["", "   ", "two\nlines", "x".repeat(201)])
      expect(input.safeParse({ name }).success).toBe(false);
  });

  test("writes addresses relative to the page, with names as they are", () => {
    expect(mediaUrl("p", "m")).toBe("media/p/m");
    expect(mediaUrl("p", "m", "thumbnail")).toBe("media/p/m/thumbnail");
    expect(uploadUrl("p", "ä b&c#.png")).toBe("media/p?name=%C3%A4%20b%26c%23.png");
  });
});

describe("an error", () => {
  test("crosses as data and leaves absent what it does not say", () => {
    const cause = new Error("inside");
    const error = new AppError("disk.full", "The disk is full.", { cause });
    expect(error.toData()).toStrictEqual({ code: "disk.full", message: "The disk is full." });
    expect(error.cause).toBe(cause);
    const full = new AppError("plan.wrong-type", "It does not fit.", { next: "Change it.", path: "passes[0]" });
    expect(errorDataSchema.parse(full.toData())).toEqual({
      ...{ code: "plan.wrong-type", message: "It does not fit.", next: "Change it.", path: "passes[0]" },
    });
  });

  test("has one of a closed set of codes, each once", () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
    expect(errorDataSchema.safeParse({ code: "oops", message: "x" }).success).toBe(false);
  });
});
