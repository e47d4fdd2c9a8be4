/** Owns what the overview of keys says beside the commands: gestures on the timeline and the floor plan, and keys that work in text fields. */

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

/** Keys of the floor plan, for the thing on it that has the focus, and its gestures. */
export function planKeys(mac: boolean): Lines {
  const [alt, shift] = mac ? ["⌥", "⇧"] : ["Alt", "Shift"];
  return [
    ["Tab", "Go to the next figure, prop, path point, camera or target"],
    ["Home End", "Go to the first or the last one"],
    ["← → ↑ ↓", `Move it by 0.1 m; with ${shift} by 1 m, with ${alt} by 1 cm`],
    [", and .", `Turn it by 5°; with ${shift} by 45°, with ${alt} by 1°`],
    ["P", "Add a point to its path"],
    ["Del", "Take it off the stage; the camera and its target go back to the words"],
    ["Enter", "Open it in the inspector"],
    ["S", `Snap; ${alt} while dragging holds it off`],
    ["0", "Fit the stage"],
    ["+ −", "Zoom; the wheel zooms about the pointer"],
    ["Drag the empty plan", "Pan; double-click it to fit"],
    ["Drag the middle of a path", "Bend the path"],
    ["Drag an edge of the lens’ cone", "Change the lens"],
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
