/**
 * Owns this installation's identity: a secret made once, kept in the data folder for this user alone, and never sent anywhere. What it
 * has signed is known again as made here.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Notices } from "../runtime/notices.ts";

const secretBytes = 32;

export class Identity {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** A MAC (HMAC-SHA-256, base64url) over the parts; no two lists of parts have the same. */
  sign(parts: readonly string[]): string {
    const hmac = createHmac("sha256", this.#secret);
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:${part}`);
    return hmac.digest("base64url");
  }

  verify(parts: readonly string[], mac: string): boolean {
    const [made, given] = [Buffer.from(this.sign(parts)), Buffer.from(mac)];
    return made.length === given.length && timingSafeEqual(made, given);
  }
}

export interface FoundIdentity {
  readonly identity: Identity;
  /** Where a file was put aside that was no identity; null where there was none. */
  readonly keptAside: string | null;
  /** False where the folder cannot be written: the identity is then for this run alone. */
  readonly isKept: boolean;
}

/** The identity in `dataDir`, made when there is none; two processes that start at once agree on one. */
export function readIdentity(dataDir: string): FoundIdentity {
  const file = join(dataDir, "identity");
  let keptAside: string | null = null;
  try {
    mkdirSync(dataDir, { recursive: true });
    // A second time for the one that another process has made meanwhile, or that was put aside.
    for (let tries = 0; tries < 3; tries += 1) {
      const found = readSecret(file);
      if (found instanceof Buffer) return { identity: new Identity(found), keptAside, isKept: true };
      if (found === "damaged") {
        keptAside = `${file}.damaged-${Date.now()}`;
        renameSync(file, keptAside);
      }
      makeSecret(file);
    }
  } catch {
    // Said by `isKept`: the app goes on without a folder that can be written.
  }
  return { identity: new Identity(randomBytes(secretBytes)), keptAside, isKept: false };
}

function readSecret(file: string): Buffer | "absent" | "damaged" {
  const info = lstatSync(file, { throwIfNoEntry: false });
  if (info === undefined) return "absent";
  if (!info.isFile() || info.size > 1024) return "damaged";
  const secret = Buffer.from(readFileSync(file, "utf8").trim(), "base64url");
  return secret.length === secretBytes ? secret : "damaged";
}

/** Makes the file whole under its name, unless one is there by then. */
function makeSecret(file: string): void {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, `${randomBytes(secretBytes).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    // Some file systems know no links between names.
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** The same, with a word to the user where jobs will not be known again. */
export function openIdentity(dataDir: string, notices: Pick<Notices, "say">): FoundIdentity {
  const found = readIdentity(dataDir);
  const jobs = "Jobs in progress are paused until you decide.";
  if (found.keptAside !== null) {
    const message = `This installation's identity was damaged and has been replaced. ${jobs}`;
    notices.say("identity", { code: "disk.failed", message, next: "Review the jobs in your projects." });
  } else if (!found.isKept) {
    const message = `Can't save this installation's identity in ${dataDir}. ${jobs}`;
    notices.say("identity", {
      code: "disk.denied",
      message,
      next: "Free up space or make the folder writable, then restart Shotline.",
    });
  }
  return found;
}
