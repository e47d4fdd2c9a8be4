/** Owns F6: from one part of the editor to the next, Shift+F6 to the one before, back to what had the focus there. */

/** In the order in which they are gone through; those that are not shown are left out. */
const parts = [
  "section[aria-label=Passes]",
  "section[aria-label=Elements]",
  "main > :first-child",
  "section[aria-label=Timeline]",
  "aside[aria-label=Inspector]",
] as const;

/** What has the focus first where there is one: a list, the cell of a table that it was in last, or the floor plan. */
const lists =
  "[role=listbox][tabindex='0'], [role=grid] [tabindex='0'][aria-selected], [role=grid] [tabindex='0'], [role=application]";
const focusable =
  "button:not([disabled]), a[href], input:not([disabled]), textarea, select, [contenteditable=true], [tabindex='0']";

/** Begins listening, also in fields; a dialog keeps the keys to itself. */
export function goBetweenParts(): void {
  const last = new WeakMap<Element, HTMLElement>();
  window.addEventListener("focusin", ({ target }) => {
    const part = target instanceof HTMLElement && target.closest(parts.join());
    if (part) last.set(part, target);
  });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("[data-keeps-keys]")) return;
    const shown = parts.flatMap((part) => document.querySelector(part) ?? []);
    if (shown.length === 0) return;
    event.preventDefault();
    const current = shown.findIndex((part) => part.contains(document.activeElement));
    const first = event.shiftKey ? shown.length - 1 : 0;
    const next = current === -1 ? first : (current + (event.shiftKey ? -1 : 1) + shown.length) % shown.length;
    const part = shown[next] as Element;
    const known = last.get(part);
    if (known?.isConnected) known.focus();
    else goInto(part);
  });
}

function goInto(part: Element): void {
  (part.querySelector<HTMLElement>(lists) ?? part.querySelector<HTMLElement>(focusable))?.focus();
}

/** Gives the focus to the list, the board, the script or the floor plan that has come above the timeline; whoever is at the tabs, or types, stays there. */
export function goAbove(): void {
  const keeps = "[aria-label=Workspace], input, textarea, [contenteditable=true]";
  if (document.activeElement?.closest(keeps)) return;
  const part = document.querySelector("main > :first-child");
  if (part) goInto(part);
}

/** After a list, a board, a script or a floor plan went with the focus in it, the timeline has it. */
export function goBackToTimeline(): void {
  const part = document.querySelector("section[aria-label=Timeline]");
  if (part && document.activeElement === document.body) goInto(part);
}
