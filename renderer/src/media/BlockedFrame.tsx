/** Owns showing the first frame of a shot that has no picture, as it is blocked; drawn again when it would look different. */
import { useLayoutEffect, useRef } from "react";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { framesOf } from "./draw-shot-frame.ts";
import type { Pictures } from "./fetched-files.ts";

interface BlockedFrameProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly shot: Shot;
  /** Of what is drawn, in pixels of the page; `className` gives the size at which it is shown. */
  readonly heightPx: number;
  readonly className?: string | undefined;
}

const noPictures: Pictures = { get: () => "missing", close() {} };

export function BlockedFrame({ project, pass, shot, heightPx, className }: BlockedFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frames = framesOf(project, noPictures, pass, shot, Math.round(heightPx * devicePixelRatio));
  const mark = frames?.mark ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark says when it would look different
  useLayoutEffect(() => {
    const frame = frames?.draw(0);
    if (!canvas.current || !frame) return;
    canvas.current.width = frame.width;
    canvas.current.height = frame.height;
    canvas.current.getContext("2d", { alpha: false })?.drawImage(frame, 0, 0);
    frame.close();
  }, [mark]);
  return <canvas ref={canvas} className={className} width={1} height={1} />;
}
