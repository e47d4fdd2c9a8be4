import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Keys, overriddenAddress, type Vault } from "../../../electron/core/generation/keys.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const key = "fal-secret-0123456789";
/** Stands for a keychain: what it seals is not readable, and only it opens it. */
const vault: Vault = {
  seal: (text) => Buffer.from([...Buffer.from(text)].map((byte) => byte ^ 0x5a)),
  open: (sealed) => Buffer.from([...sealed].map((byte) => byte ^ 0x5a)).toString(),
};
const lockedVault: Vault = {
  seal: vault.seal,
  open: (sealed) => {
    throw new Error(`the keychain is locked; it was given ${vault.open(sealed)}`);
  },
};

function openKeys(options: { dataDir?: string; env?: Record<string, string>; vault?: Vault | null } = {}) {
  const dataDir = options.dataDir ?? temporaryFolder();
  let changes = 0;
  let damages = 0;
  const onDamaged = () => damages++;
  const { env = {}, vault = null } = options;
  const hidden: string[] = [];
  const hide = (secret: string) => hidden.push(secret);
  const keys = new Keys({ dataDir, env, vault, onChanged: () => changes++, hide, onDamaged });
  return { keys, dataDir, hidden, changes: () => changes, damages: () => damages };
}

describe("a service's key", () => {
  test("is kept in a file that only the user reads where there is no keychain, and is there after a restart", async () => {
    const { keys, dataDir, changes } = openKeys();
    expect(await keys.find("fal")).toBeNull();
    await keys.set("fal", key);
    expect(changes()).toBe(1);
    const again = openKeys({ dataDir }).keys;
    expect(await again.find("fal")).toBe(key);
    expect(await again.source("fal")).toBe("file");
    if (process.platform !== "win32") expect(statSync(join(dataDir, "keys.json")).mode & 0o777).toBe(0o600);
  });

  test("is sealed by the keychain where there is one, and stands in no file", async () => {
    const { keys, dataDir } = openKeys({ vault });
    await keys.set("fal", key);
    expect(await keys.source("fal")).toBe("keychain");
    expect(await keys.find("fal")).toBe(key);
    expect(readFileSync(join(dataDir, "keys.json"), "utf8")).not.toContain(key);
  });

  test("is kept out of the log from when it is entered, and from when it is found", async () => {
    for (const keychain of [null, vault]) {
      const { keys, dataDir, hidden } = openKeys({ vault: keychain });
      await keys.set("fal", key);
      expect(hidden).toContain(key);
      const again = openKeys({ dataDir, vault: keychain });
      await again.keys.find("fal");
      expect(again.hidden).toContain(key);
    }
  });

  test("that the keychain does not open is asked for again, and not told", async () => {
    const { keys, dataDir } = openKeys({ vault });
    await keys.set("fal", key);
    const failed = await openKeys({ dataDir, vault: lockedVault })
      .keys.find("fal")
      .then(
        () => null,
        (error: unknown) => error as Error & { code: string },
      );
    expect(failed?.code).toBe("service.key-missing");
    expect(`${failed?.message} ${failed?.stack} ${String(failed?.cause)}`).not.toContain(key);
  });

  test("from the environment comes first, and is never written", async () => {
    const { keys, dataDir } = openKeys({ env: { SHOTLINE_KLING_LEGACY_KEY: " access:secret " } });
    await keys.set("kling-legacy", "another");
    expect(await keys.find("kling-legacy")).toBe("access:secret");
    expect(await keys.source("kling-legacy")).toBe("environment");
    expect(readFileSync(join(dataDir, "keys.json"), "utf8")).not.toContain("access:secret");
  });

  test("is removed alone, also when several are changed at once", async () => {
    const { keys } = openKeys();
    await Promise.all([keys.set("fal", "one"), keys.set("pixio", "two"), keys.set("replicate", "three")]);
    await keys.remove("pixio");
    expect(await Promise.all((["fal", "pixio", "replicate"] as const).map((name) => keys.find(name)))).toEqual([
      "one",
      null,
      "three",
    ]);
  });

  test("is none where the file cannot be read as one", async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, "keys.json"), "{");
    expect(await openKeys({ dataDir }).keys.find("fal")).toBeNull();
  });
});

describe("the address of a service", () => {
  test("is what the environment says, without a slash at its end", () => {
    expect(overriddenAddress({}, "fal")).toBeNull();
    const env = { SHOTLINE_KLING_LEGACY_URL: "http://127.0.0.1:8080/kling/" };
    expect(overriddenAddress(env, "kling-legacy")).toBe("http://127.0.0.1:8080/kling");
    expect(overriddenAddress(env, "kling")).toBeNull();
  });

  test.each(["localhost:8080", "ftp://example.org", "http://"])("%s is refused with the variable's name", (address) => {
    expect(() => overriddenAddress({ SHOTLINE_FAL_URL: address }, "fal")).toThrow(/SHOTLINE_FAL_URL/);
  });
});
