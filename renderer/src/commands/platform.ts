/** Owns the one question that the window asks about the system: whether keys are written the Mac's way. */
export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
