/** Owns where the focus goes on in the inspector when a key pressed takes away what had it, such as a button that gives a value back to the words. */

const inspector = "aside[aria-label=Inspector]";
const focusable = "button:not([disabled]), input:not([disabled]), textarea, [tabindex='0']";

/** Begins listening. The pointer's press leaves the focus nowhere, so that keys are the window's. */
export function keepFocusInInspector(): void {
  const follow = ({ detail, target }: MouseEvent) => {
    const part = detail === 0 && target instanceof Element ? target.closest(inspector) : null;
    if (!part) return;
    const stops = [...part.querySelectorAll<HTMLElement>(focusable)];
    const before = stops[stops.findIndex((stop) => stop.contains(target as Element)) - 1];
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      const next = before?.isConnected ? before : part.querySelector<HTMLElement>(focusable);
      next?.focus();
    });
  };
  // Before the press has changed anything.
  window.addEventListener("click", follow, { capture: true });
}
