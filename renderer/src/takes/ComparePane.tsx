/** Owns one of the pictures that are compared: which take it is, its frame, and choosing it. */
import { useEffect, useRef, useState } from "react";
import { animaticChoice, type Pass, type Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { giveTake, toggleCircle } from "../commands/take-commands.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { placeAtPlayhead } from "../state/takes-tray.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./CompareTakes.module.css";
import type { Compared, ComparePainter } from "./compare-painter.ts";

export interface PaneChoice {
  readonly compared: Compared;
  readonly choices: readonly Take[];
  readonly pass: Pass;
  readonly shot: Shot | null;
  readonly onChoose: (card: string) => void;
}

export interface ShownAxis {
  readonly painter: ComparePainter;
  readonly frame: number;
  /** Another one when a picture has come. */
  readonly version: number;
  readonly ratio: number;
}

/** Pixels of a canvas: as many as a proxy has along its longer side. */
const longSidePx = 960;

export function canvasSize(ratio: number): { width: number; height: number } {
  return ratio >= 1
    ? { width: longSidePx, height: Math.round(longSidePx / ratio) }
    : { width: Math.round(longSidePx * ratio), height: longSidePx };
}

export function ComparePane({ painter, frame, version, ratio, ...choice }: PaneChoice & ShownAxis) {
  const { compared } = choice;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [painted, setPainted] = useState<number | null>(null);
  const seen = painter.seen(compared, frame);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version may have brought the picture
  useEffect(() => {
    const surface = canvas.current?.getContext("2d", { alpha: false });
    if (surface && painter.paint(surface, compared, frame)) setPainted(frame);
  }, [painter, version, compared, frame]);
  const sourceFrame = painted === frame && seen.kind !== "nothing" ? seen.frame : undefined;
  return (
    <div className={styles.pane}>
      <div
        className={styles.picture}
        data-compared={compared === animaticChoice ? compared : compared.id}
        data-source-frame={sourceFrame}
      >
        <canvas
          ref={canvas}
          {...canvasSize(ratio)}
          className={styles.canvas}
          role="img"
          aria-label={nameOf(compared)}
        />
        {seen.kind === "nothing" && <p className={styles.note}>Does not show this shot</p>}
        {seen.kind !== "nothing" && seen.isOver && <p className={styles.note}>Ended: last frame</p>}
      </div>
      <PaneBar {...choice} says={seen.kind === "nothing" ? "" : `Frame ${seen.frame}`} />
    </div>
  );
}

export function nameOf(compared: Compared): string {
  return compared === animaticChoice ? "Animatic" : `Take ${compared.number}`;
}

/** Which take it is, and the button that uses it. */
export function PaneBar({ compared, choices, pass, shot, onChoose, says }: PaneChoice & { readonly says: string }) {
  const card = compared === animaticChoice ? animaticChoice : compared.id;
  const shownCard = useEditor((state) => placeAtPlayhead(state)?.take?.id ?? animaticChoice);
  const circled = pass.circledTake === card;
  const used = shot ? (shot.take ?? shownCard) === card : circled;
  return (
    <div className={styles.bar}>
      <Picker
        label="Take"
        value={card}
        className={styles.picker}
        choices={[
          ...choices.map((take) => ({ value: take.id, label: nameOf(take), note: describeMaker(take) })),
          { value: animaticChoice, label: "Animatic" },
        ]}
        onPick={onChoose}
      />
      <span className={styles.says}>{says}</span>
      {shot && (
        <Button disabled={used} onClick={() => giveTake(shot.id, card)}>
          {used ? "In the cut" : "Use"}
        </Button>
      )}
      {!shot && compared !== animaticChoice && (
        <Button aria-pressed={circled} onClick={() => toggleCircle(compared)}>
          {circled ? "Circled" : "Circle"}
        </Button>
      )}
    </div>
  );
}
