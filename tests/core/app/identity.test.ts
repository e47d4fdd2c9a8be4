import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Identity, readIdentity } from "../../../electron/core/app/identity.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("an installation's identity", () => {
  test("is made once, for this user alone, and is the same at the next start", () => {
    const folder = temporaryFolder();
    const mac = readIdentity(folder).identity.sign(["job"]);
    expect(readIdentity(folder)).toMatchObject({ keptAside: null, isKept: true });
    expect(readIdentity(folder).identity.verify(["job"], mac)).toBe(true);
    expect(readdirSync(folder)).toEqual(["identity"]);
    if (process.platform !== "win32") expect(statSync(join(folder, "identity")).mode & 0o777).toBe(0o600);
  });

  test("of one folder is not that of another", () => {
    const mac = readIdentity(temporaryFolder()).identity.sign(["job"]);
    expect(readIdentity(temporaryFolder()).identity.verify(["job"], mac)).toBe(false);
  });

  test.each(["", "cut off", "\0\0", "x".repeat(5000)])(
    "that is damaged is put aside, and a new one is made: %j",
    (text) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, "identity"), text);
      const { keptAside, isKept } = readIdentity(folder);
      expect(isKept).toBe(true);
      expect(readFileSync(keptAside ?? "", "utf8")).toBe(text);
      expect(readIdentity(folder).keptAside).toBeNull();
    },
  );

  test("is for one run where a folder stands in its place and nothing can be written", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "data"), "");
    expect(readIdentity(join(folder, "data")).isKept).toBe(false);
    mkdirSync(join(folder, "other", "identity"), { recursive: true });
    expect(readIdentity(join(folder, "other")).isKept).toBe(true);
    expect(existsSync(join(folder, "other", "identity"))).toBe(true);
  });

  test("signs no two lists of parts alike", () => {
    const identity = new Identity(Buffer.alloc(32, 7));
    const lists = fc.array(fc.string({ maxLength: 5, unit: fc.constantFrom("0", "1", ":", "a") }), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(identity.verify(one, identity.sign(other))).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });
});
