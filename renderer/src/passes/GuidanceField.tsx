/** Owns the guidance scale: a slider from 0 to 1 that is sent once, when it is let go, and may be left to the model. */
import { Slider } from "@base-ui/react/slider";
import { X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../ui/Button.tsx";
import slider from "../ui/Slider.module.css";
import styles from "./PassInspector.module.css";

/** Where the slider stands while the model chooses: the balanced value of the prompt rules. */
const balanced = 0.5;

export function GuidanceField({
  value,
  onCommit,
}: {
  value: number | undefined;
  onCommit: (value: number | null) => void;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? value;
  return (
    <div className={styles.guidance}>
      <Slider.Root
        className={styles.slider}
        value={shown ?? balanced}
        min={0}
        max={1}
        step={0.05}
        onValueChange={(next) => setDragged(next as number)}
        onValueCommitted={(next) => {
          setDragged(null);
          onCommit(Math.round((next as number) * 100) / 100);
        }}
      >
        <Slider.Control className={styles.sliderControl}>
          <Slider.Track className={slider.track}>
            <Slider.Indicator className={slider.indicator} />
            <Slider.Thumb className={slider.thumb} aria-label="Guidance" />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <output className={styles.figure}>{shown === undefined ? "Auto" : shown.toFixed(2)}</output>
      <IconButton
        label="Let the model set guidance"
        disabled={value === undefined}
        className={styles.unset}
        onClick={() => onCommit(null)}
      >
        <X size={12} />
      </IconButton>
    </div>
  );
}
