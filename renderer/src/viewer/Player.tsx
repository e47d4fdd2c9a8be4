/** Owns the preview player: the picture in its true ratio with its guides, and the transport below it. */
import { useEffect, useRef, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { AspectRatio } from "../../../shared/project/vocabulary.ts";
import { placedAt } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import styles from "./Player.module.css";
import { Transport } from "./Transport.tsx";
import { aspectGuides, useViewOptions, viewOptions } from "./view-options.ts";
import { startViewer, type ViewerLoop } from "./viewer-loop.ts";

export function Player() {
  return (
    <section className={styles.player} aria-label="Preview">
      <Viewer />
      <Transport />
    </section>
  );
}

function Viewer() {
  const aspectRatio = useEditor(
    (state): AspectRatio | null => placedAt(state, state.playheadFrame)?.placedPass.pass.aspectRatio ?? null,
  );
  const area = useRef<HTMLDivElement>(null);
  const [areaSize, setAreaSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setAreaSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const ratio = ratioOf(aspectRatio ?? "16:9");
  const width = Math.floor(Math.min(areaSize.width, areaSize.height * ratio));
  const height = Math.floor(width / ratio);
  return (
    <div className={styles.area} ref={area}>
      {aspectRatio === null ? (
        <p className={styles.empty}>Add a pass to play its animatic here.</p>
      ) : (
        width > 0 && <Picture width={width} height={height} />
      )}
    </div>
  );
}

function Picture({ width, height }: { width: number; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<ViewerLoop | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const { guide, matte } = useViewOptions();
  useEffect(() => {
    if (!canvas.current) return;
    const started = startViewer(canvas.current, editor, viewOptions, setNote);
    loop.current = started;
    return () => started.stop();
  }, []);
  const density = useDensity();
  useEffect(() => {
    loop.current?.resize({ widthPx: Math.round(width * density), heightPx: Math.round(height * density) });
  }, [width, height, density]);
  return (
    <div className={styles.frame} style={{ width, height }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        data-testid="preview-canvas"
        role="img"
        aria-label="Preview of the animatic"
      />
      {note !== null && <p className={styles.note}>{note}</p>}
      {guide && !matte && <Guide ratio={aspectGuides[guide]} width={width} height={height} label={guide} />}
    </div>
  );
}

/** Device pixels per CSS pixel; it changes when the window moves to another screen. */
function useDensity(): number {
  const [density, setDensity] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${density}dppx)`);
    const onChange = () => setDensity(window.devicePixelRatio);
    query.addEventListener("change", onChange);
    return () => query.removeEventListener("change", onChange);
  }, [density]);
  return density;
}

function Guide({ ratio, width, height, label }: { ratio: number; width: number; height: number; label: string }) {
  const insetX = Math.max(0, Math.round((width - height * ratio) / 2));
  const insetY = Math.max(0, Math.round((height - width / ratio) / 2));
  return (
    <div className={styles.guide} style={{ inset: `${insetY}px ${insetX}px` }} aria-hidden="true">
      <span className={styles.guideLabel}>{label}</span>
    </div>
  );
}
