/** Owns the templates on the home screen: a card for each with its picture, which plays while it is pointed at. */
import { useEffect, useMemo, useRef, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { type TemplateId, templates } from "../../../shared/project/templates.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import styles from "./TemplateCards.module.css";
import { templateFrames } from "./template-frames.ts";

type ListedTemplate = OutputOf<"templates.list">[number];

interface TemplateCardsProps {
  readonly isDisabled: boolean;
  readonly open: (template: TemplateId) => void;
}

export function TemplateCards({ isDisabled, open }: TemplateCardsProps) {
  const listed = useTemplates();
  if (listed.length === 0) return null;
  return (
    <section className={styles.templates} aria-labelledby="templates-title">
      <h2 id="templates-title" className={styles.title}>
        Start from a template
      </h2>
      <ul className={styles.cards}>
        {listed.map((each) => (
          <Card key={each.template} listed={each} isDisabled={isDisabled} open={open} />
        ))}
      </ul>
    </section>
  );
}

/** They never change while the app runs. */
let known: readonly ListedTemplate[] = [];

function useTemplates(): readonly ListedTemplate[] {
  const reachable = useEditor((state) => state.reachable);
  const [listed, setListed] = useState(known);
  useEffect(() => {
    if (known.length > 0 || !reachable) return;
    let current = true;
    editor.client.call("templates.list", {}).then(
      (list) => {
        known = list;
        if (current) setListed(list);
      },
      // Home has other ways to begin, and says by itself when the core is away.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [reachable]);
  return listed;
}

function Card({ listed, isDisabled, open }: { listed: ListedTemplate } & TemplateCardsProps) {
  const { template, project } = listed;
  const { name, about, posterMs } = templates[template];
  const frames = useMemo(() => templateFrames(project), [project]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    const surface = canvas.current?.getContext("2d", { alpha: false });
    if (!surface) return;
    surface.imageSmoothingQuality = "high";
    if (isPlaying && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      const startMs = performance.now();
      let request = requestAnimationFrame(function tick(nowMs) {
        frames.paint(surface, Math.max(0, nowMs - startMs));
        request = requestAnimationFrame(tick);
      });
      return () => cancelAnimationFrame(request);
    }
    const still = () => frames.paint(surface, posterMs);
    still();
    // Letters that are drawn may still be on their way.
    document.fonts.addEventListener("loadingdone", still);
    return () => document.fonts.removeEventListener("loadingdone", still);
  }, [frames, isPlaying, posterMs]);
  const ratio = ratioOf(project.passes[0]?.aspectRatio ?? "16:9");
  const heightPx = 288;
  const seconds = Math.round(frames.durationMs / 1000);
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        disabled={isDisabled}
        onClick={() => open(template)}
        onPointerEnter={() => setPlaying(true)}
        onPointerLeave={() => setPlaying(false)}
        onFocus={(event) => setPlaying(event.currentTarget.matches(":focus-visible"))}
        onBlur={() => setPlaying(false)}
      >
        <span className={styles.poster}>
          <canvas
            ref={canvas}
            width={Math.round(heightPx * ratio)}
            height={heightPx}
            data-playing={isPlaying ? "" : undefined}
          />
        </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          <span className={styles.about}>{about}</span>
          <span>
            {seconds} s · {frames.shots} shots
          </span>
        </span>
      </button>
    </li>
  );
}
