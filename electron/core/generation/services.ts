/** Owns the services that the app sends to: their adapters, where they are, and whether a key is there and good. */

import { AppError } from "../../../shared/errors/app-error.ts";
import { type ProviderName, providerNames } from "../../../shared/models/profile.ts";
import type { KeyState } from "../../../shared/rpc/generation-contract.ts";
import { type Keys, overriddenAddress } from "./keys.ts";
import type { Provider } from "./provider.ts";
import { falProvider } from "./providers/fal.ts";
import { createGeminiProvider } from "./providers/gemini.ts";
import { klingProvider } from "./providers/kling.ts";
import { klingLegacyProvider } from "./providers/kling-legacy.ts";
import { pixioProvider } from "./providers/pixio.ts";
import { replicateProvider } from "./providers/replicate.ts";

export class Services {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly #keys: Keys;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(options: {
    readonly keys: Keys;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly geminiModel: () => string;
  }) {
    this.#keys = options.keys;
    this.#env = options.env;
    const all = [
      klingProvider,
      klingLegacyProvider,
      falProvider,
      pixioProvider,
      replicateProvider,
      createGeminiProvider(options.geminiModel),
    ];
    this.providers = new Map(all.map((provider) => [provider.name, provider]));
  }

  provider(name: ProviderName): Provider {
    return this.providers.get(name) as Provider;
  }

  /** Without a slash at its end. */
  baseUrl(provider: Provider): string {
    return overriddenAddress(this.#env, provider.name) ?? provider.defaultBaseUrl;
  }

  /** The key of a service; throws service.key-missing. */
  async requireKey(name: ProviderName): Promise<string> {
    const key = await this.#keys.find(name);
    if (key !== null) return key;
    const variable = `SHOTLINE_${name.toUpperCase().replaceAll("-", "_")}_KEY`;
    const next = `Add it in Settings → Services, or set ${variable}.`;
    throw new AppError("service.key-missing", `There is no API key for ${this.provider(name).label}.`, { next });
  }

  /** Without the keys themselves. */
  async states(): Promise<KeyState[]> {
    return Promise.all(
      providerNames.map(async (name) => ({
        provider: name,
        label: this.provider(name).label,
        source: await this.#keys.source(name),
        address: overriddenAddress(this.#env, name),
      })),
    );
  }
}
