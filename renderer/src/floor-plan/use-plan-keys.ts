/** Owns the keys of the floor plan: nudging and turning what has the focus, points of paths, taking away. A key that is held is one step of history. */
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { type PreviewFrames, stageNow, startPreview } from "./plan-change.ts";
import { planOptions } from "./plan-options.ts";
import { facingOf, focusAfter, keyOf, placeOf, type Thing } from "./plan-things.ts";
import type { ShownStage } from "./shown-stage.ts";
import { growPath, moveThing, removeThing, turnThing } from "./stage-edits.ts";

const directions: Readonly<Record<string, Spot>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const turns: Readonly<Record<string, number>> = { Comma: -1, Period: 1 };

export interface PlanKeys {
  readonly things: readonly Thing[];
  readonly canEdit: boolean;
  take(thing: Thing | null): void;
  commit(edit: Edit, thing: Thing): void;
  open(): void;
  fitAll(): void;
  zoom(by: number): void;
}

interface Held {
  readonly thing: Thing;
  readonly stage: ShownStage;
  readonly preview: PreviewFrames;
  readonly moved: Spot;
  readonly turned: number;
  readonly edit: Edit | null;
}

export function usePlanKeys(keys: PlanKeys) {
  const held = useRef<Held | null>(null);
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => () => held.current?.preview.stop(), []);

  function settle(): void {
    const done = held.current;
    held.current = null;
    if (!done) return;
    done.preview.stop();
    if (done.edit) latest.current.commit(done.edit, done.thing);
  }

  function begin(thing: Thing): Held | null {
    const stage = stageNow();
    return stage && { thing, stage, preview: startPreview(stage.project), moved: [0, 0], turned: 0, edit: null };
  }

  function hold(thing: Thing, moved: Spot, turned: number): void {
    const now = held.current;
    // One after another: a step that moves and one that turns are two steps.
    if (now && (keyOf(now.thing) !== keyOf(thing) || (turned === 0) !== (now.turned === 0))) settle();
    const before = held.current ?? begin(thing);
    if (!before) return;
    const all = {
      moved: [before.moved[0] + moved[0], before.moved[1] + moved[1]] as Spot,
      turned: before.turned + turned,
    };
    const at = placeOf(before.stage, thing);
    const facing = facingOf(before.stage, thing);
    const edit =
      all.turned !== 0
        ? facing === null
          ? null
          : turnThing(before.stage, thing, facing + all.turned)
        : at && moveThing(before.stage, thing, [at[0] + all.moved[0], at[1] + all.moved[1]]);
    held.current = { ...before, ...all, edit };
    before.preview.show(edit);
  }

  /** Whether the key was one of the plan's own. */
  function press(event: KeyboardEvent, thing: Thing | null): boolean {
    const { things, canEdit, take, commit, open, fitAll, zoom } = latest.current;
    const { code, shiftKey, altKey } = event;
    if (event.ctrlKey || event.metaKey) return false;
    const direction = directions[code];
    const turn = turns[code];
    if (thing && canEdit && direction) {
      const step = altKey ? 0.01 : shiftKey ? 1 : 0.1;
      hold(thing, [direction[0] * step, direction[1] * step], 0);
      return true;
    }
    if (thing && turn) {
      if (canEdit) hold(thing, [0, 0], turn * (altKey ? 1 : shiftKey ? 45 : 5));
      return true;
    }
    if (altKey || shiftKey) return false;
    settle();
    const stage = canEdit ? stageNow() : null;
    switch (code) {
      case "Enter":
        if (!thing) return false;
        open();
        return true;
      case "Escape":
        take(null);
        return true;
      case "Home":
      case "End": {
        const to = things.at(code === "Home" ? 0 : -1);
        if (to) take(to);
        return to !== undefined;
      }
      case "Delete":
      case "Backspace": {
        const edit = thing && stage ? removeThing(stage, thing) : null;
        if (thing && edit) {
          commit(edit, thing);
          // So that the keys stay with the plan.
          const next = focusAfter(things, thing);
          if (next) take(next);
        }
        // Where nothing has the focus the key is no less the plan's: it would remove the shot.
        return true;
      }
      case "KeyP": {
        const of = thing?.kind === "point" ? thing.of : thing;
        if (of?.kind !== "figure" && of?.kind !== "camera") return thing !== null;
        const made = stage && growPath(stage, of);
        if (!made) return true;
        const point: Thing = { kind: "point", of, index: made.index };
        commit(made.edit, point);
        take(point);
        return true;
      }
      case "KeyS":
        planOptions.set({ snaps: !planOptions.get().snaps });
        return true;
      case "Digit0":
        fitAll();
        return true;
      case "Equal":
        zoom(1.25);
        return true;
      case "Minus":
        zoom(0.8);
        return true;
      default:
        return false;
    }
  }

  return {
    onKeyDown(event: KeyboardEvent, thing: Thing | null) {
      if (press(event, thing)) event.preventDefault();
    },
    onKeyUp(event: KeyboardEvent) {
      if (event.code in directions || event.code in turns) settle();
    },
    onBlur(_event: FocusEvent) {
      settle();
    },
  };
}
