/** Owns how cameras look on the floor plan: the shot's own with its lens' cone, path and target; those of its neighbors as ghosts. */
import type { Spot } from "../../../shared/project/stage.ts";
import { fieldOfView } from "../../../shared/stage/optics.ts";
import { sayMeters } from "../../../shared/stage/say-stage.ts";
import { radians, toward } from "../../../shared/stage/vectors.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./FloorPlan.module.css";
import { coneOf } from "./plan-cone.ts";
import { flat } from "./plan-things.ts";
import type { Px } from "./plan-view.ts";
import { cameraAt, cameraPath, type StagedShot } from "./shown-stage.ts";

type Place = (spot: Spot) => Px;

export function pointsOf(spots: readonly Spot[], place: Place): string {
  return spots
    .map((spot) => {
      const { x, y } = place(spot);
      return `${round(x)},${round(y)}`;
    })
    .join(" ");
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** What the lens sees. `reachPx`: how far the panel goes. */
export function LensCone({
  staged,
  place,
  pxPerMeter,
  reachPx,
  isSelected,
}: {
  staged: StagedShot;
  place: Place;
  pxPerMeter: number;
  reachPx: number;
  isSelected: boolean;
}) {
  const { start, ratio, target } = staged.blocked.camera;
  const at = place(flat(start.at));
  const farPx = Math.max(start.focus * 1.8 * pxPerMeter, 90);
  const cone = coneOf(start, ratio, Math.min(reachPx * 2, farPx) / pxPerMeter, target[2]);
  const outline = pointsOf(cone.outline, place);
  const [from, to] = cone.focus ? [place(cone.focus.from), place(cone.focus.to)] : [];
  const wide = from && to && besideEdge(from, to, staged, place);
  const label = cone.focus && from && to && Math.hypot(from.x - to.x, from.y - to.y) > 70;
  return (
    <g>
      <defs>
        <radialGradient id="plan-cone" gradientUnits="userSpaceOnUse" cx={at.x} cy={at.y} r={farPx}>
          <stop offset="0" stopColor="#fff" stopOpacity="0.3" />
          <stop offset="0.55" stopColor="#fff" stopOpacity="0.14" />
          <stop offset="1" stopColor="#fff" stopOpacity="0" />
        </radialGradient>
        <radialGradient id="plan-cone-line" gradientUnits="userSpaceOnUse" cx={at.x} cy={at.y} r={farPx}>
          <stop offset="0" stopColor="#fff" stopOpacity="0.7" />
          <stop offset="1" stopColor="#fff" stopOpacity="0" />
        </radialGradient>
      </defs>
      <polygon
        points={outline}
        className={joinClasses(styles.cone, cone.focus === null && styles.patch)}
        {...(cone.focus ? { fill: "url(#plan-cone)", stroke: "url(#plan-cone-line)" } : {})}
      />
      {from && to && <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={styles.focus} />}
      {isSelected && label && cone.focus && wide && (
        <text
          {...wide}
          textAnchor={from && to && wide.x > (from.x + to.x) / 2 ? "start" : "end"}
          className={styles.small}
        >
          {sayMeters(cone.focus.meters)} wide
        </text>
      )}
    </g>
  );
}

/** Past that edge of the frame which is farther from everybody, so that it lies on nobody's name. */
function besideEdge(from: Px, to: Px, { blocked }: StagedShot, place: Place): Px {
  const room = (edge: Px) =>
    Math.min(
      ...blocked.figures.map(({ start }) => {
        const { x, y } = place(start.at);
        return Math.hypot(x - edge.x, y - edge.y);
      }),
    );
  const [edge, other] = room(from) > room(to) ? [from, to] : [to, from];
  return { x: edge.x + 5 * Math.sign(edge.x - other.x || 1), y: edge.y + 4 };
}

/** Where the camera travels, and where it ends. */
export function CameraTravel({ staged, place }: { staged: StagedShot; place: Place }) {
  const path = cameraPath(staged);
  const end = cameraAt(staged, 1);
  const start = cameraAt(staged, 0);
  const travels = path.length > 1;
  const turns = Math.abs(end.bearing - start.bearing) > 1 || Math.abs(end.lens / start.lens - 1) > 0.02;
  if (!travels && !turns) return null;
  const last = flat(end.at);
  const { across } = fieldOfView(end.lens, staged.blocked.camera.ratio);
  const at = place(last);
  const edge = (side: -1 | 1): Px => {
    const px = place(toward(last, end.bearing + (side * across) / 2, 1));
    const long = Math.hypot(px.x - at.x, px.y - at.y) || 1;
    return { x: at.x + ((px.x - at.x) / long) * 46, y: at.y + ((px.y - at.y) / long) * 46 };
  };
  const [left, right] = [edge(-1), edge(1)];
  return (
    <g>
      {travels && (
        <polyline points={pointsOf(path, place)} className={styles.cameraPath} markerEnd="url(#plan-arrow)" />
      )}
      <path d={`M ${left.x} ${left.y} L ${at.x} ${at.y} L ${right.x} ${right.y}`} className={styles.endCone} />
      {travels && <CameraBody at={at} bearing={end.bearing} isGhost />}
    </g>
  );
}

export function CameraBody({
  at,
  bearing,
  isGhost = false,
  isSelected = false,
}: {
  at: Px;
  bearing: number;
  isGhost?: boolean;
  isSelected?: boolean;
}) {
  return (
    <g
      transform={`translate(${round(at.x)} ${round(at.y)}) rotate(${round(bearing)})`}
      className={joinClasses(styles.camera, isGhost && styles.ghost, isSelected && styles.cameraSelected)}
    >
      <rect x={-6} y={-4} width={12} height={14} rx={2} />
      <path d="M -3 -4 L -6.5 -10 L 6.5 -10 L 3 -4 Z" />
    </g>
  );
}

/** A word beside a camera, toward `bearing`: its cone lies ahead. */
export function BesideCamera({ at, bearing, words }: { at: Px; bearing: number; words: string }) {
  const across = Math.sin(radians(bearing));
  const [x, y] = [at.x + 23 * across, at.y - 25 * Math.cos(radians(bearing))];
  const anchor = across < -0.4 ? "end" : across > 0.4 ? "start" : "middle";
  return (
    <text x={x} y={y + 4} textAnchor={anchor} className={styles.small}>
      {words}
    </text>
  );
}

/** The camera of the shot before or after, with its number. */
export function NeighborCamera({ staged, place }: { staged: StagedShot; place: Place }) {
  const { start, ratio } = staged.blocked.camera;
  const at = place(flat(start.at));
  const half = fieldOfView(start.lens, ratio).across / 2;
  const edges = [-half, half].map((off) => {
    const turn = radians(start.bearing + off);
    return `L ${round(at.x + 34 * Math.sin(turn))} ${round(at.y - 34 * Math.cos(turn))}`;
  });
  return (
    <g className={styles.neighbor}>
      <path d={`M ${round(at.x)} ${round(at.y)} ${edges[0]} M ${round(at.x)} ${round(at.y)} ${edges[1]}`} />
      <CameraBody at={at} bearing={start.bearing} isGhost />
      <BesideCamera at={at} bearing={start.bearing + 180} words={staged.label} />
    </g>
  );
}
