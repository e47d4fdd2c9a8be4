/** Owns the picture of a project that has none: the first frame of its first shot as the animatic draws it, with no words over it. */
import { createHash } from "node:crypto";
import { createCanvas } from "@napi-rs/canvas";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { FontFile } from "../fonts/frame-fonts.ts";
import { openFonts } from "./draw-fonts.ts";

const heightPx = 270;
const jpegQuality = 85;

export interface DrawnPoster {
  /** Another one where another picture would be drawn, in hexadecimal. */
  readonly id: string;
  /** Gives a JPEG. */
  draw(): Promise<Buffer>;
}

/** Null for a project without shots, and for one whose first shot has a picture, which is its poster or can't be read. */
export function drawnPoster(project: Project, fonts: (project: Project) => readonly FontFile[]): DrawnPoster | null {
  const [pass] = project.passes;
  const plan = pass && planFrames({ ...project, passes: [pass] }, pass);
  const shot = plan?.shots[0];
  if (!plan || !shot || shot.mediaId !== null) return null;
  const frame = { widthPx: Math.round(heightPx * ratioOf(pass.aspectRatio)), heightPx };
  const look = JSON.stringify([frame, shot.blocked, shot.framing, shot.take, shot.shot.sketch]);
  return {
    id: createHash("sha256").update(look).digest("hex"),
    async draw() {
      openFonts(fonts(project))();
      const canvas = createCanvas(frame.widthPx, frame.heightPx);
      const current = { shot, progress: 0 };
      const still = { frame: 0, timecodeFrame: 0, rate: plan.rate, current, transition: null };
      const options = { frame, burnIn: false, matte: null, captions: false };
      drawFrame(canvas.getContext("2d"), still, () => "pending", options);
      return await canvas.encode("jpeg", jpegQuality);
    },
  };
}
