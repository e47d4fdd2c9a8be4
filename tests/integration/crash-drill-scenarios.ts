/** Owns the services that the crash drill is done with: one that can be asked about our id, one that cannot, and real adapters. */
import type { Provider } from "../../electron/core/generation/provider.ts";
import { falProvider } from "../../electron/core/generation/providers/fal.ts";
import { klingProvider } from "../../electron/core/generation/providers/kling.ts";
import { pixioProvider } from "../../electron/core/generation/providers/pixio.ts";
import { replicateProvider } from "../../electron/core/generation/providers/replicate.ts";
import { plainProvider } from "../support/services/plain-service.ts";

const providers: Readonly<Record<string, () => Provider>> = {
  "a service that can be asked": () => plainProvider(),
  "a service that cannot be asked": () => plainProvider({ looksUp: false }),
  "a service that answers at once": () => plainProvider({ looksUp: false, answersAtOnce: true }),
  Kling: () => klingProvider,
  "fal.ai": () => falProvider,
  Pixio: () => pixioProvider,
  "Pixio, a still": () => pixioProvider,
  Replicate: () => replicateProvider,
};

export function providerOf(scenario: string): Provider {
  const make = providers[scenario];
  if (!make) throw new Error(`There is no scenario ${scenario}.`);
  return make();
}
