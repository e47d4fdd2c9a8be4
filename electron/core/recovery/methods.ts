/** Owns what is asked of backups and of projects that do not open as they were left. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { recoveryContract } from "../../../shared/rpc/recovery-contract.ts";
import type { MethodsOf } from "../runtime/methods.ts";

export function recoveryMethods(): MethodsOf<typeof recoveryContract> {
  const none = (): never => {
    throw new AppError("not-found", "There are no backups of this project.");
  };
  return {
    "backups.list": () => ({ backups: [], bytes: 0 }),
    "backups.make": none,
    "backups.open": none,
    "backups.restore": none,
    "recovery.inspect": none,
    "recovery.open": none,
  };
}
