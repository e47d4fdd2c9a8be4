/** Owns the window's one store of what is known of the films of takes, and the hook by which components follow it. */
import { useSyncExternalStore } from "react";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import { createTakeProducts } from "./take-products.ts";
import { editor } from "./use-editor.ts";

export const takeProducts = createTakeProducts(editor);

/** By the take's id. */
export function useTakeProducts(): ReadonlyMap<string, TakeProducts> {
  return useSyncExternalStore(takeProducts.subscribe, takeProducts.get);
}
