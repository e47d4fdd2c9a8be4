/** Owns the server's end of a WebSocket, as far as ComfyUI's simulator needs it: a greeting, texts and bytes to the client, and its close. */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export class ServerSocket {
  readonly clientId: string;
  readonly #stream: Duplex;

  /** Answers the request to upgrade. */
  constructor(incoming: IncomingMessage, stream: Duplex, clientId: string) {
    this.clientId = clientId;
    this.#stream = stream;
    const accept = createHash("sha1").update(`${incoming.headers["sec-websocket-key"]}${magic}`).digest("base64");
    const head = [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${accept}`,
    ];
    stream.write(`${head.join("\r\n")}\r\n\r\n`);
    stream.on("error", () => stream.destroy());
    stream.on("data", (bytes: Buffer) => {
      // 8 is a client's close; it is answered by ending.
      if (((bytes[0] ?? 0) & 15) === 8) stream.end(Buffer.from([0x88, 0]));
    });
  }

  get isOpen(): boolean {
    return !this.#stream.destroyed && this.#stream.writable;
  }

  text(message: unknown): void {
    this.#send(1, Buffer.from(JSON.stringify(message)));
  }

  bytes(message: Uint8Array): void {
    this.#send(2, message);
  }

  destroy(): void {
    this.#stream.destroy();
  }

  #send(opcode: number, payload: Uint8Array): void {
    const { length } = payload;
    const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
    head[0] = 0x80 | opcode;
    head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
    if (head.length === 4) head.writeUInt16BE(length, 2);
    if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
    this.#stream.write(Buffer.concat([head, payload]));
  }
}

/** A preview as the socket carries it: the event, the kind of image, the image. */
export function previewMessage(image: Uint8Array): Uint8Array {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(1, 4);
  return Buffer.concat([header, image]);
}

/** The same, of a server that says more of it. */
export function previewWithMetadata(image: Uint8Array, metadata: unknown): Uint8Array {
  const said = Buffer.from(JSON.stringify(metadata));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(4, 0);
  header.writeUInt32BE(said.length, 4);
  return Buffer.concat([header, said, image]);
}
