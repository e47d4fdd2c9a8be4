/** Owns listing a folder for choosing one, where the host has no native dialogs. Hidden entries are left out. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, parse, resolve } from "node:path";
import type { OutputOf } from "../../../shared/rpc/contract.ts";

type Entry = OutputOf<"files.browse">["entries"][number];

export async function browseFolder(wanted: string | undefined, fallback: string): Promise<OutputOf<"files.browse">> {
  const folder = resolve(wanted ?? (existsSync(fallback) ? fallback : homedir()));
  const found = await readdir(folder, { withFileTypes: true });
  const entries = found
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const kind = kindOf(entry.name, entry.isDirectory(), entry.isFile());
      return kind === null ? [] : [{ name: entry.name, path: join(folder, entry.name), kind }];
    })
    .sort((left, right) => left.name.localeCompare(right.name, "en", { numeric: true }));
  return { folder, parent: folder === parse(folder).root ? null : dirname(folder), entries };
}

function kindOf(name: string, isFolder: boolean, isFile: boolean): Entry["kind"] | null {
  // Final Cut Pro writes a folder around its list.
  if (/\.(edl|otio|fcpxml|xml)$/i.test(name) ? isFile : /\.fcpxmld$/i.test(name)) return "edit-list";
  if (isFolder) return name.endsWith(".shotline") ? "project" : "folder";
  if (!isFile) return null;
  if (/\.shotarchive$/i.test(name)) return "archive";
  if (name.endsWith(".plan.json")) return "plan";
  if (name.endsWith(".comments.json")) return "comments";
  if (/\.(wav|mp3|m4a|aac|flac|aiff?|ogg)$/i.test(name)) return "sound";
  return /\.(mp4|m4v|mov|webm|mkv)$/i.test(name) ? "film" : null;
}
