/** Owns the function from Request to Response: remote calls, media, uploads and the page itself. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { Hono } from "hono";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { Media } from "../../../shared/project/media.ts";
import {
  type Contract,
  contract,
  type InputOf,
  type MediaVariant,
  type MethodName,
  mediaVariants,
  type OutputOf,
} from "../../../shared/rpc/contract.ts";
import { windowHeader, windowIdPattern } from "../../../shared/rpc/session.ts";
import { writeKnownJson } from "../runtime/known-json.ts";
import type { Methods } from "../runtime/methods.ts";
import { mediaTypes, sendFile } from "./send-file.ts";

export interface ServerOptions {
  readonly methods: Methods;
  /** The file to send for a stored image or film. */
  readonly mediaPath: (projectId: string, mediaId: string, variant: MediaVariant) => Promise<string>;
  /** The file of a poster on the list of recent projects; throws not-found for what can be none. */
  readonly posterPath: (poster: string) => string;
  /** The file of a small picture of an image in the library; throws not-found for what can be none. */
  readonly libraryPath: (mediaId: string) => Promise<string>;
  /** Keeps an image that a new project will be made of; its id. */
  readonly receive: (name: string, body: ReadableStream<Uint8Array>) => Promise<string>;
  readonly upload: (projectId: string, name: string, body: ReadableStream<Uint8Array>) => Promise<Media>;
  readonly pageFolder: string | null;
  /** The shipped fonts beside the page's own: a style sheet, and the file of each name in it. */
  readonly fonts: { readonly sheet: () => string; readonly file: (name: string) => string | null };
  readonly toErrorData: (error: unknown) => ErrorData;
  /**
   * Throws access.denied for a call of the page that names a path which it may not, project.locked for one that would change what another
   * window has. Uploads are asked for as `upload`.
   */
  readonly guardCall: (method: MethodName | "upload", input: unknown, window: string | null) => Promise<void>;
}

const requestBytesMax = 16 * 1024 * 1024;

