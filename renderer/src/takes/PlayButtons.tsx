/** Owns the transport under the pictures of a dialog of takes: play, steps, and which frame is shown. */
import { Pause, Play, StepBack, StepForward } from "lucide-react";
import { type LookedAt, UseFrameMenu } from "../generation/UseFrameMenu.tsx";
import { IconButton } from "../ui/Button.tsx";
import styles from "./PlayButtons.module.css";
import type { Transport } from "./use-transport.ts";

interface PlayButtonsProps {
  readonly transport: Transport;
  readonly says: string;
  /** Which frame of which take is shown, where there is but one. */
  readonly lookedAt?: LookedAt;
}

export function PlayButtons({ transport, says, lookedAt }: PlayButtonsProps) {
  const { speed, step, shuttle } = transport;
  return (
    <div className={styles.bar}>
      <IconButton label="One frame back" shortcut="←" onClick={() => step(-1)}>
        <StepBack size={15} />
      </IconButton>
      <IconButton label={speed === 0 ? "Play" : "Pause"} shortcut="Space" onClick={() => shuttle(speed === 0 ? 1 : 0)}>
        {speed === 0 ? <Play size={17} fill="currentColor" /> : <Pause size={17} fill="currentColor" />}
      </IconButton>
      <IconButton label="One frame forward" shortcut="→" onClick={() => step(1)}>
        <StepForward size={15} />
      </IconButton>
      {lookedAt && <UseFrameMenu lookedAt={() => lookedAt} pause={() => shuttle(0)} className={styles.use} />}
      <span className={styles.says}>{says}</span>
      {speed !== 0 && speed !== 1 && <span className={styles.speed}>{speed} ×</span>}
    </div>
  );
}
