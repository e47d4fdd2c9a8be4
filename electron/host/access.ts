/**
 * Owns who may speak to the loopback host: only a page that this host served, in a browser that has spent one of its tokens.
 *
 * A port on 127.0.0.1 can be reached by every page in every browser of the machine, by other users, and by names that an attacker
 * makes resolve to it. So the Host header must be our own address, requests from other origins are refused, and calls and
 * media need a cookie that is given once per token.
 */
import { randomBytes } from "node:crypto";
import { pageHeaders } from "../core/core.ts";

/** Paths that show nothing but the page's own code. Escapes, empty segments and dots in front are not among them. */
const pagePath = /^\/(?:\w[\w.-]*\/)*(?:\w[\w.-]*)?$/;
const guardedPath = /^\/(?:rpc|media)(?:\/|$)/;

export interface Access {
  /** A token that one page may spend. */
  issueToken(): string;
  /** The answer to a request that goes no further, else null: the request may pass. */
  judge(request: Request): Response | null;
}

/** Guards a host that listens on `port` of 127.0.0.1. */
export function createAccess(port: number): Access {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Browsers keep cookies per host name and not per port: the name keeps two running hosts apart.
  const cookieName = `shotline-${port}`;
  const secret = randomBytes(32).toString("base64url");
  const tokens = new Set<string>();

  function holdsCookie(request: Request): boolean {
    const cookies = request.headers.get("cookie")?.split("; ") ?? [];
    return cookies.includes(`${cookieName}=${secret}`);
  }

  function openSession(request: Request): Response {
    if (request.method !== "POST") return refuse("A session is opened by POST.");
    const token = request.headers.get("x-shotline-token") ?? "";
    // A reload or a second tab may come with a token spent before: the cookie speaks for it.
    if (!tokens.delete(token) && !holdsCookie(request)) return refuse("This address was used before.");
    return new Response(null, {
      status: 204,
      headers: {
        "set-cookie": `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
        "cache-control": "no-store",
        ...pageHeaders,
      },
    });
  }

  return {
    issueToken() {
      const token = randomBytes(32).toString("base64url");
      tokens.add(token);
      return token;
    },
    judge(request) {
      const host = request.headers.get("host") ?? "";
      if (!hosts.includes(host)) return refuse("This address is not Shotline's own.");
      const { pathname } = new URL(request.url);
      const isPage = pagePath.test(pathname) && !guardedPath.test(pathname) && isReading(request);
      if (!comesFromOwnPage(request, host, isPage)) return refuse("Another page may not call Shotline.");
      if (pathname === "/session") return openSession(request);
      if (isPage || holdsCookie(request)) return null;
      return refuse("This browser has no access to Shotline yet.");
    },
  };
}

function isReading(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/**
 * Whether the browser says that our own page asks, or that the user opened the page by hand or by a link. Programs that are no
 * browsers send neither header; they need the cookie like everyone.
 */
function comesFromOwnPage(request: Request, host: string, isPage: boolean): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== `http://${host}`) return false;
  const site = request.headers.get("sec-fetch-site");
  if (site === null || site === "same-origin") return true;
  if (site === "none") return isReading(request);
  return isPage && request.headers.get("sec-fetch-dest") === "document";
}

function refuse(message: string): Response {
  const next = "Open the address that Shotline printed at its start, or start it again.";
  return Response.json(
    { ok: false, error: { code: "access.denied", message, next } },
    { status: 403, headers: { "cache-control": "no-store", ...pageHeaders } },
  );
}
