/**
 * Owns what the window knows of the films of takes: how far each is made ready, and what its tiles and its sound are like. Asked for
 * when takes change and as work on them goes on.
 */
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { Editor } from "./editor.ts";
import { createStore } from "./store.ts";

export interface TakeProductsStore {
  /** By the take's id; the same map while nothing changes. A take that is not in it has not been asked for yet. */
  get(): ReadonlyMap<string, TakeProducts>;
  subscribe(listener: () => void): () => void;
}

const none: ReadonlyMap<string, TakeProducts> = new Map();

/** Follows the editor for as long as the window lives. */
export function createTakeProducts(editor: Pick<Editor, "get" | "subscribe" | "client" | "report">): TakeProductsStore {
  const store = createStore<{ products: ReadonlyMap<string, TakeProducts> }>({ products: none });
  let asked: unknown[] = [];
  let asking = false;
  let askAgain = false;

  /** One question at a time: what changes meanwhile is asked for with the next. */
  async function ask(): Promise<void> {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    do {
      askAgain = false;
      const { projectId, view } = editor.get();
      if (projectId === null || !view || view.takes.length === 0) store.set({ products: none });
      else await fetchOf(projectId);
    } while (askAgain);
    asking = false;
  }

  async function fetchOf(projectId: string): Promise<void> {
    try {
      const fetched = await editor.client.call("takes.products", { projectId });
      if (editor.get().projectId === projectId) store.set({ products: share(store.get().products, fetched) });
    } catch (error) {
      if (editor.get().projectId === projectId) editor.report(error);
    }
  }

  function follow(): void {
    const { projectId, view, operations } = editor.get();
    const next = [projectId, view?.takes, view?.media, ...operations.flatMap((each) => markOf(each, projectId))];
    if (next.length === asked.length && next.every((each, index) => each === asked[index])) return;
    asked = next;
    void ask();
  }

  editor.subscribe(follow);
  follow();
  return { get: () => store.get().products, subscribe: store.subscribe };
}

/** Work on a film of the project, as far as it is worth asking again: at each step and each tenth of it. */
function markOf({ id, kind, projectId, state, step, progress }: Operation, ofProject: string | null): string[] {
  if (kind !== "ingest" || projectId !== ofProject) return [];
  return [[id, state, step, Math.floor(progress * 10)].join(" ")];
}

/** What was told, with everything that says the same as before being the same object; the very map when nothing changed. */
function share(
  before: ReadonlyMap<string, TakeProducts>,
  fetched: readonly TakeProducts[],
): ReadonlyMap<string, TakeProducts> {
  const after = new Map<string, TakeProducts>();
  let changed = fetched.length !== before.size;
  for (const each of fetched) {
    const known = before.get(each.takeId);
    const same = known !== undefined && sameData(known, each);
    changed ||= !same;
    after.set(each.takeId, same ? known : each);
  }
  return changed ? after : before;
}
