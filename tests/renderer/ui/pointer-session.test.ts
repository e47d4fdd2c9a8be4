import { describe, expect, it } from "vitest";
import { type PointerPlace, startPointerSession } from "../../../renderer/src/ui/pointer-session.ts";

class Surface extends EventTarget {
  captured: number | null = null;
  setPointerCapture(pointerId: number): void {
    this.captured = pointerId;
  }
  hasPointerCapture(pointerId: number): boolean {
    return this.captured === pointerId;
  }
  releasePointerCapture(): void {
    this.captured = null;
    this.dispatchEvent(pointer("lostpointercapture"));
  }
}

function eventOf<Type>(type: string, fields: object): Type {
  return Object.assign(new Event(type, { cancelable: true }), fields) as Type;
}

function pointer(type: string, fields: object = {}): PointerEvent {
  const usual = { pointerId: 7, button: 0, buttons: 1, clientX: 0, clientY: 0, altKey: false, shiftKey: false };
  return eventOf<PointerEvent>(type, { ...usual, ...fields });
}

function key(type: "keydown" | "keyup", name: string, fields: object = {}): KeyboardEvent {
  return eventOf<KeyboardEvent>(type, { key: name, altKey: false, shiftKey: false, ...fields });
}

function startSession() {
  const element = new Surface();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const window = new EventTarget();
  const heard: string[] = [];
  const place: PointerPlace = { element, window, document };
  const close = startPointerSession(place, pointer("pointerdown", { clientX: 10 }), {
    onMove: (sample) => heard.push(`move ${sample.clientX}${sample.alt ? " alt" : ""}${sample.shift ? " shift" : ""}`),
    onRelease: (sample) => heard.push(`release ${sample.clientX}`),
    onAbandon: (reason) => heard.push(`abandon ${reason}`),
  });
  return { element, document, window, heard, close };
}

describe("a pointer session", () => {
  it("captures the pointer, follows it, and ends once when the button comes up", () => {
    const { element, heard } = startSession();
    expect(element.captured).toBe(7);
    element.dispatchEvent(pointer("pointermove", { clientX: 30 }));
    element.dispatchEvent(pointer("pointerup", { clientX: 32, buttons: 0 }));
    element.dispatchEvent(pointer("pointermove", { clientX: 50 }));
    expect(heard).toEqual(["move 30", "release 32"]);
    expect(element.captured).toBeNull();
  });

  it("does not hear another pointer", () => {
    const { element, heard } = startSession();
    element.dispatchEvent(pointer("pointermove", { pointerId: 8, clientX: 30 }));
    element.dispatchEvent(pointer("pointerup", { pointerId: 8 }));
    expect(heard).toEqual([]);
  });

  it.each([
    ["cancel", ({ element }: ReturnType<typeof startSession>) => element.dispatchEvent(pointer("pointercancel"))],
    ["lost-capture", ({ element }: ReturnType<typeof startSession>) => element.releasePointerCapture()],
    ["blur", ({ window }: ReturnType<typeof startSession>) => window.dispatchEvent(new Event("blur"))],
    [
      "hidden",
      ({ document }: ReturnType<typeof startSession>) => {
        document.visibilityState = "hidden";
        document.dispatchEvent(new Event("visibilitychange"));
      },
    ],
    [
      "buttons-released",
      ({ element }: ReturnType<typeof startSession>) => element.dispatchEvent(pointer("pointermove", { buttons: 0 })),
    ],
    ["escape", ({ window }: ReturnType<typeof startSession>) => window.dispatchEvent(key("keydown", "Escape"))],
    ["closed", ({ close }: ReturnType<typeof startSession>) => close()],
  ])("is given up, once, by %s", (reason, happen) => {
    const session = startSession();
    happen(session);
    session.element.dispatchEvent(pointer("pointerup"));
    session.window.dispatchEvent(new Event("blur"));
    expect(session.heard).toEqual([`abandon ${reason}`]);
  });

  it("hears a modifier that changes under a resting pointer", () => {
    const { window, heard } = startSession();
    window.dispatchEvent(key("keydown", "Alt", { altKey: true }));
    window.dispatchEvent(key("keydown", "Alt", { altKey: true }));
    window.dispatchEvent(key("keyup", "Alt"));
    window.dispatchEvent(key("keydown", "Shift", { shiftKey: true }));
    expect(heard).toEqual(["move 10 alt", "move 10", "move 10 shift"]);
  });

  it("keeps shortcuts away from the plan while the button is down", () => {
    const { window } = startSession();
    const undo = key("keydown", "z", { ctrlKey: true });
    window.dispatchEvent(undo);
    expect(undo.defaultPrevented).toBe(true);
  });
});
