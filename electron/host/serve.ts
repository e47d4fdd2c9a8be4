/** Owns the loopback host: hands the core's requests over HTTP on 127.0.0.1, to those whom access.ts lets in. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AppError } from "../../shared/errors/app-error.ts";
import { pageHeaders } from "../core/core.ts";
import { createAccess } from "./access.ts";

export interface ServedCore {
  /** Opens the window once: its fragment carries a token that the page spends at its first request. */
  readonly url: string;
  /** Another address of the same kind, for another window or browser. */
  newUrl(): string;
  /** Stops listening and cuts what is open; the core stays as it is. */
  close(): Promise<void>;
}

/**
 * Serves `core` on 127.0.0.1, on a free port unless `port` is given. Throws `input.invalid` when that is no port, `busy` when
 * it is taken and `access.denied` when the system refuses it.
 */
export async function serveCore(
  core: { fetch(request: Request): Promise<Response> },
  options: { port?: number } = {},
): Promise<ServedCore> {
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const access = createAccess(port);

  async function answer(request: Request): Promise<Response> {
    const refusal = access.judge(request);
    if (refusal !== null) return refusal;
    const response = await core.fetch(request);
    // What the core says of an answer of its own goes before what holds for the page.
    for (const [name, value] of Object.entries(pageHeaders)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  }
  // The globals stay Node's own: the core must see the same Request and Response under every host.
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  server.on("request", (incoming, outgoing) => void listener(incoming, outgoing));

  const newUrl = () => `http://127.0.0.1:${port}/#token=${access.issueToken()}`;
  return {
    url: newUrl(),
    newUrl,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError("input.invalid", "The port is not valid.", {
      next: "Choose a port from 1024 to 65535, or leave it out.",
    });
  }
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        const next = "Choose another port, or leave it out to use any free one.";
        reject(new AppError("busy", `Port ${port} is in use.`, { next, cause: error }));
      } else {
        const next = "Choose a port from 1024 to 65535.";
        reject(new AppError("access.denied", `Can't open port ${port}.`, { next, cause: error }));
      }
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
