/** Owns the floor plan's surface: the drawing, what can be reached on it by the keyboard, and what is said of it. */
import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import type { Edit } from "../../../shared/edits/edit.ts";
import { type OnStage, selectOnStage } from "../state/stage-selection.ts";
import { editor } from "../state/use-editor.ts";
import unseen from "../ui/Unseen.module.css";
import styles from "./FloorPlan.module.css";
import { PlanDrawing } from "./PlanDrawing.tsx";
import { stageNow } from "./plan-change.ts";
import { ringPx } from "./plan-handles.ts";
import { keyOf, type PlacedThing, selectionOf, type Thing, thingsOf } from "./plan-things.ts";
import { toPx, zoomed } from "./plan-view.ts";
import { crossingOf, type ShownStage } from "./shown-stage.ts";
import { usePlanKeys } from "./use-plan-keys.ts";
import { elementOf, usePlanPointer } from "./use-plan-pointer.ts";
import type { PlanViewState } from "./use-plan-view.ts";

interface PlanCanvasProps {
  readonly stage: ShownStage;
  readonly selected: OnStage | null;
  readonly plan: PlanViewState;
  readonly svg: RefObject<SVGSVGElement | null>;
  /** What gets the focus as soon as it is there. */
  readonly wanted: RefObject<Thing | null>;
  readonly projectId: string;
  readonly canEdit: boolean;
  readonly snaps: boolean;
}

const focusTries = 20;

export function PlanCanvas({ stage, selected, plan, svg, wanted, projectId, canEdit, snaps }: PlanCanvasProps) {
  const [said, setSaid] = useState("");
  const things = useMemo(() => thingsOf(stage), [stage]);
  const crossing = useMemo(() => crossingOf(stage), [stage]);
  const about = selected && things.find(({ key }) => key === keyOf(selected));
  const { view, size } = plan;

  /** What was just made has its element a moment later; a menu that closes lets go of the focus later still. */
  useLayoutEffect(() => {
    let frame = 0;
    const focus = (tries: number) => {
      const element = wanted.current && elementOf(svg.current, wanted.current);
      if (!element) return;
      element.focus({ preventScroll: true });
      if (document.activeElement === element) wanted.current = null;
      else if (tries > 0) frame = requestAnimationFrame(() => focus(tries - 1));
    };
    focus(focusTries);
    return () => cancelAnimationFrame(frame);
  });

  const take = (thing: Thing | null) => {
    selectOnStage(thing && selectionOf(thing));
    if (!thing) {
      svg.current?.focus({ preventScroll: true });
      return;
    }
    editor.select({ passId: stage.pass.id, shotId: stage.shot.id });
    const element = elementOf(svg.current, thing);
    if (element) element.focus({ preventScroll: true });
    else wanted.current = thing;
  };
  const commit = (edit: Edit, thing: Thing) => {
    plan.keep();
    void editor.apply(edit);
    setSaid(sayOf(thing));
  };
  const pointer = {
    stage,
    selected,
    view,
    size,
    canEdit,
    snaps,
    show: plan.show,
    fitAll: plan.fitAll,
    take,
    commit,
    open: openInspector,
  };
  const guides = usePlanPointer(svg, pointer);
  const keys = usePlanKeys({
    things: things.map(({ thing }) => thing),
    canEdit,
    take,
    commit,
    open: openInspector,
    fitAll: plan.fitAll,
    zoom: (by) => view && plan.show(zoomed(view, size, by, { x: size.widthPx / 2, y: size.heightPx / 2 })),
  });

  return (
    <>
      {view && (
        <PlanDrawing
          stage={stage}
          view={view}
          size={size}
          selected={selected}
          guides={guides}
          crossing={crossing}
          projectId={projectId}
          canEdit={canEdit}
        />
      )}
      <svg
        ref={svg}
        className={styles.svg}
        role="application"
        aria-label={`Stage of ${stage.label} from above`}
        aria-describedby="plan-keys"
        tabIndex={-1}
        onKeyDown={(event) => keys.onKeyDown(event, thingOf(things, event.target))}
        onKeyUp={keys.onKeyUp}
        onBlur={keys.onBlur}
      >
        {view &&
          things.map(({ thing, key, at, label }) => {
            const { x, y } = toPx(view, size, at);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a button can't lie in a drawing
              <circle
                key={key}
                className={styles.thing}
                data-thing={key}
                role="button"
                tabIndex={0}
                aria-label={label}
                cx={x}
                cy={y}
                r={thing.kind === "figure" ? ringPx(view.pxPerMeter) : thing.kind === "point" ? 10 : 15}
                onFocus={() => take(thing)}
              />
            );
          })}
      </svg>
      <p id="plan-keys" className={unseen.unseen} aria-hidden="true">
        Tab goes from one to the next.{" "}
        {canEdit &&
          "Arrow keys move it by 0.1 m, with Shift by 1 m, with Alt by 1 cm. Comma and period turn it. P adds a point to its path, Delete takes it away. "}
        Enter opens it in the inspector. Left, right, in front and behind are as the camera sees them.
      </p>
      <output className={unseen.unseen} aria-live="polite">
        {said}
      </output>
      {about && (
        <p className={styles.says} aria-hidden="true">
          {about.label}
        </p>
      )}
      <p className={styles.warning} role="status">
        {crossing && (
          <span>
            The cut from {stage.previous?.label} crosses the line: {crossing[0].name} and {crossing[1].name} change
            sides.
          </span>
        )}
      </p>
    </>
  );
}

function thingOf(things: readonly PlacedThing[], target: EventTarget): Thing | null {
  const key = target instanceof SVGElement ? target.dataset["thing"] : undefined;
  return things.find((each) => each.key === key)?.thing ?? null;
}

/** What is said of a thing as it is now; of one that is gone, that it is. */
function sayOf(thing: Thing): string {
  const stage = stageNow();
  const found = stage && thingsOf(stage).find(({ key }) => key === keyOf(thing));
  return found?.label ?? (thing.kind === "point" ? "Taken out of the path" : "Taken off the stage");
}

function openInspector(): void {
  const inspector = document.querySelector("aside[aria-label=Inspector]");
  const first = ["input, textarea, [role=combobox]", "button"].map((each) =>
    inspector?.querySelector<HTMLElement>(each),
  );
  first.find((each) => each)?.focus();
}
