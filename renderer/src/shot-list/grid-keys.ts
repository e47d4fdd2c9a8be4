/** Owns what the keys do in the shot list: as a spreadsheet has them, and as the rest of the window does where nothing can be typed. */
import type { Column } from "./columns.ts";

export type GridAction =
  /** `extend`: the selection grows. */
  | { readonly kind: "go"; readonly rows: number; readonly columns: number; readonly extend: boolean }
  | { readonly kind: "selectRow" }
  | { readonly kind: "selectAll" }
  | { readonly kind: "deselect" }
  /** `typed` replaces what the cell holds. */
  | { readonly kind: "edit"; readonly typed: string | null }
  | { readonly kind: "clear" }
  | { readonly kind: "remove" }
  | { readonly kind: "fillDown" }
  | { readonly kind: "add" }
  | { readonly kind: "move"; readonly direction: 1 | -1 };

/** The part of a KeyboardEvent that is looked at. */
export interface GridKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const all = Number.POSITIVE_INFINITY;

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -all],
  End: [0, all],
};

/** What a key does in a cell of a column; null leaves it to the window. `pageRows`: how many rows are in view. */
export function gridAction(key: GridKey, edit: Column["edit"], mac: boolean, pageRows: number): GridAction | null {
  const primary = mac ? key.metaKey : key.ctrlKey;
  if (mac ? key.ctrlKey : key.metaKey) return null;
  const go = (rows: number, columns: number): GridAction => ({ kind: "go", rows, columns, extend: key.shiftKey });
  const isCharacter = [...key.key].length === 1;
  if (key.altKey) {
    // The third level of a keyboard, as AltGr + Q for @.
    if (!mac && key.ctrlKey && isCharacter && edit !== "none") return { kind: "edit", typed: key.key };
    if (primary || key.shiftKey) return null;
    if (key.key === "ArrowUp" || key.key === "ArrowDown")
      return { kind: "move", direction: key.key === "ArrowUp" ? -1 : 1 };
    return null;
  }
  const step = steps[key.key];
  if (step) {
    const [rows, columns] = step;
    if (!primary) return go(rows, columns);
    if (key.key === "Home" || key.key === "End") return go(columns, columns);
    return go(rows * all || 0, columns * all || 0);
  }
  if (primary) {
    if (key.code === "KeyD" && !key.shiftKey) return { kind: "fillDown" };
    return key.code === "KeyA" && !key.shiftKey ? { kind: "selectAll" } : null;
  }
  switch (key.key) {
    case "PageUp":
      return go(-pageRows, 0);
    case "PageDown":
      return go(pageRows, 0);
    case "Escape":
      return { kind: "deselect" };
    case "Insert":
      return { kind: "add" };
    case "Delete":
    case "Backspace":
      return edit === "none" ? { kind: "remove" } : { kind: "clear" };
    case "Enter":
    case "F2":
      return edit === "none" ? null : { kind: "edit", typed: null };
    case " ":
      if (key.shiftKey) return { kind: "selectRow" };
      break;
  }
  // It shows the keys, as everywhere; hardly a text begins with it.
  if (key.key === "?") return null;
  return isCharacter && edit !== "none" ? { kind: "edit", typed: key.key === " " ? "" : key.key } : null;
}
