/** Owns a server that nobody may reach, and an address where nobody listens: for tests that show what is not sent. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Witness {
  readonly url: string;
  /** What came all the same: method, address and headers of each request. */
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: NodeJS.Dict<string | string[]>;
  }[];
}

/** Answers everything with an empty 200, until the test has ended. */
export async function startWitness(): Promise<Witness> {
  const requests: Witness["requests"] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push({ method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers });
    outgoing.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Where nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}
