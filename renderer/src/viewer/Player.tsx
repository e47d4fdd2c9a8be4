/** Owns the preview player: the picture in its true ratio with its guides, what is written over it, and the transport below it. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { AspectRatio } from "../../../shared/project/vocabulary.ts";
import { placedAt } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { takeProducts } from "../state/use-take-products.ts";
import { LevelMeter } from "./LevelMeter.tsx";
import { Guide, SafeAreas } from "./PictureGuides.tsx";
import styles from "./Player.module.css";
import { labelWords } from "./picture-labels.ts";
import { ScrubBar } from "./ScrubBar.tsx";
import { Transport } from "./Transport.tsx";
import { aspectGuides, type OverlayLabel, overlayLabels, useViewOptions, viewOptions } from "./view-options.ts";
import { startViewer, type ViewerLoop } from "./viewer-loop.ts";

export function Player() {
  return (
    <section className={styles.player} aria-label="Preview">
      <Viewer />
      <ScrubBar />
      <Transport />
    </section>
  );
}

function Viewer() {
  const aspectRatio = useEditor(
    (state): AspectRatio | null => placedAt(state, state.playheadFrame)?.placedPass.pass.aspectRatio ?? null,
  );
  const { meter } = useViewOptions();
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
    <div className={styles.viewer}>
      <div className={styles.area} ref={area}>
        {aspectRatio === null ? (
          <p className={styles.empty}>Add a pass to play its animatic here.</p>
        ) : (
          width > 0 && <Picture width={width} height={height} />
        )}
      </div>
      {meter && aspectRatio !== null && <LevelMeter />}
    </div>
  );
}

function Picture({ width, height }: { width: number; height: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<ViewerLoop | null>(null);
  const words = useRef<Readonly<Record<OverlayLabel, string>> | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const { guide, matte, safeAreas, labels } = useViewOptions();
  useEffect(() => {
    if (!canvas.current || !frame.current) return;
    const { dataset } = frame.current;
    const started = startViewer(
      canvas.current,
      { editor, options: viewOptions, products: takeProducts },
      {
        onNote: setNote,
        // Written without React: a frame's words and its picture change in one task.
        onPicture(picture, state) {
          dataset["frame"] = String(picture.frame);
          dataset["source"] = picture.source;
          if (picture.sourceFrame === null) delete dataset["sourceFrame"];
          else dataset["sourceFrame"] = String(picture.sourceFrame);
          words.current = labelWords(picture, state);
          if (frame.current) writeLabels(frame.current, words.current);
        },
      },
    );
    loop.current = started;
    return () => started.stop();
  }, []);
  // One that is switched on says at once what is on the canvas.
  useLayoutEffect(() => {
    if (frame.current && words.current && labels.length > 0) writeLabels(frame.current, words.current);
  }, [labels]);
  const density = useDensity();
  useEffect(() => {
    loop.current?.resize({ widthPx: Math.round(width * density), heightPx: Math.round(height * density) });
  }, [width, height, density]);
  return (
    <div ref={frame} className={styles.frame} style={{ width, height }} data-testid="preview-frame">
      <canvas
        ref={canvas}
        className={styles.canvas}
        data-testid="preview-canvas"
        role="img"
        aria-label="Preview of the cut"
      />
      {guide && !matte && <Guide ratio={aspectGuides[guide]} width={width} height={height} label={guide} />}
      {safeAreas && <SafeAreas />}
      {labels.map((label) => (
        <span key={label} className={styles.label} data-label={label} />
      ))}
      {note !== null && <p className={styles.note}>{note}</p>}
    </div>
  );
}

function writeLabels(frame: HTMLElement, words: Readonly<Record<OverlayLabel, string>>): void {
  for (const label of overlayLabels) {
    const span = frame.querySelector(`[data-label=${label}]`);
    if (span) span.textContent = words[label];
  }
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
