/**
 * Owns the pointer from the moment the button goes down on a surface until it is over, and every way in which it can be over.
 * Exactly one of `onRelease` and `onAbandon` is called, once.
 */

export type AbandonReason = "cancel" | "lost-capture" | "blur" | "hidden" | "buttons-released" | "escape" | "closed";

export interface PointerSample {
  readonly clientX: number;
  readonly clientY: number;
  readonly alt: boolean;
  readonly shift: boolean;
}

export interface PointerSessionListener {
  onMove(sample: PointerSample): void;
  /** The button came up where it should: the drag is meant. */
  onRelease(sample: PointerSample): void;
  /** The drag ended in any other way: it is given up. */
  onAbandon(reason: AbandonReason): void;
}

/** What the session needs of a browser; tests hand in plain event targets. */
export interface PointerPlace {
  readonly element: EventTarget & {
    setPointerCapture(pointerId: number): void;
    releasePointerCapture(pointerId: number): void;
    hasPointerCapture(pointerId: number): boolean;
  };
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: string };
}

/** Starts following the pointer of `down`; the returned function gives the drag up, as when the surface is closed. */
export function startPointerSession(
  place: PointerPlace,
  down: PointerEvent,
  listener: PointerSessionListener,
): () => void {
  const { pointerId } = down;
  const listening = new AbortController();
  const { signal } = listening;
  let last: PointerSample = sampleOf(down);

  function end(report: () => void): void {
    if (signal.aborted) return;
    listening.abort();
    if (place.element.hasPointerCapture(pointerId)) place.element.releasePointerCapture(pointerId);
    report();
  }
  const abandon = (reason: AbandonReason) => end(() => listener.onAbandon(reason));

  function listen(target: EventTarget, type: string, handle: (event: Event) => void, capture = false): void {
    target.addEventListener(type, handle, { signal, capture });
  }
  function listenToPointer(type: string, handle: (event: PointerEvent) => void): void {
    listen(place.element, type, (event) => {
      if ((event as PointerEvent).pointerId === pointerId) handle(event as PointerEvent);
    });
  }

  listenToPointer("pointermove", (event) => {
    // The button came up where nobody told us, such as outside the window of a remote desktop.
    if ((event.buttons & 1) === 0) {
      abandon("buttons-released");
      return;
    }
    last = sampleOf(event);
    listener.onMove(last);
  });
  listenToPointer("pointerup", (event) => {
    if (event.button === 0) end(() => listener.onRelease(sampleOf(event)));
  });
  listenToPointer("pointercancel", () => abandon("cancel"));
  listenToPointer("lostpointercapture", () => abandon("lost-capture"));
  listen(place.window, "blur", () => abandon("blur"));
  listen(place.document, "visibilitychange", () => {
    if (place.document.visibilityState === "hidden") abandon("hidden");
  });
  listen(place.window, "keydown", (event) => followKey(event as KeyboardEvent), true);
  listen(place.window, "keyup", (event) => followKey(event as KeyboardEvent), true);

  function followKey(event: KeyboardEvent): void {
    // While the button is down the keyboard belongs to the drag: no shortcut may change the plan under it.
    event.stopPropagation();
    event.preventDefault();
    if (event.type === "keydown" && event.key === "Escape") {
      abandon("escape");
      return;
    }
    if (event.altKey === last.alt && event.shiftKey === last.shift) return;
    last = { ...last, alt: event.altKey, shift: event.shiftKey };
    listener.onMove(last);
  }

  place.element.setPointerCapture(pointerId);
  return () => abandon("closed");
}

function sampleOf(event: PointerEvent): PointerSample {
  return { clientX: event.clientX, clientY: event.clientY, alt: event.altKey, shift: event.shiftKey };
}
