/** Owns what is asked of backups and of projects that do not open as they were left. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { recoveryContract } from "../../../shared/rpc/recovery-contract.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { type BackupMethodsParts, backupMethods } from "./backup-methods.ts";

export function recoveryMethods(parts: BackupMethodsParts): MethodsOf<typeof recoveryContract> {
  const none = (): never => {
    throw new AppError("not-found", "There is nothing to recover.");
  };
  return {
    ...backupMethods(parts),
    "recovery.inspect": none,
    "recovery.open": none,
  };
}
