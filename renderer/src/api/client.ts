/** Owns talking to the core: typed calls and image uploads by relative address, every failure an AppError with a next step. */
import { z } from "zod";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import { type Media, mediaSchema } from "../../../shared/project/media.ts";
import {
  answerSchema,
  type InputOf,
  type MethodName,
  newImageUrl,
  type OutputOf,
  uploadUrl,
} from "../../../shared/rpc/contract.ts";

/** What the window needs of the core; tests stand in with a real core's `fetch`. */
export interface CoreClient {
  call<Name extends MethodName>(name: Name, input: InputOf<Name>, signal?: AbortSignal): Promise<OutputOf<Name>>;
  /** Stores an image in the project; `name` is the file's name. */
  upload(projectId: string, name: string, bytes: ArrayBuffer): Promise<Media>;
  /** Hands over an image that a new project will be made of; its id. */
  uploadNew(name: string, bytes: ArrayBuffer): Promise<string>;
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** `send` takes paths relative to the page. Throws AppError: the core's own, `offline` when it cannot be reached. */
export function createClient(send: Fetch): CoreClient {
  return {
    async call(name, input, signal) {
      const value = await request(send, `rpc/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        ...(signal ? { signal } : {}),
      });
      return value as OutputOf<typeof name>;
    },
    async upload(projectId, name, bytes) {
      return mediaSchema.parse(await request(send, uploadUrl(projectId, name), { method: "PUT", body: bytes }));
    },
    async uploadNew(name, bytes) {
      return newImageSchema.parse(await request(send, newImageUrl(name), { method: "PUT", body: bytes })).imageId;
    },
  };
}

const newImageSchema = z.object({ imageId: z.string() });

async function request(send: Fetch, path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await send(path, init);
  } catch (cause) {
    throw new AppError("offline", "Shotline’s core does not respond.", {
      next: "Wait a moment. If it does not come back, restart Shotline.",
      cause,
    });
  }
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  if (!answer.success) {
    throw new AppError("internal", `Shotline’s core sent an invalid response (${response.status}).`, {
      next: "Restart Shotline.",
    });
  }
  if (answer.data.ok) return answer.data.value;
  throw errorOfData(answer.data.error);
}

function errorOfData(data: ErrorData): AppError {
  return new AppError(data.code, data.message, {
    ...(data.next === undefined ? {} : { next: data.next }),
    ...(data.path === undefined ? {} : { path: data.path }),
  });
}

/** Any thrown thing as what the user is told. */
export function describeError(error: unknown): ErrorData {
  if (error instanceof AppError) return error.toData();
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    message: `Something went wrong: ${message}`,
    next: "Try again. If it happens again, restart Shotline.",
  };
}
