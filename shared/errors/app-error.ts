/** Owns the closed set of error codes, and errors as data: a sentence for the user and a next step. */
import { z } from "zod";

export const errorCodes = [
  "internal",
  "input.invalid",
  "not-found",
  "access.denied",
  "cancelled",
  "busy",
  "offline",
  "disk.full",
  "disk.denied",
  "disk.failed",
  "ffmpeg.missing",
  "ffmpeg.unfit",
  "ffmpeg.failed",
  "plan.not-json",
  "plan.unknown-key",
  "plan.wrong-type",
  "plan.too-large",
  "plan.refused",
  "path.outside",
  "profile.unknown",
  "profile.unavailable",
  "image.missing",
  "image.unreadable",
  "image.too-small",
  "image.too-large",
  "image.ratio",
  "edit.refused",
  "edit.stale",
  "project.exists",
  "project.missing",
  "project.newer",
  "project.damaged",
  "project.older",
  "project.locked",
  "target.not-empty",
  "archive.unreadable",
  "archive.damaged",
  "film.unreadable",
  "generation.refused",
  "job.unconfirmed",
  "job.wrong-state",
  "result.expired",
  "result.unreadable",
  "service.busy",
  "service.clock",
  "service.content-refused",
  "service.failed",
  "service.invalid",
  "service.key-missing",
  "service.key-refused",
  "service.maintenance",
  "service.no-credit",
  "service.no-permission",
  "service.not-found",
  "service.rate-limited",
  "service.unclear",
  "service.unknown-model",
  "spend.cap",
  "spend.unconfirmed",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const errorDataSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  next: z.string().optional(),
  path: z.string().optional(),
});
/** `message`: one sentence for the user. `next`: what to do. `path`: where in the input, such as `passes[0].shots[1]`. */
export type ErrorData = z.infer<typeof errorDataSchema>;

/** An expected failure. Whatever else is thrown becomes `internal` at the boundary, with a reference into the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly next: string | undefined;
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, more: { next?: string; path?: string; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.next = more.next;
    this.path = more.path;
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.next === undefined ? {} : { next: this.next }),
      ...(this.path === undefined ? {} : { path: this.path }),
    };
  }
}
