/** Owns the page's address inside Electron: `shotline://app/`, every request of which is handed to the core. */
import { protocol } from "electron";
import { pageHeaders } from "../core/core.ts";

const scheme = "shotline";
/** Where the window finds its page; calls and media are relative to it. */
export const pageUrl = `${scheme}://app/`;

/** Whether `url` lies in the page's own origin. */
export function isPageUrl(url: string): boolean {
  return url === pageUrl || url.startsWith(pageUrl);
}

/** Gives the scheme an origin, fetch and seekable films. Must be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

/** Answers the scheme with `handle`, adding `addedHeaders`. Must be called once Electron is ready. */
export function answerScheme(
  handle: (request: Request) => Promise<Response>,
  addedHeaders: Readonly<Record<string, string>> = pageHeaders,
): void {
  protocol.handle(scheme, async (request) => {
    if (!isPageUrl(request.url)) return new Response(null, { status: 403 });
    const answer = await handle(request);
    const headers = new Headers(answer.headers);
    // What the core says of an answer of its own, such as a film, goes before what holds for the page.
    for (const [name, value] of Object.entries(addedHeaders)) if (!headers.has(name)) headers.set(name, value);
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  });
}
