/**
 * Owns the services' keys: from the environment, else from a file of this user alone, sealed by the system's keychain where
 * there is one. A key leaves this module only towards its service.
 */
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { KeyState } from "../../../shared/rpc/generation-contract.ts";
import { writeJson } from "../runtime/files.ts";
import { readOwnFile } from "../runtime/own-file.ts";

/** Seals texts with a key that the system's keychain holds; what is sealed can be opened by this user alone. */
export interface Vault {
  seal(text: string): Buffer;
  open(sealed: Buffer): string;
}

/** As in the file: what a newer version wrote, for services or in ways that this one does not know, is kept. */
const entrySchema = z.looseObject({ how: z.string(), value: z.string() });
const keptSchema = z.record(z.string(), entrySchema);
type Kept = z.infer<typeof keptSchema>;
const knownSchema = entrySchema.extend({ how: z.enum(["keychain", "file"]) });

export interface KeysOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null where the host has no keychain. */
  readonly vault: Vault | null;
  readonly onChanged: () => void;
  /** Keeps a key out of the log from now on. */
  readonly hide: (key: string) => void;
  /** The file was damaged; `keptAside` is where it is now, null where it could not be moved. */
  readonly onDamaged: (keptAside: string | null) => void;
}

export class Keys {
  readonly #options: KeysOptions;
  readonly #file: string;
  // One change after another, so that two keys saved at once are both kept.
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: KeysOptions) {
    this.#options = options;
    this.#file = join(options.dataDir, "keys.json");
  }

  /** Where a service's key comes from; null when there is none. */
  async source(provider: ProviderName): Promise<KeyState["source"]> {
    if (this.#fromEnvironment(provider)) return "environment";
    return this.#known(provider)?.how ?? null;
  }

  /** The key, or null when there is none. Throws disk.denied when the keychain does not open it. */
  async find(provider: ProviderName): Promise<string | null> {
    const given = this.#fromEnvironment(provider);
    if (given) return given;
    const kept = this.#known(provider);
    if (!kept) return null;
    if (kept.how === "file") return kept.value;
    try {
      if (this.#options.vault) {
        const key = this.#options.vault.open(Buffer.from(kept.value, "base64"));
        this.#options.hide(key);
        return key;
      }
    } catch {
      // Said below: the reason would be the keychain's own, and may quote what it was given.
    }
    const next = "Unlock the keychain, or enter the API key again in Settings → Services.";
    throw new AppError("service.key-missing", "The system keychain can't decrypt the stored API key.", { next });
  }

  async set(provider: ProviderName, key: string): Promise<void> {
    const { vault, hide } = this.#options;
    hide(key);
    const entry = vault
      ? { how: "keychain" as const, value: vault.seal(key).toString("base64") }
      : { how: "file" as const, value: key };
    await this.#change((kept) => ({ ...kept, [provider]: entry }));
  }

  async remove(provider: ProviderName): Promise<void> {
    await this.#change(({ [provider]: _, ...kept }) => kept);
  }

  async #change(change: (kept: Kept) => Kept): Promise<void> {
    const done = this.#changes.then(async () => {
      mkdirSync(this.#options.dataDir, { recursive: true });
      const kept = this.#read();
      if (kept === null) {
        const message = `${this.#file} is damaged and can't be moved.`;
        throw new AppError("disk.denied", message, { next: "Move it yourself, then enter the API key again." });
      }
      await writeJson(this.#file, change(kept));
      chmodSync(this.#file, 0o600);
    });
    this.#changes = done.catch(() => {});
    await done;
    this.#options.onChanged();
  }

  /** Null where none is kept, or in a way that this version does not know. */
  #known(provider: ProviderName): z.infer<typeof knownSchema> | null {
    const known = knownSchema.safeParse(this.#read()?.[provider]).data ?? null;
    if (known?.how === "file") this.#options.hide(known.value);
    return known;
  }

  /** Null while a damaged file stands in the way: there are keys in it. */
  #read(): Kept | null {
    const found = readOwnFile(this.#file, keptSchema);
    if (found.state === "whole") return found.value;
    if (found.state === "absent") return {};
    this.#options.onDamaged(found.keptAside);
    return found.keptAside === null ? null : {};
  }

  #fromEnvironment(provider: ProviderName): string | null {
    return this.#options.env[`SHOTLINE_${environmentName(provider)}_KEY`]?.trim() || null;
  }
}

/** `KLING_LEGACY` of `kling-legacy`: how a service is called in the names of environment variables. */
function environmentName(provider: ProviderName): string {
  return provider.toUpperCase().replaceAll("-", "_");
}

/** The address that the environment puts in place of a service's own, without a slash at its end; null for none. */
export function overriddenAddress(
  env: Readonly<Record<string, string | undefined>>,
  provider: ProviderName,
): string | null {
  const name = `SHOTLINE_${environmentName(provider)}_URL`;
  const given = env[name]?.trim().replace(/\/+$/, "");
  if (!given) return null;
  if (!/^https?:\/\//.test(given) || !URL.canParse(given)) {
    const next = `Set ${name} to an address such as http://127.0.0.1:8080/service, or unset it.`;
    throw new AppError("input.invalid", `${name} is not a valid address.`, { next });
  }
  return given;
}
