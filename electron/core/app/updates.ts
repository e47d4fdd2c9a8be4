/**
 * Owns asking whether there is a newer Shotline: only when the user has turned it on or asks now, by one plain GET that says nothing of
 * who asks. What comes back is data: a version and a sentence, shown as text. Nothing is downloaded.
 */
import { request as requestOverTls } from "node:https";
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { UpdateAnswer } from "../../../shared/rpc/app-contract.ts";
import type { Notices } from "../runtime/notices.ts";
import type { SettingsFile } from "./settings-file.ts";

const latestUrl = "https://shotline.example/updates/latest.json";
const answerBytesMax = 16 * 1024;
const waitMs = 10_000;

/** Whatever else an answer says is not read. */
const latestSchema = z.object({
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  /** What is new, in a sentence. */
  summary: z
    .string()
    .max(300)
    // Characters that steer how others are shown.
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u)
    .default(""),
});
type Latest = z.infer<typeof latestSchema>;

export interface UpdateParts {
  readonly version: string;
  readonly settings: Pick<SettingsFile, "current">;
  readonly notices: Pick<Notices, "say">;
  /** The one on the homepage by default. */
  readonly read?: () => Promise<Latest>;
}

export class Updates {
  readonly #parts: UpdateParts;
  readonly #read: () => Promise<Latest>;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.#read = parts.read ?? (() => readLatest(latestUrl));
  }

  /** Asks now. Throws offline or service.invalid. */
  async check(): Promise<UpdateAnswer> {
    const { version } = this.#parts;
    const latest = await this.#read();
    return { version, newer: isNewer(latest.version, version) ? latest : null };
  }

  /** Asks if the user has turned it on; a newer version is told, a failure is not: it is asked again at the next start. */
  async checkIfOn(): Promise<void> {
    if (!this.#parts.settings.current.checkForUpdates) return;
    const { newer } = await this.check().catch(() => ({ newer: null }));
    if (newer === null) return;
    this.#parts.notices.say("update", {
      message: `Shotline ${newer.version} is available.`,
      next: "See Settings → About.",
    });
  }
}

/** Whether a version of three numbers comes after another. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((each) => each.split(/[.-]/).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/**
 * Reads the answer at an address, with no header but those that HTTP needs. Redirects are not followed. Throws offline where nobody
 * answers in time, service.invalid for what is no such answer.
 */
export async function readLatest(url: string, request: typeof requestOverTls = requestOverTls): Promise<Latest> {
  const text = await new Promise<string>((resolve, reject) => {
    const signal = AbortSignal.timeout(waitMs);
    const asked = request(url, { method: "GET", agent: false, signal }, (answer) => {
      if (answer.statusCode !== 200) {
        answer.destroy();
        reject(invalid(`it answered ${answer.statusCode}`));
        return;
      }
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes <= answerBytesMax) return;
        reject(invalid("it is too large"));
        answer.destroy();
      });
      answer.on("error", (error) => reject(offline(error)));
      answer.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    });
    asked.on("error", (error) => reject(offline(error))).end();
  });
  try {
    return latestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw invalid("it is not in the expected form", cause);
  }
}

function offline(cause: unknown): AppError {
  const next = "Check the internet connection, then try again.";
  return new AppError("offline", "Couldn't check for updates: the server can't be reached.", { next, cause });
}

function invalid(why: string, cause?: unknown): AppError {
  const next = "Try again later, or look at shotline.example.";
  return new AppError("service.invalid", `Couldn't check for updates: the server's answer can't be used (${why}).`, {
    next,
    cause,
  });
}
