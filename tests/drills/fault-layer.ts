/**
 * Owns the fault injector: it lies under every module that writes files and lets one call of them fail, once, as a disk does that is full,
 * broken, closed or in use. Import it first; it counts while it is armed. SQLite and ffmpeg write past Node, and past it.
 */
import fileSystem from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { constants } from "node:os";

export const faultCodes = ["ENOSPC", "EIO", "EACCES", "EBUSY"] as const;
export type FaultCode = (typeof faultCodes)[number];

export interface WantedFault {
  /** The call to fail, counted from 1; 0 only counts. */
  readonly at: number;
  readonly code: FaultCode;
}

let folder: string | null = null;
let wanted: WantedFault = { at: 0, code: "EIO" };
let calls: string[] = [];
const pathOfNumber = new Map<number, string>();
const pathOfHandle = new WeakMap<object, string>();

/** From now on, calls that write below `under` are counted, and one fails. */
export function armFaults(under: string, fault: WantedFault): void {
  folder = under;
  wanted = fault;
  calls = [];
}

/** The calls since it was armed, in their order: `rename …/settings.json`. */
export function disarmFaults(): string[] {
  folder = null;
  return calls;
}

/** The error of this call, if it is the one to fail. */
function faultOf(name: string, path: string | undefined): Error | null {
  if (folder === null || path === undefined || !path.startsWith(folder)) return null;
  calls.push(`${name} ${path.slice(folder.length)}`);
  if (calls.length !== wanted.at) return null;
  const { code } = wanted;
  const text = `${code}: planted by a drill, ${name} '${path}'`;
  return Object.assign(new Error(text), { code, errno: -constants.errno[code], syscall: name, path });
}

type Call = (this: unknown, ...given: unknown[]) => unknown;
type Methods = Record<string, Call>;

/** Which of its arguments say where it writes; links and copies write to their second. */
const byPath: Readonly<Record<string, (given: readonly unknown[]) => unknown>> = {
  ...Object.fromEntries(
    ["writeFile", "appendFile", "mkdir", "mkdtemp", "rm", "rmdir", "unlink", "truncate", "chmod", "utimes"].map(
      (name) => [name, (given: readonly unknown[]) => given[0]],
    ),
  ),
  ...Object.fromEntries(
    ["rename", "copyFile", "link", "symlink", "cp"].map((name) => [name, (given: readonly unknown[]) => given[1]]),
  ),
  open: ([path, flags]) => (isForWriting(flags) ? path : undefined),
};
const byNumber = ["write", "writev", "fsync", "fdatasync", "ftruncate"];
const ofHandle = ["write", "writev", "writeFile", "appendFile", "sync", "datasync", "truncate"];

function isForWriting(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT } = fileSystem.constants;
  return typeof flags === "number" ? (flags & (O_WRONLY | O_RDWR | O_CREAT)) !== 0 : /[wa+]/.test(String(flags ?? "r"));
}

function pathFrom(value: unknown): string | undefined {
  if (typeof value === "number") return pathOfNumber.get(value);
  return value === undefined ? undefined : String(value);
}

/** Half of what was to be written is there when the disk says that it is full. */
function halved(given: readonly unknown[], at: number): unknown[] | null {
  const data = given[at];
  const isWhole = typeof given[at + 1] !== "number";
  if (!isWhole || (typeof data !== "string" && !(data instanceof Uint8Array))) return null;
  return [...given.slice(0, at), data.slice(0, data.length >> 1), ...given.slice(at + 1)];
}

function wrapSync(name: string, pathOf: (given: readonly unknown[]) => unknown): void {
  const methods = fileSystem as unknown as Methods;
  const own = `${name}Sync`;
  const original = methods[own];
  if (!original) return;
  methods[own] = function faulty(...given) {
    const path = pathFrom(pathOf(given));
    const fault = faultOf(own, path);
    if (fault) {
      const half = name === "writeFile" || name === "write" ? halved(given, 1) : null;
      if (half) original.apply(this, half);
      throw fault;
    }
    const result = original.apply(this, given);
    if (name === "open") pathOfNumber.set(result as number, pathFrom(given[0]) ?? "");
    return result;
  };
}

function wrapCallback(name: string, pathOf: (given: readonly unknown[]) => unknown): void {
  const methods = fileSystem as unknown as Methods;
  const original = methods[name];
  if (!original) return;
  methods[name] = function faulty(...given) {
    const path = pathFrom(pathOf(given));
    const fault = faultOf(name, path);
    const done = given.at(-1) as (error: Error | null, result?: unknown) => void;
    if (fault) return process.nextTick(done, fault);
    if (name !== "open") return original.apply(this, given);
    const known = (error: Error | null, result?: unknown) => {
      if (!error) pathOfNumber.set(result as number, pathFrom(given[0]) ?? "");
      done(error, result);
    };
    return original.apply(this, [...given.slice(0, -1), known]);
  };
}

function wrapPromise(name: string, pathOf: (given: readonly unknown[]) => unknown): void {
  const methods = promises as unknown as Methods;
  const original = methods[name];
  if (!original) return;
  methods[name] = async function faulty(...given) {
    const path = pathFrom(pathOf(given));
    const fault = faultOf(name, path);
    if (fault) {
      const half = name === "writeFile" ? halved(given, 1) : null;
      if (half) await original.apply(this, half);
      throw fault;
    }
    const result = await original.apply(this, given);
    if (name === "open") pathOfHandle.set(result as FileHandle, pathFrom(given[0]) ?? "");
    return result;
  };
}

function wrapHandle(prototype: Methods, name: string): void {
  const original = prototype[name];
  if (!original) return;
  prototype[name] = async function faulty(...given) {
    const fault = faultOf(`handle.${name}`, pathOfHandle.get(this as object));
    if (!fault) return original.apply(this, given);
    const half = name.startsWith("write") ? halved(given, 0) : null;
    if (half) await original.apply(this, half);
    throw fault;
  };
}

const sample = await promises.open(import.meta.filename);
for (const name of ofHandle) wrapHandle(Object.getPrototypeOf(sample) as Methods, name);
await sample.close();
for (const [name, pathOf] of Object.entries(byPath)) {
  wrapSync(name, pathOf);
  wrapCallback(name, pathOf);
  wrapPromise(name, pathOf);
}
for (const name of byNumber) {
  wrapSync(name, ([number]) => number);
  wrapCallback(name, ([number]) => number);
}
syncBuiltinESMExports();
