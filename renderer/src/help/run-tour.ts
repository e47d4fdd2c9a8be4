/** Owns running the tour: driver.js lights one part of the window after another and says what it is for. */
import { driver } from "driver.js";
import "driver.js/dist/driver.css";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import styles from "./Tour.module.css";
import { type TourStep, tourSteps } from "./tour-steps.ts";

/** Starts it; `onEnd` is called when the user has come to its end or left it. The function returned ends it from outside. */
export function runTour(onEnd: () => void): () => void {
  selectFirstShot();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tour = driver({
    animate: !isStill,
    smoothScroll: !isStill,
    overlayOpacity: 0.6,
    overlayClickBehavior: () => {},
    disableActiveInteraction: true,
    stagePadding: 2,
    stageRadius: 4,
    popoverClass: styles.popover as string,
    showProgress: true,
    progressText: "{{current}} of {{total}}",
    nextBtnText: "Next",
    prevBtnText: "Back",
    doneBtnText: "Done",
    onPopoverRender({ wrapper, title, footer, closeButton }) {
      wrapper.dataset["keepsKeys"] = "";
      wrapper.setAttribute("aria-modal", "true");
      // The library's elements would be the head and the foot of the page.
      title.setAttribute("role", "heading");
      title.setAttribute("aria-level", "2");
      footer.setAttribute("role", "presentation");
      closeButton.setAttribute("aria-label", "End the tour");
    },
    onHighlighted(part, _step, { state }) {
      // These say that a part of the window opens something, which it does not, and a section may not.
      for (const name of ["aria-haspopup", "aria-expanded", "aria-controls"]) part?.removeAttribute(name);
      state.popover?.nextButton.focus();
    },
    onDestroyed: onEnd,
  });
  // What was selected is on screen by then.
  const frame = requestAnimationFrame(() => {
    tour.setSteps(tourSteps.flatMap(shownStep));
    tour.drive();
  });
  return () => {
    cancelAnimationFrame(frame);
    tour.destroy();
  };
}

/** So that the inspector has a shot to show. */
function selectFirstShot(): void {
  editor.showWorkspace("edit");
  if (editor.get().selection.shotId !== null) return;
  const pass = shownProject(editor.get())?.passes[0];
  if (pass) editor.select({ passId: pass.id, shotId: pass.shots[0]?.id ?? null });
}

function shownStep({ selector, title, text, command }: TourStep) {
  const element = document.querySelector(selector);
  if (!element || element.getClientRects().length === 0) return [];
  const keys = command && shortcutOf(command, isMac);
  const description = keys === undefined ? text : `${text} Key: ${keys}`;
  return [{ element, popover: { title, description } }];
}