/** What the page may load and reach: itself only. Fonts and scripts come with it. */
export const pageHeaders: Record<string, string> = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** A stored file is shown as a picture, a film or a sound, and never runs or loads anything. */
const mediaHeaders: Record<string, string> = {
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

export function createServer(options: ServerOptions): (request: Request) => Promise<Response> {
  const app = new Hono();
  const fail = (error: unknown, status: 200 | 400 | 404 = 200) =>
    Response.json({ ok: false, error: options.toErrorData(error) }, { status });

  app.post("/rpc/:method", async (context) => {
    try {
      // A form of another page could send anything else without asking first.
      if (!/^application\/json\s*(?:;|$)/i.test(context.req.header("content-type") ?? "")) {
        throw new AppError("input.invalid", "A call must be JSON.", { next: "Send it as application/json." });
      }
      const text = await readText(context.req.raw, requestBytesMax);
      const value = await callMethod(options, context.req.param("method"), text, context.req.raw);
      return new Response(`{"ok":true,"value":${writeKnownJson(value)}}`, {
        headers: { "content-type": "application/json" },
      });
    } catch (error) {
      return fail(error);
    }
  });

  const send = async (request: Request, findPath: () => string | Promise<string>) => {
    try {
      const path = await findPath();
      // A stored file never changes under its id, and what is made of it comes from it alone.
      const headers = { "cache-control": "private, max-age=31536000, immutable", ...mediaHeaders };
      return (await sendFile(request, path, headers, mediaTypes)) ?? new Response("missing", { status: 404 });
    } catch (error) {
      return fail(error, 404);
    }
  };
  const media = (request: Request, projectId: string, mediaId: string, variant: MediaVariant) =>
    send(request, () => options.mediaPath(projectId, mediaId, variant));
  app.get("/media/poster/:poster", ({ req }) => send(req.raw, () => options.posterPath(req.param("poster"))));
  app.get("/media/library/:media", ({ req }) => send(req.raw, () => options.libraryPath(req.param("media"))));
  app.get("/media/:project/:media", ({ req }) => media(req.raw, req.param("project"), req.param("media"), "original"));
  app.get("/media/:project/:media/:variant", ({ req }) => {
    const variant = mediaVariants.find((each) => each === req.param("variant"));
    if (variant === undefined) return new Response("not found", { status: 404 });
    return media(req.raw, req.param("project"), req.param("media"), variant);
  });
  const take = async (
    request: Request,
    store: (name: string, body: ReadableStream<Uint8Array>) => Promise<unknown>,
  ) => {
    try {
      const { body, url } = request;
      if (!body) throw new AppError("input.invalid", "The upload is empty.", { next: "Choose an image file." });
      return Response.json({ ok: true, value: await store(new URL(url).searchParams.get("name") ?? "", body) });
    } catch (error) {
      return fail(error);
    }
  };
  app.put("/media", ({ req }) => take(req.raw, async (name, body) => ({ imageId: await options.receive(name, body) })));
  app.put("/media/:project", ({ req }) =>
    take(req.raw, async (name, body) => {
      const projectId = req.param("project");
      await options.guardCall("upload", { projectId }, windowOf(req.raw));
      return options.upload(projectId, name, body);
    }),
  );

  app.get("/fonts/sheet.css", () => {
    return new Response(options.fonts.sheet(), {
      headers: { ...pageHeaders, "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" },
    });
  });
  app.get("/fonts/:name", async ({ req }) => {
    const path = options.fonts.file(req.param("name"));
    const sent = path && (await sendFile(req.raw, path, { ...pageHeaders, "cache-control": "no-cache" }));
    return sent || new Response("not found", { status: 404 });
  });

  app.get(
    "*",
    async ({ req }) => (await page(req.raw, options.pageFolder)) ?? new Response("not found", { status: 404 }),
  );
  app.all("*", () => new Response("not allowed", { status: 405 }));
  return async (request) => app.fetch(request);
}

/** Calls a method with its input as JSON text; throws input.invalid when the input is not what the contract says. */
async function callMethod(
  { methods, guardCall }: Pick<ServerOptions, "methods" | "guardCall">,
  name: string,
  text: string,
  request: Request,
): Promise<unknown> {
  if (!Object.hasOwn(contract, name)) throw new AppError("not-found", `There is no method ${name}.`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new AppError("input.invalid", "The request is not JSON.", { cause });
  }
  await guardCall(name as MethodName, data, windowOf(request));
  return callChecked(methods, name as MethodName, data, request.signal, windowOf(request));
}

/** The window that calls; null for whatever else does. */
function windowOf(request: Request): string | null {
  const window = request.headers.get(windowHeader);
  return window !== null && windowIdPattern.test(window) ? window : null;
}

export async function callChecked<Name extends MethodName>(
  methods: Methods,
  name: Name,
  data: unknown,
  signal?: AbortSignal,
  window: string | null = null,
): Promise<OutputOf<Name>> {
  const read = (contract as Contract)[name].input.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path.map(String).join(".") ?? "";
    const message = `${path || "The request"} is not valid: ${issue?.message.replace(/\.$/, "") ?? "wrong type"}.`;
    throw new AppError("input.invalid", message, { path, next: "Correct it, then try again." });
  }
  return methods[name](read.data as InputOf<Name>, signal, window);
}

async function readText(request: Request, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new AppError("input.invalid", "The request is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function page(request: Request, pageFolder: string | null): Promise<Response | null> {
  if (pageFolder === null) return null;
  const folder = resolve(pageFolder);
  let name: string;
  try {
    name = decodeURIComponent(new URL(request.url).pathname);
  } catch {
    return new Response("bad address", { status: 400 });
  }
  const path = join(folder, name === "/" ? "index.html" : name);
  if (!path.startsWith(folder + sep) || name.includes("\0")) return new Response("forbidden", { status: 403 });
  if (path === join(folder, "index.html")) return indexPage(request, path);
  const hashed = name.startsWith("/assets/");
  const cache = hashed ? "private, max-age=31536000, immutable" : "no-cache";
  return sendFile(request, path, { ...pageHeaders, "cache-control": cache });
}

/** The page's own document; styles that its libraries add at work are known by a nonce, which is another one each time. */
async function indexPage(request: Request, path: string): Promise<Response | null> {
  const html = await readFile(path, "utf8").catch(() => null);
  if (html === null) return null;
  const nonce = randomBytes(16).toString("base64url");
  const policy = pageHeaders["content-security-policy"]?.replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  );
  const headers = {
    ...pageHeaders,
    ...(policy === undefined ? {} : { "content-security-policy": policy }),
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  };
  const body = html.replaceAll("{{nonce}}", nonce);
  return new Response(request.method === "HEAD" ? null : body, { headers });
}
