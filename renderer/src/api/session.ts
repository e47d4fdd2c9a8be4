/** Owns how the page gains access to the loopback host: it spends the token of its address once, for a cookie. */
import { AppError } from "../../../shared/errors/app-error.ts";

/**
 * Redeems the token in the address's fragment (`#token=…`, see electron/host/access.ts) and takes it off the address, so that
 * it lands in no history. Must have ended before the first call. Without a token, as under Electron and after a reload,
 * it does nothing. Throws `access.denied` when the token is spent and the browser holds no cookie either.
 */
export async function openSession(): Promise<void> {
  const token = /^#token=([\w-]+)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  const answer = await fetch("session", { method: "POST", headers: { "x-shotline-token": token } });
  if (!answer.ok) {
    throw new AppError("access.denied", "The address that opened this window was used before.", {
      next: "Start Shotline again, or press Enter where it runs for a new address.",
    });
  }
}
