/** Owns what services know of our elements: which id an account was given for a content, in a project's database. */
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import type { ServiceContext } from "./provider.ts";

const where = "provider = ? AND account = ? AND content_hash = ?";

/** What this account registered before, for an adapter. */
export function registeredFor(
  database: ProjectDatabase,
  provider: ProviderName,
  account: string,
  now: () => number,
): ServiceContext["registered"] {
  const ids = database.prepare(`SELECT remote_id FROM registered WHERE ${where}`).pluck();
  return {
    get: (hash) => (ids.get(provider, account, hash) as string | undefined) ?? null,
    set: (hash, id) =>
      void database
        .prepare(
          "INSERT OR REPLACE INTO registered (provider, account, content_hash, remote_id, at) VALUES (?, ?, ?, ?, ?)",
        )
        .run(provider, account, hash, id, new Date(now()).toISOString()),
    forget: (hash) => void database.prepare(`DELETE FROM registered WHERE ${where}`).run(provider, account, hash),
  };
}
