/** Owns what the queue needs from the rest of the core, so that it knows neither projects nor films. */
import type { Money, ProviderName } from "../../../shared/models/profile.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import type { LogLine } from "../runtime/log.ts";
import type { Signer } from "./job-seal.ts";
import type { StoredJob } from "./job-store.ts";
import type { ImageBytes, Provider } from "./provider.ts";
import type { Clock } from "./service-context.ts";

/** What became of a result. */
export interface Made {
  readonly takeId: string | null;
  readonly mediaId: string | null;
}

export interface QueueOptions {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** Without a slash at its end. */
  readonly baseUrl: (provider: Provider) => string;
  readonly key: (provider: ProviderName) => Promise<string | null>;
  /** Asked anew for each use; throws when the project is gone, whose jobs then rest. */
  readonly database: (projectId: string) => Promise<ProjectDatabase>;
  readonly folder: (projectId: string) => Promise<string>;
  /** Knows the jobs that this installation made. */
  readonly signer: Signer;
  readonly readImage: (projectId: string, reference: string) => Promise<ImageBytes>;
  /**
   * Checks the finished file and stores it as a take, or as an image of the project. Calls `commit` inside the same
   * transaction. Throws result.unreadable for a file that is no result.
   */
  readonly store: (
    job: StoredJob,
    projectId: string,
    file: string,
    signal: AbortSignal,
    commit: (made: Made) => void,
  ) => Promise<void>;
  /** Calls `write` when this amount may be spent now, and nobody else spends meanwhile. Throws spend.cap. */
  readonly spend: (projectId: string, amount: Money | null, write: () => Promise<void>) => Promise<void>;
  readonly clock: Clock;
  readonly changed: (projectId: string) => void;
  readonly log: (line: LogLine) => void;
}
