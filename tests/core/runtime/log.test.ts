import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileLog, logFiles, readLogTail, redactLine } from "../../../electron/core/runtime/log.ts";
import { Redaction } from "../../../electron/core/runtime/redact.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const now = () => new Date("2026-11-22T12:00:00Z");
const home = "/home/ada";
const bytesMax = 2 * 1024 * 1024;

describe("the log", () => {
  test("has one line of JSON for each message, whatever the error", () => {
    const folder = temporaryFolder();
    const log = fileLog(join(folder, "data"), now);
    const round: Record<string, unknown> = {};
    round["itself"] = round;
    log({ level: "info", message: "two\nlines" });
    log({ level: "error", room: "window", message: "failed", error: new Error("why", { cause: new Error("deeper") }) });
    log({ level: "error", message: "odd", error: round, code: "internal", reference: "1a2b3c4d" });
    const lines = readLogTail(join(folder, "data"), 10).map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message)).toEqual(["two\nlines", "failed", "odd"]);
    expect(lines[1]).toMatchObject({ at: now().toISOString(), level: "error", room: "window" });
    expect(lines[1].error).toMatch(/why[\s\S]*caused by Error: deeper/);
    expect(lines[2]).toMatchObject({ code: "internal", reference: "1a2b3c4d", error: "[object Object]" });
  });

  test("is readable by this user alone", () => {
    const folder = temporaryFolder();
    fileLog(folder, now)({ level: "info", message: "x" });
    if (process.platform !== "win32") expect(statSync(join(folder, "shotline.log")).mode & 0o777).toBe(0o600);
  });

  test("begins a new file at 2 MB and keeps three older ones, so that it never takes more than 8 MB", () => {
    const folder = temporaryFolder();
    const log = fileLog(folder, now);
    for (const round of ["a", "b", "c", "d", "e"]) {
      writeFileSync(join(folder, "shotline.log"), `${round}${"x".repeat(bytesMax)}`);
      log({ level: "info", message: `after ${round}` });
    }
    expect(readdirSync(folder).sort()).toEqual(["shotline.1.log", "shotline.2.log", "shotline.3.log", "shotline.log"]);
    const kept = logFiles(folder).slice(1);
    expect(kept.map((file) => readFileSync(file, "utf8").slice(0, 1))).toEqual(["e", "d", "c"]);
  });

  test("is read back over its files, the last lines first to be kept", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "shotline.1.log"), "1\n2\n3\n");
    writeFileSync(join(folder, "shotline.log"), "4\n5\n");
    expect(readLogTail(folder, 4)).toEqual(["2", "3", "4", "5"]);
    expect(readLogTail(temporaryFolder(), 4)).toEqual([]);
  });

  test("is silent where it cannot be written", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect(() => fileLog(join(folder, "file"), now)({ level: "info", message: "x" })).not.toThrow();
  });
});

const word = (alphabet: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max });
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Keys as services give them: none of these was told to anybody. */
const shapedSecret = fc.oneof(
  fc.uuid().chain((id) => word("0123456789abcdef", 32, 32).map((hex) => `${id}:${hex}`)),
  word(letters, 37, 37).map((rest) => `r8_${rest}`),
  word(`${letters}_-`, 35, 35).map((rest) => `AIza${rest}`),
  word(letters, 24, 48).map((rest) => `sk-${rest}`),
  fc.tuple(word(letters, 10, 30), word(letters, 20, 40), word(letters, 20, 40)).map((parts) => `eyJ${parts.join(".")}`),
);

/** Where a secret has been seen to stand. */
const places: ((secret: string) => string)[] = [
  (secret) => `failed with ${secret}`,
  (secret) => `authorization: Bearer ${secret}`,
  (secret) => `{"authorization":"Key ${secret}"}`,
  (secret) => `GET https://queue.example/v1/tasks/7?key=${encodeURIComponent(secret)}&page=2 answered 500`,
  (secret) => `https://user:${encodeURIComponent(secret)}@files.example/a.mp4`,
  (secret) => `headers {"x-goog-api-key": ${JSON.stringify(secret)}}`,
  (secret) => `Unexpected token 'T', "${secret}" is not valid JSON`,
  (secret) => `ffmpeg -headers 'X-Api-Key: ${secret}' -i in.mp4`,
];

describe("a secret in a log line", () => {
  const everywhere = (secret: string, redaction: Redaction, surround: string) =>
    places.flatMap((place) => {
      const text = `${surround} ${place(secret)} ${surround}`;
      const error = new Error(text, { cause: { toString: () => text } });
      return [
        redactLine({ level: "error", message: text, error }, redaction),
        redactLine({ level: "error", message: "x", error: { toString: () => text } }, redaction),
      ];
    });

  test("is gone where it looks like a key of any service, wherever it stands", () => {
    fc.assert(
      fc.property(shapedSecret, fc.string({ maxLength: 40 }), (secret, surround) => {
        const redaction = new Redaction({ home, env: {} });
        for (const line of everywhere(secret, redaction, surround)) {
          expect(JSON.stringify(line)).not.toContain(secret);
        }
      }),
    );
  });

  test("is gone where it was told of, whatever it looks like", () => {
    const any = fc.string({ minLength: 6, maxLength: 60, unit: "grapheme" }).filter((text) => text.trim().length >= 6);
    fc.assert(
      fc.property(any, fc.boolean(), (secret, isStored) => {
        const redaction = new Redaction({ home, env: isStored ? {} : { SHOTLINE_KLING_LEGACY_KEY: secret } });
        if (isStored) redaction.hide(secret);
        const stays = "…‹key› failed with data error cause".includes(secret.trim());
        for (const { message, error } of everywhere(secret, redaction, "about")) {
          if (!stays) expect([message, String(error)].join("\n")).not.toContain(secret.trim());
        }
      }),
    );
  });

  test("is gone in base64, and each half of a pair of keys alone", () => {
    const redaction = new Redaction({ home, env: {} });
    redaction.hide("AccessKey123:SecretKey456");
    const text = `AccessKey123 and SecretKey456, ${Buffer.from("AccessKey123:SecretKey456").toString("base64")}`;
    expect(redaction.text(text)).toBe("‹key› and ‹key›, ‹key›");
  });

  test("does not take with it what a line is read for", () => {
    const redaction = new Redaction({ home, env: { SHOTLINE_FAL_KEY: "short", PATH: "/usr/bin" } });
    const text =
      "ffmpeg -i /home/ada/Movies/Shotline/Race.shotline/media/0f3c.mp4 -c:v libx264 (SQLITE_IOERR) at https://queue.example/v1/tasks/7 in /home/adamant";
    expect(redaction.text(text)).toBe(text.replace("/home/ada/", "~/"));
    expect(redaction.text("https://a.example/x.mp4?X-Amz-Signature=ab&Expires=1 gone")).toBe(
      "https://a.example/x.mp4?… gone",
    );
    expect(redaction.text("media/p/m?until=17&mac=abcd")).toBe("media/p/m?…");
    expect(redaction.text(`data:image/png;base64,${"A".repeat(4000)} is broken`)).toBe("data:… is broken");
  });

  test("takes no longer for a very long line of anything", () => {
    const redaction = new Redaction({ home, env: {} });
    for (const unit of ["a", "?a=", "-", '"', "https://a?", "key", "eyJ.", "\\", "Unexpected , "]) {
      expect(redaction.text(unit.repeat(200_000)).length).toBeLessThan(20_000);
    }
  });
});
