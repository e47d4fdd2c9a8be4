import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseByteRanges } from "../../../electron/core/server/byte-range.ts";
import { sendFile } from "../../../electron/core/server/send-file.ts";
import { contract, mediaUrl, uploadUrl } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { writePng } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const origin = "http://127.0.0.1:1/";

/** A core with a page, a project and one uploaded image, asked as a window asks it. */
async function opened() {
  const folder = temporaryFolder();
  const page = join(folder, "page");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(join(page, "index.html"), "<!doctype html>");
  writeFileSync(join(page, "assets/index-1.js"), "run()");
  writeFileSync(join(folder, "secret.txt"), "secret");
  // A slash at its end must not change what lies inside.
  const { core, lines } = buildCore(folder, `${page}/`);
  const ask = (path: string, init?: RequestInit) => core.fetch(new Request(new URL(path, origin), init));
  const call = async (method: string, body: BodyInit) =>
    (await ask(`rpc/${method}`, { method: "POST", headers: { "content-type": "application/json" }, body })).json();
  const { projectId } = await core.call("projects.create", { name: "Film" });
  const png = readFileSync(await writePng(join(folder, "a.png"), "#336699"));
  const put = await ask(uploadUrl(projectId, "ä b&c.png"), { method: "PUT", body: png });
  const { value: media } = await put.json();
  return { folder, core, lines, ask, call, projectId, png, media, film: mediaUrl(projectId, media.id) };
}

