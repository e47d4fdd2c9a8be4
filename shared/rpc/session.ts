/** Owns what page and loopback host agree on about access: the session that a token buys, its header, and what a media address signs. */
import { z } from "zod";

/** `secret` goes with calls and uploads in `sessionHeader`; `mediaKey` signs addresses of pictures and films (HMAC-SHA-256, base64url). */
export const sessionSchema = z.strictObject({ secret: z.string().min(20), mediaKey: z.string().min(20) });
export type Session = z.infer<typeof sessionSchema>;

export const sessionHeader = "x-shotline-session";

/** Names the window that calls, and lets nobody in: which of two windows has a project is told by it. */
export const windowHeader = "x-shotline-window";
export const windowIdPattern = /^[\w-]{8,64}$/;

/** A signed address is good for at least this long, and for at most twice as long: in between it stays the same, so that caches work. */
export const mediaSignedMs = 15 * 60_000;

/** Until when an address that is signed now is good, in milliseconds since 1970. */
export function signedUntil(nowMs: number): number {
  return (Math.floor(nowMs / mediaSignedMs) + 2) * mediaSignedMs;
}

/** What is signed of an address: its path from the root, and until when it is good. */
export function signedText(pathname: string, until: number): string {
  return `${pathname}\n${until}`;
}
