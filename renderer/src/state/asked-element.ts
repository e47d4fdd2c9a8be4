/** Owns asking for an element from elsewhere in the window: the list of elements opens it. */
import { useEffect } from "react";

type Listener = (elementId: string) => void;
const listeners = new Set<Listener>();

export function askForElement(elementId: string): void {
  for (const listener of listeners) listener(elementId);
}

/** Has `open` called with every element that is asked for. */
export function useAskedElement(open: Listener): void {
  useEffect(() => {
    listeners.add(open);
    return () => void listeners.delete(open);
  }, [open]);
}
