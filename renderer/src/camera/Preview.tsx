/** Owns the palette's picture: what is active, playing on the shot's own picture. */
import { useEffect, useRef } from "react";
import { frameSizeOf, ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { AspectRatio } from "../../../shared/project/vocabulary.ts";
import styles from "./CameraPalette.module.css";
import type { CameraEntry } from "./camera-entries.ts";
import { type CreatePictures, type PreviewLoop, startPreview } from "./preview-loop.ts";
import { showOf } from "./preview-show.ts";

export function Preview({
  project,
  shotId,
  entry,
  aspectRatio,
  createPictures,
}: {
  readonly project: Project;
  readonly shotId: string;
  readonly entry: CameraEntry | null;
  readonly aspectRatio: AspectRatio;
  readonly createPictures: CreatePictures;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<PreviewLoop | null>(null);
  const shownId = useRef<string | null>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const started = startPreview(canvas.current, createPictures);
    loop.current = started;
    shownId.current = null;
    return () => started.stop();
  }, [createPictures]);
  useEffect(() => {
    const show = showOf(project, shotId, entry);
    const id = entry?.id ?? "";
    if (show) loop.current?.show(show, { guide: entry?.group === "Size", anew: shownId.current !== id });
    shownId.current = id;
  }, [project, shotId, entry]);
  // Sharp enough for a small picture, whatever the screen.
  const density = Math.min(2, Math.ceil(window.devicePixelRatio));
  // One that is as wide as the palette would be too high.
  const isNarrow = ratioOf(aspectRatio) < 16 / 9;
  const { widthPx, heightPx } = frameSizeOf(aspectRatio, (isNarrow ? 240 : 234) * density);
  return (
    <div className={styles.preview}>
      <canvas
        ref={canvas}
        width={widthPx}
        height={heightPx}
        className={styles.canvas}
        data-narrow={isNarrow ? "" : undefined}
        role="img"
        aria-label={entry ? `Preview of ${entry.label}` : "Preview"}
        data-testid="camera-preview"
        data-entry={entry?.id}
      />
    </div>
  );
}
