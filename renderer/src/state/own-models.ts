/** Owns that the window knows the user's own models, and which one new passes get: read before the first screen, and again when they change or the window is come back to. */
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { learnProfiles, preferProfile } from "../../../shared/models/profiles.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import type { CoreClient } from "../api/client.ts";

export interface OwnModels {
  /** Asks the core, which looks at the files. Never throws. */
  read(): Promise<void>;
  onEvents(events: readonly AppEvent[]): void;
  onReset(): void;
}

/** `onLearned` is called when they are others than before. */
export function createOwnModels(
  client: CoreClient,
  onLearned: () => Promise<void>,
  tellFailure: (error: unknown) => void,
): OwnModels {
  let known = "[]";
  const read = async () => {
    try {
      const { models, defaultProfile } = await client.call("models.own", {});
      preferProfile(defaultProfile);
      const profiles: readonly ModelProfile[] = models.map(({ profile }) => profile);
      const text = JSON.stringify(profiles);
      if (text === known) return;
      known = text;
      learnProfiles(profiles);
      await onLearned();
    } catch (error) {
      tellFailure(error);
    }
  };
  return {
    read,
    onEvents(events) {
      if (events.some((event) => event.type === "models.changed")) void read();
    },
    onReset: () => void read(),
  };
}
