import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseByteRanges } from "../../../electron/core/server/byte-range.ts";
import { sendFile } from "../../../electron/core/server/send-file.ts";
import { mediaUrl, uploadUrl } from "../../../shared/rpc/contract.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { opened, origin } from "./server-rig.ts";

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
