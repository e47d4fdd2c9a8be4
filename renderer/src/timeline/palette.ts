/** Owns the colours and type of the canvas, read once from the window's own custom properties so that both look alike. */

export interface Palette {
  readonly background: string;
  readonly ruler: string;
  readonly track: string;
  readonly pass: string;
  readonly passSelected: string;
  readonly shot: string;
  readonly shotSelected: string;
  readonly shotLine: string;
  readonly picture: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  readonly textFaint: string;
  readonly accent: string;
  readonly textOnAccent: string;
  readonly accentFill: string;
  readonly accentQuiet: string;
  readonly playhead: string;
  readonly warning: string;
  readonly danger: string;
  readonly dangerFill: string;
  readonly dangerQuiet: string;
  readonly sound: string;
  readonly font: string;
}

/** Reads the palette that holds for `element`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    background: read("--timeline-background"),
    ruler: read("--timeline-ruler"),
    track: read("--timeline-track"),
    pass: read("--timeline-pass"),
    passSelected: read("--surface-pressed"),
    shot: read("--timeline-shot"),
    shotSelected: read("--timeline-shot-selected"),
    shotLine: read("--timeline-shot-line"),
    picture: read("--surface-raised"),
    line: read("--line"),
    lineStrong: read("--line-strong"),
    text: read("--text"),
    textMuted: read("--text-muted"),
    textFaint: read("--text-faint"),
    accent: read("--accent"),
    textOnAccent: read("--text-on-accent"),
    accentFill: read("--accent-fill"),
    accentQuiet: read("--accent-quiet"),
    playhead: read("--playhead"),
    warning: read("--warning"),
    danger: read("--danger"),
    dangerFill: read("--danger-fill"),
    dangerQuiet: read("--danger-quiet"),
    sound: read("--timeline-sound"),
    font: style.fontFamily,
  };
}
