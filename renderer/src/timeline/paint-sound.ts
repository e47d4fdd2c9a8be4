/** Owns how sound is painted: the wave along a box, and the lane of the sound under the cut with its gain and its fades. */
import { laneGainAt, type SoundLane, soundLane } from "../../../shared/cut/out/sound-lane.ts";
import { soundHz } from "../../../shared/project/sound-file.ts";
import { secondsOfFrames } from "../../../shared/time/rate.ts";
import { type FilmPeaks, loudestOf } from "../media/take-films.ts";
import type { Box } from "./paint-shots.ts";
import { type Brushes, type Context, fontOf, hairline, type Scene, snap, writeText } from "./scene.ts";
import { xOfFrame } from "./time-scale.ts";

/** Paints a sound from the bottom up, as far as the box is in view: from `fromSeconds` of its file on, as loud as `gainAt` has it there. */
export function paintWave(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  peaks: FilmPeaks,
  box: Box,
  fromSeconds: number,
  secondsPerPx: number,
  gainAt: (seconds: number) => number = () => 1,
): void {
  const left = Math.max(0, -box.x);
  const right = Math.min(box.widthPx, scene.scale.widthPx - box.x);
  if (right <= left) return;
  const bottom = box.y + box.heightPx;
  const heightPx = box.heightPx - 2;
  context.fillStyle = brushes.palette.sound;
  context.beginPath();
  context.moveTo(box.x + left, bottom);
  // Columns lie on the film, not on the view: they stand still while it scrolls.
  for (let column = Math.floor(left); column < right; column += 1) {
    const seconds = fromSeconds + column * secondsPerPx;
    const loudness = loudestOf(peaks, seconds, seconds + secondsPerPx) * gainAt(seconds);
    const y = bottom - Math.min(1, loudness) * heightPx;
    context.lineTo(box.x + column, y);
    context.lineTo(box.x + Math.min(column + 1, right), y);
  }
  context.lineTo(box.x + right, bottom);
  context.fill();
}

/** Paints the sound under the cut in its lane: as long as it is heard, its fades as ramps. */
export function paintSoundLane(context: Context, scene: Scene, brushes: Brushes): void {
  const { project, sounds, lanes, scale, cut, layout } = scene;
  const { sound } = project;
  if (!lanes.sound || !sound) return;
  const { palette, films } = brushes;
  const { top, height } = lanes.sound;
  const file = sounds.find(({ id }) => id === sound.soundId);
  const lane = file ? soundLane(sound, file.samples, cut.frames, layout.rate) : null;
  context.fillStyle = palette.track;
  const [trackX, trackEndX] = [xOfFrame(scale, 0), xOfFrame(scale, cut.frames)];
  context.fillRect(Math.max(0, trackX), top, Math.min(scale.widthPx, trackEndX) - Math.max(0, trackX), height);
  if (!lane || !file) return;
  const pxPerSample = scale.pxPerFrame / (secondsOfFrames(1, layout.rate) * soundHz);
  const x = xOfFrame(scale, sound.startFrame);
  const box = { x, y: top, widthPx: Math.max(1, lane.samples * pxPerSample), heightPx: height };
  const peaks = file.missing ? null : films.soundPeaks(project.id, sound.soundId);
  context.fillStyle = file.missing ? palette.dangerFill : palette.shot;
  context.fillRect(box.x, box.y, box.widthPx, box.heightPx);
  if (peaks) {
    const gainAt = (seconds: number) => laneGainAt(lane, seconds * soundHz - lane.from);
    const secondsPerPx = 1 / (pxPerSample * soundHz);
    paintWave(context, scene, brushes, peaks, box, lane.from / soundHz, secondsPerPx, gainAt);
  }
  paintFades(context, brushes, lane, box, pxPerSample);
  // Clear of the ramp at its start.
  const textX = Math.max(box.x + Math.min(lane.fadeIn * pxPerSample, box.widthPx / 2), 0) + 6;
  const widthPx = Math.min(box.x + box.widthPx, scale.widthPx) - textX - 6;
  if (widthPx < 24) return;
  const gain = sound.gainDb === 0 ? "" : `  ${sound.gainDb > 0 ? "+" : "−"}${Math.abs(sound.gainDb)} dB`;
  const text = `${file.name}${gain}${file.missing ? "  Offline" : ""}`;
  writeText(context, brushes, text, {
    ...{ x: textX, y: top + 13, widthPx, font: fontOf(brushes, 10.5, 500), colour: palette.text },
  });
}

/** A line from silence to full and back, where it fades. */
function paintFades(
  context: Context,
  brushes: Brushes,
  { samples, fadeIn, fadeOut }: SoundLane,
  box: Box,
  pxPerSample: number,
): void {
  const bottom = box.y + box.heightPx;
  const topY = snap(box.y, brushes) + 1;
  context.strokeStyle = brushes.palette.text;
  context.lineWidth = hairline(brushes);
  context.beginPath();
  if (fadeIn > 0) {
    context.moveTo(box.x, bottom);
    context.lineTo(box.x + fadeIn * pxPerSample, topY);
  }
  if (fadeOut > 0) {
    context.moveTo(box.x + (samples - fadeOut) * pxPerSample, topY);
    context.lineTo(box.x + samples * pxPerSample, bottom);
  }
  context.stroke();
}
