/** Shows a folder a second time, where it can only be read, as a locked card or somebody else's share is; only root can. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** What takes the view away again, or the reason why there can be none. */
export function mountReadOnly(source: string, view: string): (() => void) | string {
  if (process.platform !== "linux") return "folders can be mounted for a test on Linux only";
  if (process.getuid?.() !== 0) return "only root can mount a folder";
  mkdirSync(view, { recursive: true });
  try {
    execFileSync("mount", ["--bind", source, view], { stdio: "pipe" });
  } catch (error) {
    return `a folder could not be mounted: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`;
  }
  const unmount = () => void execFileSync("umount", ["-l", view]);
  try {
    execFileSync("mount", ["-o", "remount,ro,bind", view], { stdio: "pipe" });
  } catch (error) {
    unmount();
    return `a folder could not be made read-only: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`;
  }
  return unmount;
}
