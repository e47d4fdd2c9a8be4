import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  checkOutside,
  fetchOutside,
  isPublicIp,
  lookupFor,
} from "../../../electron/core/generation/outside-address.ts";
import { startWitness } from "../../support/witness.ts";

const own = { label: "Plain", isOverridden: false };
const overridden = { label: "Plain", isOverridden: true };
const options = { headers: {}, signal: AbortSignal.timeout(5000) };

describe("an address that a service names", () => {
  test.each([
    "project.db",
    "/etc/passwd",
    "x:/../project.db",
    "file:///etc/passwd",
    "data:video/mp4;base64,AAAA",
    "javascript:alert(1)",
    "ftp://service.example/film.mp4",
    "//service.example/film.mp4",
    "https://user:word@service.example/film.mp4",
    "",
  ])("is none to go to, whoever overrode what: %s", (address) => {
    expect(() => checkOutside(address, own)).toThrow("Plain");
    expect(() => checkOutside(address, overridden)).toThrow("Plain");
  });

  test.each([
    "http://service.example/film.mp4",
    "https://localhost/film.mp4",
    "https://localhost./film.mp4",
    "https://printer/film.mp4",
    "https://nas.local/film.mp4",
    "https://127.0.0.1/film.mp4",
    "https://127.1/film.mp4",
    "https://0x7f000001/film.mp4",
    "https://2130706433/film.mp4",
    "https://10.0.0.1/film.mp4",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/film.mp4",
    "https://[::ffff:127.0.0.1]/film.mp4",
    "https://[64:ff9b::7f00:1]/film.mp4",
    "https://[2002:7f00:1::]/film.mp4",
    "https://[fe80::1]/film.mp4",
    "https://[fd00::1]/film.mp4",
  ])("on this network is gone to only where the user overrode the service: %s", (address) => {
    expect(() => checkOutside(address, own)).toThrow("Plain");
    expect(checkOutside(address, overridden).pathname).toBeTruthy();
  });

  test("of the public internet is gone to", () => {
    expect(checkOutside("https://cdn.service.example/a/film.mp4?sig=1", own).host).toBe("cdn.service.example");
    expect(checkOutside("https://[2606:4700::1111]/film.mp4", own).hostname).toBe("[2606:4700::1111]");
    for (const ip of ["8.8.8.8", "2606:4700::1111"]) expect(isPublicIp(ip)).toBe(true);
    for (const ip of ["255.255.255.255", "0.0.0.0", "172.31.0.1", "100.64.1.1", "::", "not an ip"]) {
      expect(isPublicIp(ip)).toBe(false);
    }
  });
});

test("a name that resolves to this network is not connected to, also when only one of its addresses lies there", () => {
  const resolve = ((_name: string, _options: object, answer: (error: null, all: object[]) => void) =>
    answer(null, [
      { address: "8.8.8.8", family: 4 },
      { address: "10.0.0.5", family: 4 },
    ])) as never;
  const answered = (permission: typeof own) =>
    new Promise<[unknown, unknown]>((done) =>
      lookupFor(permission, resolve)("service.example", {}, (error, address) => done([error, address])),
    );
  return Promise.all([
    expect(answered(own)).resolves.toEqual([expect.objectContaining({ kind: "unclear" }), ""]),
    expect(answered(overridden)).resolves.toEqual([null, "8.8.8.8"]),
  ]);
});

describe("a redirect", () => {
  async function redirecting(location: string): Promise<string> {
    const server = createServer((_incoming, outgoing) => outgoing.writeHead(302, { location }).end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test("is followed where its goal may be gone to", async () => {
    const witness = await startWitness();
    const answer = await fetchOutside(await redirecting(`${witness.url}/film.mp4`), overridden, options);
    expect([answer.status, await answer.text()]).toEqual([200, "{}"]);
    expect(witness.requests).toMatchObject([{ path: "/film.mp4" }]);
  });

  test.each(["file:///etc/passwd", "ftp://service.example/", "data:,x"])("to %s is refused", async (location) => {
    await expect(fetchOutside(await redirecting(location), overridden, options)).rejects.toMatchObject({
      kind: "unclear",
    });
  });

  test("that never ends is given up", async () => {
    await expect(fetchOutside(await redirecting("/again"), overridden, options)).rejects.toMatchObject({
      kind: "unclear",
    });
  });
});
