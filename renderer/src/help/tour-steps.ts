/** Owns what the tour shows, in its order: each part of the window, and what to do there. */
import type { Command } from "../commands/keymap.ts";

export interface TourStep {
  /** Where it is in the page; a step whose part is not shown is left out. */
  readonly selector: string;
  readonly title: string;
  readonly text: string;
  /** Its key is written at the end. */
  readonly command?: Command;
}

export const tourSteps: readonly TourStep[] = [
  {
    selector: "section[aria-label=Passes]",
    title: "Passes",
    text: "A pass is one generation: several shots that share a budget of seconds. The sample has one. Click a pass to open it on the timeline.",
    command: "pass.add",
  },
  {
    selector: "section[aria-label=Preview]",
    title: "Viewer",
    text: "Plays the cut: takes where there are some, the animatic elsewhere. The animatic is drawn on this computer, at no cost.",
    command: "play",
  },
  {
    selector: "section[aria-label=Timeline]",
    title: "Timeline",
    text: "Drag an edge to change a shot’s length; later shots ripple. Hatched room is what is left of the budget: click it to add a shot. At the limit, the edge stops and says why.",
  },
  {
    selector: "aside[aria-label=Inspector]",
    title: "Inspector",
    text: "What the selected shot says, and the exact text that will be sent, while you type. With no shot selected, it shows the pass: its model, look and start frame.",
  },
  {
    selector: "[aria-label='Camera palette']",
    title: "Camera palette",
    text: "Sizes, angles, moves, lenses and transitions. Each move plays on the shot’s own picture before you set it.",
    command: "camera.palette",
  },
  {
    selector: "[data-tour=takes]",
    title: "Takes",
    text: "Every result is kept as a take and split into its shots. Compare takes, rate them, and use the best one for each shot.",
    command: "takes.toggle",
  },
  {
    selector: "[data-tour=generate]",
    title: "Generate",
    text: "Shows the price, checks the plan, and asks before it spends. Paste a service’s API key in Settings first; the animatic needs none.",
    command: "generate",
  },
  {
    selector: "[data-tour=export]",
    title: "Export",
    text: "Writes one folder for your editing app: clips with handles, edit lists, a reference movie and a README that says what to import. That’s the tour. Press F1 for help.",
    command: "export",
  },
];
