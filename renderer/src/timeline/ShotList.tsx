/**
 * Owns the timeline as a list for the keyboard and for screen readers: the shots as saved, with what each says of itself. Only
 * the passes around the selected one are in the page, numbered within the whole, so that 2,000 shots cost no more than 60.
 */
import { type KeyboardEvent, memo } from "react";
import { type CutShot, cutProgramme } from "../../../shared/cut/out/programme.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import { type Rate, rateOf } from "../../../shared/time/rate.ts";
import { numbersOf, placedAt, rangeInCut } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { useTakeProducts } from "../state/use-take-products.ts";
import { describePass, describeShot } from "./shot-texts.ts";
import styles from "./Timeline.module.css";
import { standingOf, type TakeStanding } from "./take-look.ts";

const passesAround = 12;

export function ShotList({ onFocusChange }: { onFocusChange: (focused: boolean) => void }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const takes = useEditor((state) => state.view?.takes ?? null);
  const products = useTakeProducts();
  const selectedShotId = useEditor((state) => state.selection.shotId);
  if (!project || !takes) return null;
  const cut = cutProgramme(project, takes);
  const numbers = numbersOf(project);
  const offsets: number[] = [];
  let shotCount = 0;
  for (const pass of project.passes) {
    offsets.push(shotCount);
    shotCount += pass.shots.length;
  }
  const selectedPass = project.passes.findIndex((pass) => pass.shots.some((shot) => shot.id === selectedShotId));
  const from = Math.max(0, selectedPass - passesAround);
  const shown = project.passes.slice(from, Math.max(0, selectedPass) + passesAround + 1);
  return (
    <div
      className={styles.shotList}
      role="listbox"
      aria-label="Shots on the timeline"
      aria-orientation="horizontal"
      aria-describedby="timeline-keys"
      aria-activedescendant={selectedShotId === null ? undefined : optionId(selectedShotId)}
      tabIndex={0}
      onKeyDown={(event) => moveSelection(event)}
      onFocus={(event) => onFocusChange(event.currentTarget.matches(":focus-visible"))}
      onBlur={() => onFocusChange(false)}
    >
      <span id="timeline-keys">
        Left and right select a shot; Enter opens its pass. Period and comma lengthen and shorten it; with Alt they
        roll, with Shift they squeeze. Alt with left or right moves the shot; while all passes are shown, it slips what
        a take shows. Brackets trim to the playhead, backslash resets the trim.
      </span>
      {shown.map((pass, index) => (
        <PassOptions
          key={pass.id}
          pass={pass}
          shots={cut.passes[from + index]?.shots ?? []}
          products={products}
          rate={rateOf(project.rate)}
          numbers={numbers}
          firstPosition={(offsets[from + index] as number) + 1}
          shotCount={shotCount}
          selectedShotId={pass.shots.some((shot) => shot.id === selectedShotId) ? selectedShotId : null}
        />
      ))}
    </div>
  );
}

const PassOptions = memo(function PassOptions({
  pass,
  shots,
  products,
  rate,
  numbers,
  firstPosition,
  shotCount,
  selectedShotId,
}: {
  pass: Pass;
  shots: readonly CutShot[];
  products: ReadonlyMap<string, TakeProducts>;
  rate: Rate;
  numbers: ReadonlyMap<string, number>;
  firstPosition: number;
  shotCount: number;
  selectedShotId: string | null;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
    <div role="group" aria-label={describePass(pass)}>
      {shots.map((cutShot, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the option that is active
        <div
          key={cutShot.shot.id}
          id={optionId(cutShot.shot.id)}
          role="option"
          aria-selected={cutShot.shot.id === selectedShotId}
          aria-posinset={firstPosition + index}
          aria-setsize={shotCount}
        >
          {describeShot(cutShot, numbers.get(cutShot.shot.id) ?? 0, rate, standing(cutShot, products))}
        </div>
      ))}
    </div>
  );
});

function standing(cutShot: CutShot, products: ReadonlyMap<string, TakeProducts>): TakeStanding | null {
  const { take } = cutShot;
  return take && standingOf(cutShot, take, products.get(take.id));
}

function optionId(shotId: string): string {
  return `timeline-${shotId}`;
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Arrow keys choose a shot here; elsewhere in the window they move the playhead. Enter brings the playhead to the shot and opens its pass. */
function moveSelection(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { view, selection, playheadFrame } = editor.get();
  if (!view) return;
  const shots = view.project.passes.flatMap((pass) => pass.shots.map((shot) => ({ passId: pass.id, shotId: shot.id })));
  const current = shots.findIndex((each) => each.shotId === selection.shotId);
  if (event.key === "Enter" && current !== -1) {
    event.preventDefault();
    seekToShot(selection.shotId as string);
    return;
  }
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  // Without a selection an arrow begins at the playhead.
  const underPlayhead = placedAt(editor.get(), playheadFrame)?.placed.shot.id;
  const begins = current === -1 && Number.isFinite(step);
  const next = begins ? shots.findIndex((each) => each.shotId === underPlayhead) : current + step;
  const chosen = shots[Math.max(0, Math.min(shots.length - 1, next))];
  if (chosen) editor.select(chosen);
}

function seekToShot(shotId: string): void {
  const range = rangeInCut(editor.get(), { ...editor.get().selection, shotId });
  if (!range) return;
  editor.pause();
  editor.seek(range.start);
  editor.showTimeline("pass");
}
