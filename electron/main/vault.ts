/** Owns sealing the services' keys with the system's keychain, where it really protects them. */
import { safeStorage } from "electron";
import type { Vault } from "../core/core.ts";

/**
 * Null where the system has no keychain. On Linux without a keyring Chromium seals with a password that everybody knows,
 * which is no better than a file of this user alone. To be called once the app is ready.
 */
export function systemVault(): Vault | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text") return null;
  return { seal: (text) => safeStorage.encryptString(text), open: (sealed) => safeStorage.decryptString(sealed) };
}
