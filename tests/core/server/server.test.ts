import { describe, expect, test } from "vitest";
import { contract } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { opened, origin } from "./server-rig.ts";

describe("a remote call", () => {
  test("is answered with its value, or with the error as data", async () => {
    const { call, projectId } = await opened();
    expect(await call("project.get", JSON.stringify({ projectId }))).toMatchObject({
      ok: true,
      value: { revision: 0 },
    });
    expect(await call("project.get", JSON.stringify({ projectId: "project_unknown" }))).toEqual({
      ok: false,
      error: { code: "not-found", message: "This project is not open.", next: "Open it from the recent projects." },
    });
  });

  test.each<[string, string, string, string]>([
    ["an unknown method", "project.explode", "{}", "not-found"],
    ["a method that every object has", "constructor", "{}", "not-found"],
    ["a method of prototypes", "__proto__", "{}", "not-found"],
    ["no JSON", "project.get", "{", "input.invalid"],
    ["nothing", "project.get", "", "input.invalid"],
    ["another shape", "project.get", "[]", "input.invalid"],
    ["a missing key", "project.get", "{}", "input.invalid"],
    ["a key too many", "settings.get", '{"x":1}', "input.invalid"],
    [
      "an edit that nobody knows",
      "edits.apply",
      '{"projectId":"project_1234","baseRevision":0,"edit":{"type":"x"}}',
      "input.invalid",
    ],
  ])("with %s is refused as data", async (_, method, body, code) => {
    const { call, lines } = await opened();
    expect(await call(method, body)).toMatchObject({ ok: false, error: { code } });
    expect(lines.filter((line) => line.level === "error")).toEqual([]);
  });

  test("names the place of a fault in its input", async () => {
    const { call, projectId } = await opened();
    const edit = { type: "shot.remove", shotId: "no id" };
    const { error } = await call("edits.apply", JSON.stringify({ projectId, baseRevision: 0, edit }));
    expect(error).toMatchObject({ code: "input.invalid", path: "edit.shotId" });
    expect(error.message).toMatch(/^edit\.shotId is not valid: .+[^.]\.$/);
  });

  test("of more than 16 MB is refused while it comes in", async () => {
    const { call } = await opened();
    expect(await call("settings.get", " ".repeat(17 * 1024 * 1024))).toMatchObject({
      ...{ ok: false, error: { code: "input.invalid", message: "The request is too large." } },
    });
  });

  test("whose body breaks off is answered, not thrown", async () => {
    const { core } = await opened();
    const failing = (error: unknown) => new ReadableStream({ start: (controller) => controller.error(error) });
    for (const error of [new DOMException("gone", "AbortError"), new Error("lost"), "text", null]) {
      const request = new Request(`${origin}rpc/app.info`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: failing(error),
        duplex: "half",
      } as RequestInit);
      expect(await (await core.fetch(request)).json()).toMatchObject({ ok: false, error: { code: "internal" } });
    }
  });

  test("that fails inside is told with a reference into the log, and nothing of the inside", async () => {
    const { core, lines } = await opened();
    const { message } = core.errorData(new TypeError("x is not a function in /home/me/secret"));
    const reference = /\(reference (\w{8})\)/.exec(message)?.[1];
    expect(message).not.toContain("secret");
    expect(lines.at(-1)).toMatchObject({ level: "error", reference });
  });

  test.each(["get", "put", "delete"])("by %s is no call", async (method) => {
    const { ask } = await opened();
    expect([404, 405]).toContain((await ask("rpc/app.info", { method })).status);
  });

  test("knows every method of the contract", async () => {
    const { call } = await opened();
    for (const method of Object.keys(contract)) {
      const { error } = await call(method, '{"unknownKey":1}');
      expect([method, error?.code]).toEqual([method, "input.invalid"]);
    }
  });
});

describe("the page", () => {
  test("has the fonts of other scripts beside it, and no other file by their way", async () => {
    const { ask } = await opened();
    const sheet = await ask("fonts/sheet.css");
    expect(sheet.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(await sheet.text()).toContain('url("noto-sans-hebrew-hebrew-400-normal.woff")');
    const font = await ask("fonts/noto-sans-hebrew-hebrew-400-normal.woff");
    expect(font.headers.get("content-type")).toBe("font/woff");
    expect(Buffer.from(await font.arrayBuffer()).toString("latin1", 0, 4)).toBe("wOFF");
    for (const name of ["package.json", "..%2fsecret.txt", "%2e%2e%2fpackage.json", "constructor", "a.woff", "%00"]) {
      expect([name, (await ask(`fonts/${name}`)).status]).toEqual([name, 404]);
    }
  });

  test("comes with its fences", async () => {
    const { ask } = await opened();
    const answer = await ask("");
    expect([answer.status, await answer.text()]).toEqual([200, "<!doctype html>"]);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const policy = answer.headers.get("content-security-policy") ?? "";
    for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe-eval|unsafe-inline|script-src|\*/);
    // Another nonce each time, or it would be none.
    expect((await ask("")).headers.get("content-security-policy")).not.toBe(policy);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await ask("assets/index-1.js")).headers.get("cache-control")).toContain("immutable");
  });

  test("never gives what lies outside its folder", async () => {
    const { ask } = await opened();
    const outside = [
      ..."../secret.txt ..%2fsecret.txt %2e%2e/secret.txt assets/..%2f..%2fsecret.txt ..%5csecret.txt".split(" "),
      ..."%2fetc%2fpasswd //etc/passwd %00 index.html%00.png .%2e%2fpage2 ..%2fpage-other/x".split(" "),
    ];
    for (const path of outside) {
      const answer = await ask(path);
      expect([path, [400, 403, 404].includes(answer.status)]).toEqual([path, true]);
      expect(await answer.text()).not.toContain("secret");
    }
    expect((await ask("%E0%A4%A")).status).toBe(400);
    expect((await ask("nowhere.js")).status).toBe(404);
    expect((await ask("assets")).status).toBe(404);
    expect((await ask("", { method: "POST" })).status).toBe(405);
  });

  test("is nowhere in a core without one", async () => {
    const { core } = buildCore();
    expect((await core.fetch(new Request(origin))).status).toBe(404);
  });
});
