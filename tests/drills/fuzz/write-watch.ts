/**
 * Owns seeing where a process writes: it lies under every module that writes files and keeps what lies outside of the folders that it was
 * told. SQLite and ffmpeg write past Node, and past it.
 */
import fileSystem from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

type Call = (this: unknown, ...given: unknown[]) => unknown;

let inside: readonly string[] | null = null;
let outside: string[] = [];

/** Copies that are only looked at lie here, under names of their own. */
const looked = join(tmpdir(), "shotline-");

/** From now on, writing anywhere but below `folders` is kept; null looks no more. */
export function watchWrites(folders: readonly string[] | null): void {
  wrapOnce();
  inside = folders;
  outside = [];
}

/** What was written outside since it was asked last: `rename /etc/passwd`. */
export function takeOutside(): string[] {
  return outside.splice(0);
}

function look(name: string, value: unknown): void {
  if (inside === null || (typeof value !== "string" && !(value instanceof URL) && !Buffer.isBuffer(value))) return;
  const path = resolve(value instanceof URL ? value.pathname : value.toString());
  const isInside = (folder: string) => path === folder || path.startsWith(folder + sep);
  if (!inside.some(isInside) && !path.startsWith(looked)) outside.push(`${name} ${path}`);
}

function isForWriting(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT } = fileSystem.constants;
  return typeof flags === "number" ? (flags & (O_WRONLY | O_RDWR | O_CREAT)) !== 0 : /[wa+]/.test(String(flags ?? "r"));
}

const first = ["writeFile", "appendFile", "mkdir", "mkdtemp", "rm", "rmdir", "unlink", "truncate", "chmod", "utimes"];
/** What they write to is their second argument; a rename takes away its first. */
const second = ["rename", "copyFile", "link", "symlink", "cp"];

let isWrapped = false;
function wrapOnce(): void {
  if (isWrapped) return;
  isWrapped = true;
  for (const methods of [fileSystem, promises] as unknown as Record<string, Call>[]) {
    for (const ending of ["", "Sync"]) {
      const wrap = (name: string, seen: (given: readonly unknown[]) => void) => {
        const original = methods[name + ending];
        if (typeof original !== "function") return;
        methods[name + ending] = function watched(...given) {
          seen(given);
          return original.apply(this, given);
        };
      };
      for (const name of first) wrap(name, ([path]) => look(name, path));
      for (const name of second) {
        wrap(name, ([from, to]) => {
          if (name === "rename") look(name, from);
          look(name, to);
        });
      }
      wrap("open", ([path, flags]) => isForWriting(flags) && look("open", path));
      wrap("createWriteStream", ([path]) => look("createWriteStream", path));
    }
  }
  syncBuiltinESMExports();
}
