/** Owns the page's access to the loopback host: the token of its address is spent once for a session, which this page alone holds. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { AppError } from "../../../shared/errors/app-error.ts";
import { type MediaVariant, mediaUrl } from "../../../shared/rpc/contract.ts";
import {
  type Session,
  sessionHeader,
  sessionSchema,
  signedText,
  signedUntil,
  windowHeader,
} from "../../../shared/rpc/session.ts";
import { nameOfWindow } from "./window-id.ts";

/** Kept for this origin, port included, and this tab alone, so that a reload goes on. */
const storageKey = "shotline-session";

/** Null under Electron, whose scheme nobody but the page can reach. */
let session: Session | null = null;

/**
 * Redeems the token in the address's fragment (`#token=…`, see electron/host/access.ts) and takes it off the address, so that
 * it lands in no history; what to open (`&project=…`) stays in it; without one, as after a reload, goes on with the session that this tab has. Must have ended before the first
 * call. Throws `access.denied` when the token is spent and there is no session either.
 */
export async function openSession(): Promise<void> {
  session = keptSession();
  const [, token, toOpen] = /^#token=([\w-]+)(?:&(project=.+))?$/.exec(window.location.hash) ?? [];
  if (token === undefined) return;
  const path = window.location.pathname + window.location.search;
  window.history.replaceState(null, "", toOpen === undefined ? path : `${path}#${toOpen}`);
  const answer = await fetch("session", { method: "POST", headers: { "x-shotline-token": token } });
  const opened = answer.ok ? sessionSchema.safeParse(await answer.json()) : null;
  if (opened?.success) {
    session = opened.data;
    window.sessionStorage.setItem(storageKey, JSON.stringify(session));
  } else if (session === null) {
    throw new AppError("access.denied", "The address that opened this window has already been used.", {
      next: "Restart Shotline, or press Enter in its terminal for a new address.",
    });
  }
}

function keptSession(): Session | null {
  try {
    return sessionSchema.parse(JSON.parse(window.sessionStorage.getItem(storageKey) ?? ""));
  } catch {
    return null;
  }
}

/** `fetch` by an address relative to the page, with the session and the name of the window. */
export function fetchOwn(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (session !== null) headers.set(sessionHeader, session.secret);
  headers.set(windowHeader, nameOfWindow());
  return fetch(path, { ...init, headers });
}

/** The address of a stored file for what can only load by one: signed, and good for some minutes. */
export function mediaAddress(project: string, media: string, variant: MediaVariant = "original"): string {
  return signedAddress(mediaUrl(project, media, variant));
}

/** The same for an address that `mediaUrl` gave. */
export function signedAddress(path: string): string {
  if (session === null) return path;
  const until = signedUntil(Date.now());
  const { pathname } = new URL(path, window.location.href);
  const mac = hmac(sha256, utf8ToBytes(session.mediaKey), utf8ToBytes(signedText(pathname, until)));
  return `${path}?until=${until}&mac=${toBase64Url(mac)}`;
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
