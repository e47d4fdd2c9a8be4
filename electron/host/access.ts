/**
 * Owns who may speak to the loopback host: only a page that this host served, which has spent one of its tokens.
 *
 * A port on 127.0.0.1 can be reached by every page in every browser of the machine, by other users, and by names that an attacker
 * makes resolve to it. So the Host header must be our own address and requests from other origins are refused. There is no cookie:
 * browsers send those to every port of a host. Calls and uploads carry the session's secret in a header, which the page holds; what a page
 * can only load by its address (pictures, films) has an address that the page signs, good for that path and a short time.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { mediaSignedMs, type Session, sessionHeader, signedText } from "../../shared/rpc/session.ts";
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

/** Guards a host that listens on `port` of 127.0.0.1. `now` in milliseconds since 1970. */
export function createAccess(port: number, now: () => number = Date.now): Access {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const session: Session = { secret: newSecret(), mediaKey: newSecret() };
  const tokens = new Set<string>();

  function holdsSecret(request: Request): boolean {
    return isSame(request.headers.get(sessionHeader) ?? "", session.secret);
  }

  /** Whether the address of a picture or film was signed by a page of ours, not long ago. */
  function isSigned({ pathname, searchParams }: URL): boolean {
    const until = Number(searchParams.get("until"));
    if (!(until > now() && until <= now() + 2 * mediaSignedMs)) return false;
    const mac = createHmac("sha256", session.mediaKey).update(signedText(pathname, until)).digest("base64url");
    return isSame(searchParams.get("mac") ?? "", mac);
  }

  function openSession(request: Request): Response {
    if (request.method !== "POST") return refuse("Open a session with POST.");
    const token = request.headers.get("x-shotline-token") ?? "";
    if (!tokens.delete(token)) return refuse("This address has already been used.");
    return Response.json(session, { headers: { "cache-control": "no-store", ...pageHeaders } });
  }

  return {
    issueToken() {
      const token = newSecret();
      tokens.add(token);
      return token;
    },
    judge(request) {
      const host = request.headers.get("host") ?? "";
      if (!hosts.includes(host)) return refuse("This address does not belong to Shotline.");
      const url = new URL(request.url);
      const { pathname } = url;
      const isPage = pagePath.test(pathname) && !guardedPath.test(pathname) && isReading(request);
      if (!comesFromOwnPage(request, host, isPage)) return refuse("Other pages can't call Shotline.");
      if (pathname === "/session") return openSession(request);
      if (isPage || holdsSecret(request)) return null;
      if (isReading(request) && /^\/media\/[\w/-]+$/.test(pathname) && isSigned(url)) return null;
      return refuse("This page does not have access to Shotline yet.");
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function isSame(given: string, own: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(own)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isReading(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/**
 * Whether the browser says that our own page asks, or that the user opened the page by hand or by a link. Programs that are no
 * browsers send neither header; they need the secret like everyone.
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
  const next = "Open the address Shotline printed when it started, or restart Shotline.";
  return Response.json(
    { ok: false, error: { code: "access.denied", message, next } },
    { status: 403, headers: { "cache-control": "no-store", ...pageHeaders } },
  );
}
