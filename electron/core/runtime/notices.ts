/** Owns what the app has to say by itself: a sentence that stands until it no longer holds or the user has taken note of it. */
import type { Notice } from "../../../shared/rpc/runtime-contract.ts";

export class Notices {
  readonly #notices = new Map<string, Notice>();
  readonly #onChanged: () => void;

  constructor(onChanged: () => void) {
    this.#onChanged = onChanged;
  }

  /** `id` names what it is about: a newer word about the same replaces the older one. */
  say(id: string, problem: Omit<Notice, "id">): void {
    this.#notices.set(id, { id, ...problem });
    this.#onChanged();
  }

  /** It no longer holds, or was read. */
  clear(id: string): void {
    if (this.#notices.delete(id)) this.#onChanged();
  }

  list(): Notice[] {
    return [...this.#notices.values()];
  }
}
