/** Owns folders on the disk that live as long as one test. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A fresh folder, removed when the test has ended. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "shotline-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
