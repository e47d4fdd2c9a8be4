/** Owns what the overview of keys says beside the commands: gestures on the timeline, and keys that work in text fields. */

type Lines = readonly (readonly [keys: string, words: string])[];

export function gestures(mac: boolean): Lines {
  return [
    ["Drag an edge", "Change a shot’s length; later shots ripple"],
    [`${mac ? "⌥" : "Alt"} while dragging`, "Roll: the adjacent shot gives"],
    [`${mac ? "⇧" : "Shift"} while dragging`, "Squeeze: later shots give"],
    ["Drag a shot", "Move the shot"],
    ["Esc", "Cancel the drag or leave the field"],
  ];
}

/** Keys that work while a text is typed, and between the parts of the window. */
export function fieldKeys(mac: boolean): Lines {
  return [
    ["F6", "Go to the next part of the window; with Shift to the previous"],
    ["@", "Name an element"],
    ["F8", "Go to the next note on the text; with Shift to the previous"],
    [mac ? "⌘." : "Ctrl+.", "Apply the fix of a note"],
    [mac ? "⌘Enter" : "Ctrl+Enter", "Save the text and leave the field"],
  ];
}