describe("a remote call", () => {
  test("is answered with its value, or with the error as data", async () => {
    const { call, projectId } = await opened();
    expect(await call("project.get", JSON.stringify({ projectId }))).toMatchObject({
      ok: true,
      value: { revision: 0 },
    });
    expect(await call("project.get", JSON.stringify({ projectId: "project_unknown" }))).toEqual({
      ok: false,
      error: { code: "not-found", message: "This project is not open.", next: "Open it from the list of projects." },
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
    expect(error.message).toMatch(/^edit\.shotId does not fit: .+[^.]\.$/);
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
    expect(lines.at(-1)).toMatchObject({ level: "error", message: `internal error ${reference}` });
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

describe("a stored file", () => {
  test("is sent whole, with its type, length and a lasting address", async () => {
    const { ask, film, png } = await opened();
    const answer = await ask(film);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ "content-type": "image/png", "content-length": String(png.length), "accept-ranges": "bytes" },
      ...{ "x-content-type-options": "nosniff", "cache-control": "private, max-age=31536000, immutable" },
    });
  });

  test.each<[string, (size: number) => [number, number]]>([
    ["bytes=0-9", () => [0, 9]],
    ["bytes=5-", (size) => [5, size - 1]],
    ["bytes=-10", (size) => [size - 10, size - 1]],
    ["bytes=-99999999", (size) => [0, size - 1]],
    ["bytes=5-99999999", (size) => [5, size - 1]],
    ["bytes=0-0", () => [0, 0]],
    ["Bytes=1-2", () => [1, 2]],
  ])("is sent in part for %s", async (range, place) => {
    const { ask, film, png } = await opened();
    const [start, end] = place(png.length);
    const answer = await ask(film, { headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(`bytes ${start}-${end}/${png.length}`);
    expect(answer.headers.get("content-length")).toBe(String(end - start + 1));
    expect(Buffer.from(await answer.arrayBuffer()).equals(png.subarray(start, end + 1))).toBe(true);
  });

  test.each(["bytes=99999999-", "bytes=-0", "bytes=99999999999999999999-"])("has nothing for %s", async (range) => {
    const { ask, film, png } = await opened();
    const answer = await ask(film, { headers: { range } });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, `bytes */${png.length}`]);
    expect(await answer.text()).toBe("");
  });

  test.each(["bytes=9-5", "bytes=-", "items=0-1", "bytes=5-2", "bytes=0-4,2-9", "bytes=0-1,a", "bytes=a-b"])(
    "is sent whole for %s",
    async (range) => {
      const { ask, film } = await opened();
      const answer = await ask(film, { headers: { range } });
      expect(answer.status).toBe(200);
      await answer.body?.cancel();
    },
  );

  test("is sent in several parts, each with its place, for several ranges", async () => {
    const { ask, film, png } = await opened();
    const answer = await ask(film, { headers: { range: "bytes=0-1, 5-7,, -3" } });
    const [, boundary = ""] =
      /^multipart\/byteranges; boundary=(.+)$/.exec(answer.headers.get("content-type") ?? "") ?? [];
    const body = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get("content-length")]).toEqual([206, String(body.length)]);
    const parts = body
      .toString("latin1")
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.split("\r\n\r\n"));
    expect(parts.map(([head]) => /content-range: (.*)$/m.exec(head ?? "")?.[1])).toEqual([
      ...[
        `bytes 0-1/${png.length}`,
        `bytes 5-7/${png.length}`,
        `bytes ${png.length - 3}-${png.length - 1}/${png.length}`,
      ],
    ]);
    const bytes = [png.subarray(0, 2), png.subarray(5, 8), png.subarray(-3)].map((part) => part.toString("latin1"));
    expect(parts.map(([, content]) => content?.replace(/\r\n$/, ""))).toEqual(bytes);
  });

  test("is sent whole where more ranges are asked for than a reader needs", async () => {
    const many = Array.from({ length: 1000 }, (_, at) => `${at * 2}-${at * 2}`).join(",");
    expect(parseByteRanges(`bytes=${many}`, 10_000)).toBe("whole");
    expect(parseByteRanges("bytes=9999999-,0-1", 100)).toEqual([{ start: 0, end: 1 }]);
  });

  test("is sent in part only if it is still the one that the reader began with", async () => {
    const { ask, film } = await opened();
    const etag = (await ask(film, { method: "HEAD" })).headers.get("etag") as string;
    const statusWith = async (headers: Record<string, string>) => {
      const answer = await ask(film, { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await statusWith({ range: "bytes=0-9", "if-range": etag })).toBe(206);
    expect(await statusWith({ range: "bytes=0-9", "if-range": '"other"' })).toBe(200);
    expect(await statusWith({ "if-none-match": etag })).toBe(304);
    expect(await statusWith({ "if-none-match": '"other"' })).toBe(200);
  });

  test("is described without its bytes, and then whole", async () => {
    const { ask, film, png } = await opened();
    const answer = await ask(film, { method: "HEAD", headers: { range: "bytes=0-9" } });
    expect([answer.status, answer.headers.get("content-length")]).toEqual([200, String(png.length)]);
    expect(await answer.text()).toBe("");
  });

  test("has small pictures, made once", async () => {
    const { ask, projectId, media } = await opened();
    const sizes = await Promise.all(
      ["thumbnail", "thumbnail", "proxy"].map(async (variant) => {
        const answer = await ask(mediaUrl(projectId, media.id, variant as "proxy"));
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
        return (await answer.arrayBuffer()).byteLength;
      }),
    );
    expect(sizes[0]).toBe(sizes[1]);
  });

  test("is reached by its project and id alone", async () => {
    const { ask, projectId, media } = await opened();
    const wrong = [
      mediaUrl("project_unknown", media.id),
      mediaUrl(projectId, "0".repeat(64)),
      `media/${projectId}/..%2f..%2fsecret.txt`,
      `media/${projectId}/%2e%2e/project.db`,
      `media/${projectId}/${media.id}/../../project.db`,
      `media/${projectId}/${media.id}/huge`,
      `media/${projectId}/${media.id}%00`,
      `media/${projectId}/`,
    ];
    for (const path of wrong) expect([path, (await ask(path)).status]).toEqual([path, 404]);
  });
});

describe("an upload", () => {
  test("keeps the name that the user gave", async () => {
    const { media } = await opened();
    expect(media).toMatchObject({ name: "ä b&c.png", kind: "image", widthPx: 64, heightPx: 48, missing: false });
  });

  test("without a body, or to a project that is not open, is refused as data", async () => {
    const { ask, projectId } = await opened();
    const empty = await (await ask(uploadUrl(projectId, "a.png"), { method: "PUT" })).json();
    expect(empty).toMatchObject({ ok: false, error: { code: "input.invalid" } });
    const lost = await (await ask(uploadUrl("project_unknown", "a.png"), { method: "PUT", body: "x" })).json();
    expect(lost).toMatchObject({ ok: false, error: { code: "not-found" } });
  });
});

describe("the page", () => {
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

describe("sending a file", () => {
  test("gives another mark to a file that was changed", async () => {
    const file = join(temporaryFolder(), "a.json");
    const etagOf = async () => (await sendFile(new Request(origin, { method: "HEAD" }), file, {}))?.headers.get("etag");
    writeFileSync(file, "1234");
    const first = await etagOf();
    writeFileSync(file, "4321");
    utimesSync(file, statSync(file).atime, new Date(Date.now() + 5000));
    expect(await etagOf()).not.toBe(first);
  });

  test("gives an empty file as empty", async () => {
    const file = join(temporaryFolder(), "a.css");
    writeFileSync(file, "");
    const answer = await sendFile(new Request(origin), file, {});
    expect([answer?.status, answer?.headers.get("content-length"), await answer?.text()]).toEqual([200, "0", ""]);
    const ranged = await sendFile(new Request(origin, { headers: { range: "bytes=0-" } }), file, {});
    expect(ranged?.status).toBe(416);
    expect(parseByteRanges("bytes=-5", 0)).toBe("unsatisfiable");
  });

  test("stops reading when the reader goes away", async () => {
    const file = join(temporaryFolder(), "a.mp4");
    writeFileSync(file, Buffer.alloc(4 * 1024 * 1024));
    const leaving = new AbortController();
    const answer = await sendFile(new Request(origin, { signal: leaving.signal }), file, {});
    const reader = answer?.body?.getReader();
    await reader?.read();
    leaving.abort();
    const readOn = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(readOn()).rejects.toThrow();
  });
});
