import { createHmac } from "node:crypto";
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedCore, serveCore } from "../../electron/host/serve.ts";
import { sessionHeader, sessionSchema, signedText, signedUntil } from "../../shared/rpc/session.ts";

let host: ServedCore;
let reached: string[];

/** A core that says what reached it; the host must not care what the core does. */
const core = {
  fetch: async (asked: Request) => {
    const { pathname } = new URL(asked.url);
    reached.push(`${asked.method} ${pathname}`);
    return new Response(asked.body === null ? "answer" : await asked.arrayBuffer());
  },
};

beforeEach(async () => {
  reached = [];
  host = await serveCore(core);
});
afterEach(() => host.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Plain HTTP, because fetch would not let a test lie about Host, Origin and Sec-Fetch-Site. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const { port } = new URL(host.url);
  return new Promise<Answer>((resolve, reject) => {
    const { method = "GET", headers = {} } = options;
    const asking = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asking.on("error", reject).end(options.body);
  });
}

const tokenOf = (url: string) => new URL(url).hash.replace("#token=", "");
const spend = (token: string, headers = {}) =>
  ask("/session", { method: "POST", headers: { "x-shotline-token": token, ...headers } });

/** The header that a page of ours sends, and an address as it signs it. */
async function openSession() {
  const answer = await spend(tokenOf(host.url));
  expect(answer.status).toBe(200);
  const { secret, mediaKey } = sessionSchema.parse(JSON.parse(answer.body));
  const signed = (path: string, until = signedUntil(Date.now())) => {
    const mac = createHmac("sha256", mediaKey).update(signedText(path, until)).digest("base64url");
    return `${path}?until=${until}&mac=${mac}`;
  };
  return { own: { [sessionHeader]: secret }, signed };
}

describe("the loopback host", () => {
  test("hands calls, media and uploads to the core once the token is spent", async () => {
    const { own, signed } = await openSession();
    expect((await ask("/rpc/app.info", { method: "POST", headers: own, body: "{}" })).body).toBe("{}");
    expect((await ask("/media/p/m", { headers: own })).status).toBe(200);
    expect((await ask(signed("/media/p/m/thumbnail"))).status).toBe(200);
    expect((await ask("/media/p?name=a.png", { method: "PUT", headers: own, body: "bytes" })).body).toBe("bytes");
    expect(reached).toEqual(["POST /rpc/app.info", "GET /media/p/m", "GET /media/p/m/thumbnail", "PUT /media/p"]);
  });

  test("gives the page to everyone, and calls or media to no one without the secret", async () => {
    for (const path of ["/", "/index.html", "/assets/index-Bx_1.js"]) expect((await ask(path)).status).toBe(200);
    reached = [];
    for (const path of [
      "/rpc/app.info",
      "/rpc",
      "/media/p/m",
      "//rpc/app.info",
      "/%72pc/app.info",
      "/x/../rpc/app.info",
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: "access.denied" } });
    }
    expect((await ask("/index.html", { method: "POST" })).status).toBe(403);
    expect(reached).toEqual([]);
  });

  test("lets a token be spent once, and makes another on demand", async () => {
    const token = tokenOf(host.url);
    expect((await spend(token)).status).toBe(200);
    for (const spent of [token, "guess", ""]) {
      const answer = await spend(spent);
      expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([403, "access.denied"]);
    }
    expect((await spend(tokenOf(host.newUrl()))).status).toBe(200);
  });

  test("gives the session to the page alone: in no cookie, and kept by nobody on the way", async () => {
    const answer = await spend(tokenOf(host.url));
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("takes a signed address for its path and its time alone, and for reading", async () => {
    const { signed } = await openSession();
    const good = signed("/media/p/m");
    const [, query = ""] = good.split("?");
    expect((await ask(good)).status).toBe(200);
    for (const path of [`/media/p/other?${query}`, `/media/p/m/proxy?${query}`, `/rpc/app.info?${query}`]) {
      expect([path, (await ask(path)).status]).toEqual([path, 403]);
    }
    expect((await ask(`/media/p/m?${query}`, { method: "PUT", body: "x" })).status).toBe(403);
    for (const until of [Date.now() - 1, Date.now() + 24 * 3_600_000, Number.NaN, 0]) {
      expect((await ask(signed("/media/p/m", until))).status).toBe(403);
    }
    expect(
      (await ask(good.replace(/mac=./, "mac=A"))).status === 200 &&
        (await ask(good.replace(/mac=./, "mac=B"))).status === 200,
    ).toBe(false);
  });

  test("refuses names that an attacker made resolve to this machine", async () => {
    const { own } = await openSession();
    const { port } = new URL(host.url);
    for (const name of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) - 1}`]) {
      expect((await ask("/", { headers: { host: name } })).status).toBe(403);
      expect((await ask("/media/p/m", { headers: { host: name, ...own } })).status).toBe(403);
    }
    expect((await ask("/media/p/m", { headers: { host: `localhost:${port}`, ...own } })).status).toBe(200);
  });

  test("refuses other origins and other ports of this machine, even with the secret", async () => {
    const { own } = await openSession();
    const strangers: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" },
    ];
    for (const headers of strangers) {
      expect((await ask("/media/p/m", { headers: { ...own, ...headers } })).status).toBe(403);
      expect((await ask("/rpc/x", { method: "POST", headers: { ...own, ...headers } })).status).toBe(403);
      expect((await spend(tokenOf(host.newUrl()), headers)).status).toBe(403);
    }
    expect((await ask("/assets/a.js", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    const page = { ...own, origin: new URL(host.url).origin, "sec-fetch-site": "same-origin" };
    expect((await ask("/rpc/x", { method: "POST", headers: page })).status).toBe(200);
  });

  test("lets a link from elsewhere open the page, which alone shows nothing", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" };
    expect((await ask("/", { headers })).status).toBe(200);
    expect((await ask("/", { headers: { "sec-fetch-site": "none" } })).status).toBe(200);
    expect((await ask("/", { headers: { ...headers, "sec-fetch-dest": "iframe" } })).status).toBe(403);
  });

  test("fences every answer in by headers", async () => {
    for (const answer of [await ask("/"), await ask("/rpc/x"), await spend(tokenOf(host.url))]) {
      expect(answer.headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
      expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
      expect(answer.headers["content-security-policy"]).toContain("object-src 'none'");
    }
  });

  test("listens on the loopback address only, and says so when a port is taken", async () => {
    const { hostname, port } = new URL(host.url);
    expect(hostname).toBe("127.0.0.1");
    await expect(serveCore(core, { port: Number(port) })).rejects.toMatchObject({ code: "busy" });
    for (const no of [Number.NaN, -1, 65_536, 80.5]) {
      await expect(serveCore(core, { port: no })).rejects.toMatchObject({ code: "input.invalid" });
    }
  });

  test("cuts a call that is still waiting when it closes", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const waiting = await serveCore({
      fetch: (asked) => {
        arrive();
        return new Promise((_, reject) => asked.signal.addEventListener("abort", () => reject(new Error("cut"))));
      },
    });
    const page = fetch(waiting.url);
    await arrived;
    await Promise.all([expect(page).rejects.toThrow(), waiting.close()]);
  });
});
