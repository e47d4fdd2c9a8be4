/** Owns where everything that moves is at the playhead: camera and figures as outlines on their way, while the shot plays or is scrubbed. */
import type { Spot } from "../../../shared/project/stage.ts";
import { fieldOfView } from "../../../shared/stage/optics.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { apart, toward, turned } from "../../../shared/stage/vectors.ts";
import { progressAt } from "../state/planned-frame.ts";
import { useEditor } from "../state/use-editor.ts";
import { CameraBody } from "./CameraMark.tsx";
import { FigureToken } from "./FigureToken.tsx";
import styles from "./FloorPlan.module.css";
import { flat } from "./plan-things.ts";
import { type PanelSize, type PlanView, toPx } from "./plan-view.ts";
import type { ShownStage } from "./shown-stage.ts";

/** Nothing at the start of the shot, which is what the plan itself shows. */
export function NowMarks({ stage, view, size }: { stage: ShownStage; view: PlanView; size: PanelSize }) {
  const progress = useEditor((state) => progressAt(state, state.playheadFrame));
  if (progress === 0) return null;
  const { blocked, take } = stage;
  const { figures, view: camera } = sceneAt(blocked, take, progress);
  const { start, ratio } = blocked.camera;
  const place = (spot: Spot) => toPx(view, size, spot);
  const moved = figures.filter(({ id, at, facing }) => {
    const track = blocked.figures.find(({ cast }) => cast.id === id);
    return track && (apart(track.start.at, at) > 0.02 || Math.abs(turned(track.start.facing - facing)) > 2);
  });
  const cameraMoved =
    apart(flat(camera.at), flat(start.at)) > 0.02 ||
    Math.abs(turned(camera.bearing - start.bearing)) > 1 ||
    Math.abs(camera.lens / start.lens - 1) > 0.01;
  const at = place(flat(camera.at));
  const half = fieldOfView(camera.lens, ratio).across / 2;
  const edges = [-half, half].map((off) => place(toward(flat(camera.at), camera.bearing + off, camera.focus * 1.2)));
  return (
    <g>
      {moved.map((figure) => (
        <FigureToken
          key={figure.id}
          cast={figure}
          stance={figure}
          at={place(figure.at)}
          pxPerMeter={view.pxPerMeter}
          color="var(--playhead)"
          isGhost
        />
      ))}
      {cameraMoved && (
        <g className={styles.now}>
          {edges.map(({ x, y }, side) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the left and the right edge
            <line key={side} x1={at.x} y1={at.y} x2={x} y2={y} />
          ))}
          <CameraBody at={at} bearing={camera.bearing} isGhost />
        </g>
      )}
    </g>
  );
}
