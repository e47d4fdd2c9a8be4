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
    message: "% does not accept the API key.",
    next: "Check the API key in Settings → Services, or create a new one at the service.",
  },
  clock: {
    ...never,
    code: "service.clock",
    message: "% does not accept the signed API key because this computer's clock is wrong.",
    next: "Set the correct time, then try again.",
  },
  credit: {
    ...never,
    code: "service.no-credit",
    message: "Your % account does not have enough credit.",
    next: "Add credit at the service, then try again.",
  },
  permission: {
    ...never,
    code: "service.no-permission",
    message: "Your % account does not have access to this model.",
    next: "Choose another model, or request access from the service.",
  },
  content: {
    ...never,
    code: "service.content-refused",
    message: "% rejected the content of this pass.",
    next: "Change the prompts or images, then generate again.",
  },
  invalid: {
    ...never,
    code: "service.invalid",
    message: "% rejected the request.",
    next: "Fix the cause it gives, then generate again.",
  },
  model: {
    ...never,
    code: "service.unknown-model",
    message: "% no longer offers this model.",
    next: "Choose another model for the pass.",
  },
  "not-found": {
    ...never,
    code: "service.not-found",
    message: "% can't find this task.",
    next: "It may have been deleted; check the task list at the service.",
  },
  absent: {
    ...never,
    code: "service.not-found",
    message: "% has nothing at an address needed to prepare the request.",
    next: "If you set the service's address yourself, check it. Nothing was spent.",
  },
  rate: {
    code: "service.rate-limited",
    message: "% is limiting the request rate.",
    next: "Retrying automatically.",
    again: "later",
    reached: "no",
    waiting: "rate",
  },
  slots: {
    code: "service.busy",
    message: "% is already running as many tasks as your account allows.",
    next: "Waiting for a free slot.",
    again: "later",
    reached: "no",
    waiting: "slots",
  },
  maintenance: {
    code: "service.maintenance",
    message: "% is down for maintenance.",
    next: "Retrying automatically.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  server: {
    code: "service.failed",
    message: "% had an internal error.",
    next: "Retrying automatically.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  unclear: {
    code: "service.unclear",
    message: "% sent a response that can't be read.",
    next: "Retrying automatically. If you are on a guest network, sign in first.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  silent: {
    code: "service.unclear",
    message: "% did not answer.",
    next: "Retrying automatically.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
  },
  offline: {
    code: "offline",
    message: "Can't reach %.",
    next: "Continues when the network is back.",
    again: "later",
    reached: "no",
    waiting: "offline",
  },
  /** Of a machine of the user's own: it is off, or elsewhere. */
  unreachable: {
    code: "offline",
    message: "Can't reach %.",
    next: "Start it, or check its address in Settings → Services. Continues when it answers.",
    again: "later",
    reached: "no",
    waiting: "service",
  },
  stranger: {
    code: "service.unclear",
    message: "What answers at the address of % is something else.",
    next: "Check the address in Settings → Services.",
    again: "later",
    reached: "perhaps",
    waiting: "service",
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

  /**
   * `detail`: the service's own words, shown behind the sentence. `label`: the service's name. `next`: what to do, where more is known
   * than of the kind.
   */
  constructor(
    kind: FaultKind,
    label: string,
    more: {
      readonly detail?: string;
      readonly next?: string;
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
    this.problem = { code: row.code, message, next: more.next ?? row.next };
    this.again = row.again;
    this.againAfterMs = more.againAfterMs ?? null;
    this.reached = more.reached ?? row.reached;
    this.waiting = row.waiting;
  }
}
