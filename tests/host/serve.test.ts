import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedCore, serveCore } from "../../electron/host/serve.ts";

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

async function openSession(): Promise<{ cookie: string }> {
  const answer = await spend(tokenOf(host.url));
  expect(answer.status).toBe(204);
  return { cookie: String(answer.headers["set-cookie"]).split(";")[0] ?? "" };
}

describe("the loopback host", () => {
  test("hands calls, media and uploads to the core once the token is spent", async () => {
    const { cookie } = await openSession();
    expect((await ask("/rpc/app.info", { method: "POST", headers: { cookie }, body: "{}" })).body).toBe("{}");
    expect((await ask("/media/p/m", { headers: { cookie } })).status).toBe(200);
    expect((await ask("/media/p?name=a.png", { method: "PUT", headers: { cookie }, body: "bytes" })).body).toBe(
      "bytes",
    );
    expect(reached).toEqual(["POST /rpc/app.info", "GET /media/p/m", "PUT /media/p"]);
  });

  test("gives the page to everyone, and calls or media to no one without the cookie", async () => {
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
    expect((await spend(token)).status).toBe(204);
    expect((await spend(token)).status).toBe(403);
    expect((await spend("guess")).status).toBe(403);
    expect((await spend("")).status).toBe(403);
    expect((await spend(tokenOf(host.newUrl()))).status).toBe(204);
  });

  test("keeps a reload and a second tab of the same browser in, by the cookie", async () => {
    const { cookie } = await openSession();
    expect((await spend(tokenOf(host.url), { cookie })).status).toBe(204);
  });

  test("sets a cookie that no script reads, no other site sends, and no other port shares", async () => {
    const answer = await spend(tokenOf(host.url));
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(new RegExp(`^shotline-${new URL(host.url).port}=`));
    expect(cookie).toContain("HttpOnly; SameSite=Strict; Path=/");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("refuses names that an attacker made resolve to this machine", async () => {
    const { cookie } = await openSession();
    const { port } = new URL(host.url);
    for (const name of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) - 1}`]) {
      expect((await ask("/", { headers: { host: name } })).status).toBe(403);
      expect((await ask("/media/p/m", { headers: { host: name, cookie } })).status).toBe(403);
    }
    expect((await ask("/media/p/m", { headers: { host: `localhost:${port}`, cookie } })).status).toBe(200);
  });

  test("refuses other origins and other ports of this machine, even with the cookie", async () => {
    const { cookie } = await openSession();
    const strangers: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" },
    ];
    for (const headers of strangers) {
      expect((await ask("/media/p/m", { headers: { cookie, ...headers } })).status).toBe(403);
      expect((await ask("/rpc/x", { method: "POST", headers: { cookie, ...headers } })).status).toBe(403);
      expect((await spend(tokenOf(host.newUrl()), headers)).status).toBe(403);
    }
    expect((await ask("/assets/a.js", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    const own = { cookie, origin: new URL(host.url).origin, "sec-fetch-site": "same-origin" };
    expect((await ask("/rpc/x", { method: "POST", headers: own })).status).toBe(200);
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
