/** Owns showing what a picture from blocking is made from: the blocked frame, the images that go along in their order, and the words. */
import { useEffect, useRef } from "react";
import { drawScene } from "../../../shared/animatic/draw-scene.ts";
import type { BlockingRequest } from "../../../shared/generation/blocking-prompt.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { positionsInWords } from "../../../shared/stage/positions.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import styles from "./FromBlocking.module.css";

interface FromBlockingProps {
  readonly request: BlockingRequest;
  readonly profile: ModelProfile;
}

export function FromBlocking({ request, profile }: FromBlockingProps) {
  const { sent, leftOut, text } = request;
  return (
    <div className={styles.source}>
      <BlockedFrame seen={request.seen} />
      <ol className={styles.images} aria-label="Images that go along">
        <li className={styles.image}>
          <span className={styles.number}>1</span>
          <span>Blocked frame</span>
        </li>
        {sent.flatMap(({ element, images, first }) =>
          images.map((mediaId, index) => (
            <li key={`${element.id} ${mediaId}`} className={styles.image}>
              <span className={styles.number}>{first + index}</span>
              <StoredImage mediaId={mediaId} />
              <span>@{element.name}</span>
            </li>
          )),
        )}
      </ol>
      {leftOut.length > 0 && (
        <p className={styles.leftOut}>
          Left out because {profile.label} does not accept so many images: {leftOut.join(", ")}.
        </p>
      )}
      <details className={styles.words}>
        <summary>All that is asked for</summary>
        <p>{text}</p>
      </details>
    </div>
  );
}

/** Drawn as the core draws it, smaller. */
function BlockedFrame({ seen: { scene, frame } }: Pick<BlockingRequest, "seen">) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const surface = canvas.current?.getContext("2d", { alpha: false });
    if (!surface) return;
    const { width: widthPx, height: heightPx } = surface.canvas;
    drawScene(surface, scene, { frame: { widthPx, heightPx }, alpha: 1 });
  }, [scene]);
  const says = positionsInWords(scene, frame);
  return (
    <canvas
      ref={canvas}
      className={styles.frame}
      width={Math.round(frame.widthPx / 2)}
      height={Math.round(frame.heightPx / 2)}
      role="img"
      aria-label={`Blocked frame: ${says || "nobody is in it"}`}
    />
  );
}
