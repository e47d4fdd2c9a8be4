/** Owns the line that says which machine figures are from. */
import { cpus, totalmem, type } from "node:os";

export function machineLine(): string {
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus()[0]?.model.trim()} × ${cpus().length}, ${memory} GiB, ${type()}, Node ${process.versions.node}`;
}
