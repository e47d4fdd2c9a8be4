import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type DownloadOptions,
  downloadFile,
  ResultGone,
  sidecarOf,
} from "../../../electron/core/generation/download.ts";
import { ServiceFault } from "../../../electron/core/generation/service-fault.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const film = randomBytes(200_000);

/** An address that answers as `respond` does, and the Range of each request that came. */
async function serve(respond: (request: IncomingMessage, answer: ServerResponse) => void) {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, answer) => {
    ranges.push(request.headers.range);
    respond(request, answer);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`, ranges };
}

/** Sends the film from where it is asked for; after `cutAfter` bytes it stops there and calls `cut`. */
function send(
  request: IncomingMessage,
  answer: ServerResponse,
  tag: string,
  cutAfter = Number.POSITIVE_INFINITY,
  cut: () => void = () => void answer.destroy(),
) {
  const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const start = wanted && request.headers["if-range"] === tag ? Number(wanted[1]) : 0;
  const headers = { etag: tag, "content-type": "video/mp4", "content-length": String(film.length - start) };
  const range = { "content-range": `bytes ${start}-${film.length - 1}/${film.length}` };
  answer.writeHead(start > 0 ? 206 : 200, start > 0 ? { ...headers, ...range } : headers);
  const rest = film.subarray(start);
  if (rest.length <= cutAfter) answer.end(rest);
  else answer.write(rest.subarray(0, cutAfter), cut);
}

function download(url: string, file: string, more: Partial<DownloadOptions> = {}) {
  const { signal } = new AbortController();
  return downloadFile({
    url,
    file,
    permission: { label: "Plain", isOverridden: true },
    signal,
    onProgress: () => {},
    ...more,
  });
}

const newFile = () => join(temporaryFolder(), "job.part");

describe("a download", () => {
  test("that breaks off again and again goes on from where it was", async () => {
    let sent = 0;
    let cut = () => {};
    const { url, ranges } = await serve((request, answer) => {
      sent += 60_000;
      cut = () => void answer.destroy();
      send(request, answer, '"one"', 60_000, () => {});
    });
    const file = newFile();
    // Cut only once the bytes are here: what is on its way when a connection breaks is lost with it.
    await download(url, file, { onProgress: (bytes) => void (bytes === sent && bytes < film.length && cut()) });
    expect(readFileSync(file).equals(film)).toBe(true);
    expect(ranges).toEqual([undefined, "bytes=60000-", "bytes=120000-", "bytes=180000-"]);
  });

  test("goes on with what a process before left, and does not mix two versions", async () => {
    const { url, ranges } = await serve((request, answer) => send(request, answer, '"new"'));
    const file = newFile();
    writeFileSync(file, film.subarray(0, 1000));
    writeFileSync(sidecarOf(file), '"new"');
    await download(url, file);
    expect(readFileSync(file).equals(film)).toBe(true);
    writeFileSync(file, randomBytes(1000));
    writeFileSync(sidecarOf(file), '"old"');
    await download(url, file);
    expect(readFileSync(file).equals(film)).toBe(true);
    expect(ranges).toEqual(["bytes=1000-", "bytes=1000-"]);
  });

  test("does not take the rest of another version from a server that reads no tags in If-Range", async () => {
    const { url } = await serve((request, answer) => {
      request.headers["if-range"] = '"new"';
      send(request, answer, '"new"');
    });
    const file = newFile();
    writeFileSync(file, randomBytes(1000));
    writeFileSync(sidecarOf(file), '"old"');
    await expect(download(url, file)).rejects.toMatchObject({ kind: "server", againAfterMs: 0 });
    await download(url, file);
    expect(readFileSync(file).equals(film)).toBe(true);
  });

  test("starts over where the service cannot tell versions apart", async () => {
    let cuts = 1;
    const { url, ranges } = await serve((request, answer) => {
      delete request.headers.range;
      send(request, answer, 'W/"weak"', cuts > 0 ? 50_000 : film.length);
      cuts -= 1;
    });
    const file = newFile();
    await download(url, file);
    expect(readFileSync(file).equals(film)).toBe(true);
    expect(ranges).toEqual([undefined, undefined]);
    expect(existsSync(sidecarOf(file))).toBe(false);
  });

  test("that was whole already is not done again", async () => {
    const { url } = await serve((_request, answer) => {
      answer.writeHead(416, { "content-range": `bytes */${film.length}` }).end();
    });
    const file = newFile();
    writeFileSync(file, film);
    writeFileSync(sidecarOf(file), '"one"');
    await download(url, file);
    expect(readFileSync(file).equals(film)).toBe(true);
  });

  test.each([401, 403, 404, 410])("from an address that answers %d says that it is gone", async (status) => {
    const { url } = await serve((_request, answer) => answer.writeHead(status).end());
    await expect(download(url, newFile())).rejects.toBeInstanceOf(ResultGone);
  });

  test.each(["text/html; charset=utf-8", "application/json", "text/xml"])("takes no %s for a film", async (type) => {
    const { url } = await serve((_request, answer) => answer.writeHead(200, { "content-type": type }).end("<p>Hello"));
    const file = newFile();
    await expect(download(url, file)).rejects.toMatchObject({ kind: "unclear" });
    expect(existsSync(file)).toBe(false);
  });

  test("that brings nothing more is given up for now", async () => {
    const { url } = await serve((_request, answer) => {
      answer.writeHead(200, { "content-length": "1000", etag: '"one"' }).write("first");
    });
    await expect(download(url, newFile(), { stallMs: 100 })).rejects.toBeInstanceOf(ServiceFault);
  });

  test("that is larger than any film is stopped", async () => {
    const { url } = await serve((request, answer) => send(request, answer, '"one"'));
    await expect(download(url, newFile(), { bytesMax: 100_000 })).rejects.toMatchObject({ kind: "unclear" });
    const endless = await serve((_request, answer) => answer.writeHead(200).end(film));
    await expect(download(endless.url, newFile(), { bytesMax: 100_000 })).rejects.toMatchObject({ kind: "unclear" });
  });
});
