/** Owns how Kling says no: a code, words, and the HTTP status that goes with the code. */

const statuses: Readonly<Record<number, number>> = {
  1000: 401,
  1001: 401,
  1002: 401,
  1003: 401,
  1004: 401,
  1100: 429,
  1101: 429,
  1102: 429,
  1103: 403,
  1200: 400,
  1201: 400,
  1202: 404,
  1203: 404,
  1300: 400,
  1301: 400,
  1302: 429,
  1303: 429,
  1304: 429,
  5000: 500,
  5001: 503,
  5002: 504,
};

/** Thrown by the simulator's rules; becomes the answer. */
export class KlingRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }

  toResponse(): Response {
    const body = { code: this.code, message: this.message, request_id: "simulated" };
    return Response.json(body, { status: statuses[this.code] ?? 400 });
  }
}
