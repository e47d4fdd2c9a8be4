/** Owns what can go wrong with a service: a sentence and a next step for each kind, and whether trying again can help. */
import type { ErrorCode, ErrorData } from "../../../shared/errors/app-error.ts";

type Again = "never" | "later";
/** Whether the service may have acted on the request: `no` is certain, so the request may be sent again. */
type Reached = "no" | "perhaps";
type Waiting = "offline" | "rate" | "slots" | "service";

interface Kind {
  readonly code: ErrorCode;
  /** `%` stands for the service's name. */
  readonly message: string;
  readonly next: string;
  readonly again: Again;
  readonly reached: Reached;
  readonly waiting: Waiting;
}

const never = { again: "never", reached: "no", waiting: "service" } as const;

const kinds = {
  key: {
    ...never,
    code: "service.key-refused",
    message: "% does not accept the key.",
    next: "Check the key in the settings, or make a new one at the service.",
  },
  clock: {
    ...never,
    code: "service.clock",
    message: "% refuses the signed key, as this computer's clock is off.",
    next: "Set the clock to the right time, then try again.",
  },
  credit: {
    ...never,
    code: "service.no-credit",
    message: "The account at % has no credit left for this.",
    next: "Top up at the service, then try again.",
  },
  permission: {
    ...never,
    code: "service.no-permission",
    message: "The account at % may not use this model.",
    next: "Choose another model, or ask the service for access.",
  },
  content: {
    ...never,
    code: "service.content-refused",
    message: "% refuses the content of this pass.",
    next: "Change the prompts or the images, then generate again.",
  },
  invalid: {
    ...never,
    code: "service.invalid",
    message: "% refuses the request.",
    next: "Change what it names, then generate again.",
  },
  model: {
    ...never,
    code: "service.unknown-model",
    message: "% does not know this model any more.",
    next: "Choose another model for the pass.",
  },
  "not-found": {
    ...never,
    code: "service.not-found",
    message: "% does not know this task.",
    next: "It may be gone there; look at the service's own list.",
  },
  absent: {
    ...never,
    code: "service.not-found",
    message: "% has nothing at an address that preparing the request needs.",
    next: "If you set the service's address yourself, check it; nothing was spent.",
  },
  rate: {
    code: "service.rate-limited",
    message: "% asks for fewer requests.",
    next: "Shotline tries again by itself.",
    again: "later",
    reached: "no",
    waiting: "rate",
  },
  slots: {
    code: "service.busy",
    message: "% has as many tasks of this account at work as it allows.",
    next: "Shotline waits for a free place.",
    again: "later",
    reached: "no",
    waiting: "slots",
  },
  maintenance: {
    code: "service.maintenance",
    message: "% is being maintained.",
    next: "Shotline tries again by itself.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  server: {
    code: "service.failed",
    message: "% has a fault of its own.",
    next: "Shotline tries again by itself.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  unclear: {
    code: "service.unclear",
    message: "% gave an answer that cannot be understood.",
    next: "Shotline asks again; if you are on a guest network, sign in to it first.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  silent: {
    code: "service.unclear",
    message: "No answer came from %.",
    next: "Shotline asks again by itself.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  offline: {
    code: "offline",
    message: "% cannot be reached.",
    next: "Shotline goes on as soon as the network is back.",
    again: "later",
    reached: "no",
    waiting: "offline",
  },
} as const satisfies Record<string, Kind>;
export type FaultKind = keyof typeof kinds;

const detailCharsMax = 300;

export class ServiceFault extends Error {
  readonly kind: FaultKind;
  /** The service's own words; empty when it said none. */
  readonly detail: string;
  readonly problem: ErrorData;
  readonly again: Again;
  /** How long the service asked to wait, in milliseconds; null when it did not. */
  readonly againAfterMs: number | null;
  readonly reached: Reached;
  readonly waiting: Waiting;

  /** `detail`: the service's own words, shown behind the sentence. `label`: the service's name. */
  constructor(
    kind: FaultKind,
    label: string,
    more: {
      readonly detail?: string;
      readonly againAfterMs?: number | null;
      readonly reached?: Reached;
      readonly cause?: unknown;
    } = {},
  ) {
    const row: Kind = kinds[kind];
    const sentence = row.message.replace("%", label);
    const detail = more.detail?.replace(/\s+/g, " ").trim().slice(0, detailCharsMax) ?? "";
    const message = detail === "" ? sentence : `${sentence.replace(/\.$/, "")}: ${detail.replace(/[.\s]+$/, "")}.`;
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "ServiceFault";
    this.kind = kind;
    this.detail = detail;
    this.problem = { code: row.code, message, next: row.next };
    this.again = row.again;
    this.againAfterMs = more.againAfterMs ?? null;
    this.reached = more.reached ?? row.reached;
    this.waiting = row.waiting;
  }
}
