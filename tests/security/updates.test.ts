import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { isNewer, readLatest, Updates } from "../../electron/core/app/updates.ts";
import { Notices } from "../../electron/core/runtime/notices.ts";
import { AppError } from "../../shared/errors/app-error.ts";

/** A server of the caller's; gives its address. */
async function serve(answer: (asked: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates/latest.json`;
}

const serveText = (text: string | Buffer, status = 200, headers = {}) =>
  serve((_, response) => response.writeHead(status, headers).end(text));
const read = (url: string) => readLatest(url, request as never);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe("looking for a newer version", () => {
  test("says nothing of who asks: one plain GET, without a body, a query, cookies or a name", async () => {
    const asked: { method: string | undefined; url: string | undefined; headers: unknown; bytes: number }[] = [];
    const url = await serve((request, response) => {
      let bytes = 0;
      request.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      request.on("end", () => {
        const { host, connection, ...headers } = request.headers;
        asked.push({ method: request.method, url: request.url, headers, bytes });
        response.setHeader("set-cookie", "id=1; path=/").end('{"version": "0.2.0"}');
      });
    });
    await read(url);
    await read(url);
    const plain = { method: "GET", url: "/updates/latest.json", headers: {}, bytes: 0 };
    expect(asked).toEqual([plain, plain]);
  });

  test("takes a version and a sentence, and nothing else that an answer has", async () => {
    const url = await serveText(
      '{"version": "0.2.0", "summary": "Backups.", "url": "https://evil.example/x.exe", "run": "x"}',
    );
    expect(await read(url)).toEqual({ version: "0.2.0", summary: "Backups." });
  });

  test.each([
    ["no JSON", "<html>"],
    ["no version", "{}"],
    ["a version that is none", '{"version": "9; rm -rf /"}'],
    ["a version of another type", '{"version": [1, 2, 3]}'],
    ["a sentence that is too long", JSON.stringify({ version: "0.2.0", summary: "a".repeat(301) })],
    ["characters that turn others round", JSON.stringify({ version: "0.2.0", summary: "\u202egpj.exe" })],
    ["more than it can hold", `{"version": "0.2.0"}${" ".repeat(20_000)}`],
    ["nesting", "[".repeat(10_000)],
    ["nothing", ""],
  ])("refuses %s", async (_, text) => {
    expect(await codeOf(read(await serveText(text)))).toBe("service.invalid");
  });

  test("goes nowhere that an answer sends it", async () => {
    let isReached = false;
    const elsewhere = await serve((_, response) => {
      isReached = true;
      response.end('{"version": "9.0.0"}');
    });
    expect(await codeOf(read(await serveText("", 302, { location: elsewhere })))).toBe("service.invalid");
    expect(isReached).toBe(false);
  });

  test("stops reading an answer that does not end", async () => {
    const url = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write("x".repeat(4096)));
      };
      response.on("drain", write);
      write();
    });
    expect(await codeOf(read(url))).toBe("service.invalid");
  });

  test("asks over TLS alone", async () => {
    await expect(readLatest("http://127.0.0.1:1/")).rejects.toThrow("Protocol");
  });

  test("says so when nobody answers", async () => {
    expect(await codeOf(read("http://127.0.0.1:1/"))).toBe("offline");
  });
});

describe("updates", () => {
  const updates = (checkForUpdates: boolean, version: string) => {
    let count = 0;
    const notices = new Notices(() => {});
    const made = new Updates({
      version: "0.1.0",
      settings: { current: { checkForUpdates } as never },
      notices,
      read: async () => {
        count += 1;
        if (version === "") throw new AppError("offline", "No.");
        return { version, summary: "" };
      },
    });
    return { updates: made, notices, count: () => count };
  };

  test("are not looked for unless that was turned on", async () => {
    const { updates: off, notices, count } = updates(false, "0.2.0");
    await off.checkIfOn();
    expect([count(), notices.list()]).toEqual([0, []]);
  });

  test("are told once there is one, and nothing is said of the same version or of a failure", async () => {
    const newer = updates(true, "0.2.0");
    await newer.updates.checkIfOn();
    expect(newer.notices.list().map(({ message }) => message)).toEqual(["Shotline 0.2.0 is available."]);
    for (const version of ["0.1.0", ""]) {
      const same = updates(true, version);
      await same.updates.checkIfOn();
      expect([same.count(), same.notices.list()]).toEqual([1, []]);
    }
  });

  test.each([
    ["0.1.1", "0.1.0", true],
    ["0.10.0", "0.9.9", true],
    ["1.0.0", "0.99.99", true],
    ["0.1.0", "0.1.0", false],
    ["0.1.0", "0.1.1", false],
  ])("%s after %s: %s", (version, than, expected) => {
    expect(isNewer(version, than)).toBe(expected);
  });
});
