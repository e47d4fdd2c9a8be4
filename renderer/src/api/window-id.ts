/** Owns the name of this window: the core tells by it which of two windows has a project. A reload keeps it, a duplicated tab gets its own. */

const storageKey = "shotline-window";

let windowId = newId();

/** Must have ended before the first call. */
export async function nameWindow(): Promise<void> {
  windowId = keptId() ?? windowId;
  // A duplicate begins with what its original has stored: whoever holds the lock has the name.
  while (!(await holdsName(windowId))) windowId = newId();
  window.sessionStorage.setItem(storageKey, windowId);
}

export function nameOfWindow(): string {
  return windowId;
}

/** Holds the lock until the window is gone. */
function holdsName(name: string): Promise<boolean> {
  // Where the page is not in a secure context, a duplicate is taken for its original.
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    };
    void navigator.locks.request(`${storageKey}-${name}`, { ifAvailable: true }, hold);
  });
}

function keptId(): string | null {
  const kept = window.sessionStorage.getItem(storageKey);
  return kept !== null && /^[\w-]{8,64}$/.test(kept) ? kept : null;
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
