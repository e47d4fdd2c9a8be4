/** Owns making what an adapter needs to talk to its service: requests with the account's key, a clock, a log. */
import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { needsKey } from "../../../shared/models/profile.ts";
import { permissionOf } from "./outside-address.ts";
import type { Provider, ServiceContext } from "./provider.ts";
import { ServiceHttp } from "./service-http.ts";

/** What time it is, waiting, and chance; given from outside so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Throws the signal's reason when it is aborted meanwhile. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/**
 * The computer's own clock. Long waits are cut into short ones, so that a computer that slept does not wait on; and one that is set back
 * waits no longer than it would have.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    const until = Date.now() + ms;
    const since = performance.now();
    for (let left = ms; left > 0; left = Math.min(until - Date.now(), since + ms - performance.now())) {
      await setTimeout(Math.min(left, 5000), null, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    }
  },
};

export interface ContextOptions
  extends Pick<ServiceContext, "jobId" | "signal" | "log" | "readImage" | "registered" | "showPreview"> {
  readonly provider: Provider;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly key: string;
  readonly clock: Clock;
}

export function serviceContext(options: ContextOptions): ServiceContext {
  const { provider, baseUrl, key, clock, signal, log, jobId, readImage, registered, showPreview } = options;
  const http = new ServiceHttp({
    label: provider.label,
    baseUrl,
    permission: permissionOf(provider, baseUrl),
    trustedHosts: baseUrl === provider.defaultBaseUrl ? (provider.trustedHosts ?? []) : [],
    key,
    authorize: (used, nowMs) => provider.authorize(used, nowMs),
    faultOf: (answer) => provider.faultOf(answer),
    now: () => clock.now(),
    signal,
    log,
  });
  return {
    http,
    jobId,
    signal,
    readImage,
    registered,
    log,
    ...(showPreview ? { showPreview } : {}),
    now: () => clock.now(),
    sleep: (ms) => clock.sleep(ms, signal),
  };
}

/** A name for the account behind a key that tells nothing about the key; without one, each address is an account. */
export function accountOf(provider: Provider["name"], key: string, baseUrl: string): string {
  const whose = needsKey(provider) ? key : baseUrl;
  return `${provider}-${createHash("sha256").update(`shotline-account:${whose}`).digest("hex").slice(0, 16)}`;
}
