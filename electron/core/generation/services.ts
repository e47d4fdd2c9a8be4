/** Owns the services that the app sends to: their adapters, where they are, and whether a key is there and good. */

import { AppError } from "../../../shared/errors/app-error.ts";
import { needsKey, type ProviderName, providerNames } from "../../../shared/models/profile.ts";
import type { KeyState } from "../../../shared/rpc/generation-contract.ts";
import { type Keys, overriddenAddress } from "./keys.ts";
import type { Provider } from "./provider.ts";
import { createComfyuiProvider } from "./providers/comfyui.ts";
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
  readonly #comfyuiAddress: () => string;

  constructor(options: {
    readonly keys: Keys;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly geminiModel: () => string;
    /** Where the user's ComfyUI is; empty for its usual address. */
    readonly comfyuiAddress: () => string;
  }) {
    this.#keys = options.keys;
    this.#env = options.env;
    this.#comfyuiAddress = options.comfyuiAddress;
    const all = [
      klingProvider,
      klingLegacyProvider,
      falProvider,
      pixioProvider,
      replicateProvider,
      createGeminiProvider(options.geminiModel),
      createComfyuiProvider(),
    ];
    this.providers = new Map(all.map((provider) => [provider.name, provider]));
  }

  provider(name: ProviderName): Provider {
    return this.providers.get(name) as Provider;
  }

  /** Without a slash at its end. */
  baseUrl(provider: Provider): string {
    const set = provider.name === "comfyui" ? URL.parse(this.#comfyuiAddress())?.href.replace(/\/+$/, "") : undefined;
    return overriddenAddress(this.#env, provider.name) ?? (set || provider.defaultBaseUrl);
  }

  /** The key of a service, empty where it needs none; null when there is none. */
  async findKey(name: ProviderName): Promise<string | null> {
    return needsKey(name) ? this.#keys.find(name) : "";
  }

  /** The key of a service, empty where it needs none; throws service.key-missing. */
  async requireKey(name: ProviderName): Promise<string> {
    const key = await this.findKey(name);
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
        source: needsKey(name) ? await this.#keys.source(name) : ("not-needed" as const),
        address: needsKey(name) ? overriddenAddress(this.#env, name) : this.baseUrl(this.provider(name)),
      })),
    );
  }
}
