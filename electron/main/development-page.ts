/** Owns the page while the app is being developed: Vite's server gives it, the core still answers calls, media and fonts. */

/** `handle`, but for the page, which comes from `serverUrl` with hot replacement. */
export function withDevelopmentPage(
  handle: (request: Request) => Promise<Response>,
  serverUrl: string,
): (request: Request) => Promise<Response> {
  return (request) => {
    const { pathname, search } = new URL(request.url);
    if (/^\/(?:rpc|media|fonts)\//.test(pathname)) return handle(request);
    return fetch(new URL(pathname + search, serverUrl));
  };
}
