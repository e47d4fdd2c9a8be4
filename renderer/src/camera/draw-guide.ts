/** Owns the framing guide: thirds on the frame, and what of the whole picture the size shows. */
import type { PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import { framingOf, partOf } from "../../../shared/camera/framing.ts";
import { cameraTransformAt, planCamera, type SizePx } from "../../../shared/camera/placement.ts";

const insetShare = 0.3;

/** `picture`: the shot's, when it has one that is there. */
export function drawGuide(
  surface: CanvasRenderingContext2D,
  shot: PlannedShot,
  picture: Picture | null,
  frame: SizePx,
): void {
  const { widthPx, heightPx } = frame;
  const line = Math.max(1, heightPx / 300);
  surface.save();
  surface.fillStyle = "rgba(255, 255, 255, 0.3)";
  for (const third of [1, 2]) {
    surface.fillRect((widthPx * third) / 3 - line / 2, 0, line, heightPx);
    surface.fillRect(0, (heightPx * third) / 3 - line / 2, widthPx, line);
  }
  if (picture) drawInset(surface, shot, picture, frame, line);
  surface.restore();
}

/** The whole picture in the corner, dark but for what the size shows. */
function drawInset(
  surface: CanvasRenderingContext2D,
  shot: PlannedShot,
  picture: Picture,
  frame: SizePx,
  line: number,
): void {
  const scale = Math.min((frame.widthPx * insetShare) / picture.widthPx, (frame.heightPx * 0.45) / picture.heightPx);
  const [width, height] = [picture.widthPx * scale, picture.heightPx * scale];
  surface.translate(frame.widthPx - width - 6 * line, frame.heightPx - height - 6 * line);
  surface.fillStyle = "#0e0e0e";
  surface.fillRect(-line, -line, width + 2 * line, height + 2 * line);
  const image = picture.image as CanvasImageSource;
  surface.globalAlpha = 0.4;
  surface.drawImage(image, 0, 0, width, height);
  surface.globalAlpha = 1;
  const seen = seenPart(shot, picture, frame);
  surface.beginPath();
  surface.rect(seen.x * scale, seen.y * scale, seen.widthPx * scale, seen.heightPx * scale);
  surface.save();
  surface.clip();
  surface.drawImage(image, 0, 0, width, height);
  surface.restore();
  surface.strokeStyle = "#ffffff";
  surface.lineWidth = 1.5 * line;
  surface.stroke();
}

/** In pixels of the picture: what is seen at rest; of one that is framed already, what the size would be. */
function seenPart(shot: PlannedShot, picture: Picture, frame: SizePx) {
  const asked = framingOf(shot.shot.camera?.size);
  if (!shot.framing) return partOf(picture, asked);
  const at = cameraTransformAt(planCamera({ ...shot.take, move: "static" }, frame, picture, shot.framing), 0);
  return { x: -at.e / at.a, y: -at.f / at.d, widthPx: frame.widthPx / at.a, heightPx: frame.heightPx / at.d };
}
