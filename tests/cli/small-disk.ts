/** Mounts small disks for tests of full and read-only ones; only root can, so others are told why not. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";

export interface SmallDisk {
  makeReadOnly(): void;
  unmount(): void;
}

/** A disk of so many bytes at `folder`, or the reason why there can be none. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | string {
  if (process.platform !== "linux") return "disks can be mounted for a test on Linux only";
  if (process.getuid?.() !== 0) return "only root can mount a disk";
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "shotline-test", folder], { stdio: "pipe" });
  } catch (error) {
    rmdirSync(folder);
    return `a disk could not be mounted: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`;
  }
  return {
    makeReadOnly: () => execFileSync("mount", ["-o", "remount,ro", folder]),
    unmount: () => execFileSync("umount", ["-l", folder]),
  };
}
