/** Owns what is drawn of the floor plan, for the eye alone: grid, floor, things, paths, cameras, handles and guides. */
import { memo } from "react";
import { figureColors } from "../../../shared/animatic/shades.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { lineOfAction } from "../../../shared/stage/line-of-action.ts";
import type { Cast, FigureTrack } from "../../../shared/stage/scene.ts";
import type { SnapGuide } from "../../../shared/stage/snap.ts";
import { pathLength } from "../../../shared/stage/vectors.ts";
import type { OnStage } from "../state/stage-selection.ts";
import { BesideCamera, CameraBody, CameraTravel, LensCone, NeighborCamera, pointsOf } from "./CameraMark.tsx";
import { FigureToken } from "./FigureToken.tsx";
import styles from "./FloorPlan.module.css";
import { NameLabels } from "./NameLabels.tsx";
import { NowMarks } from "./NowMarks.tsx";
import { PropOutline } from "./PropOutline.tsx";
import { isInView } from "./plan-cone.ts";
import { type Handle, handlesOf, ringPx } from "./plan-handles.ts";
import { flat, pathOf, stanceOf } from "./plan-things.ts";
import { type PanelSize, type PlanView, type Px, scaleBarMeters, toPx, toSpot } from "./plan-view.ts";
import type { ShownStage } from "./shown-stage.ts";

interface PlanDrawingProps {
  readonly stage: ShownStage;
  readonly view: PlanView;
  readonly size: PanelSize;
  readonly selected: OnStage | null;
  readonly guides: readonly SnapGuide[];
  readonly crossing: readonly [Cast, Cast] | null;
  readonly projectId: string;
  readonly canEdit: boolean;
}

export const PlanDrawing = memo(function PlanDrawing(props: PlanDrawingProps) {
  const { stage, view, size, selected, guides, crossing, projectId, canEdit } = props;
  const { blocked } = stage;
  const { pxPerMeter } = view;
  const place = (spot: Spot) => toPx(view, size, spot);
  const { start, ratio, target } = blocked.camera;
  const isCamera = selected?.kind === "camera" || selected?.kind === "target";
  const [cameraPx, targetPx] = [place(flat(start.at)), place(flat(target))];
  const selectedPath =
    canEdit && (selected?.kind === "figure" || selected?.kind === "camera") ? pathOf(stage, selected) : null;
  const is = (kind: OnStage["kind"], id: string) => selected?.kind === kind && "id" in selected && selected.id === id;
  return (
    <svg className={styles.drawing} aria-hidden="true">
      <defs>
        <marker
          id="plan-arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M 0 0 L 8 4 L 0 8 Z" fill="context-stroke" />
        </marker>
      </defs>
      <Grid view={view} size={size} />
      {blocked.floor && <Floor width={blocked.floor.width} depth={blocked.floor.depth} place={place} />}
      <LensCone
        staged={stage}
        place={place}
        pxPerMeter={pxPerMeter}
        reachPx={Math.hypot(size.widthPx, size.heightPx)}
        isSelected={isCamera}
      />
      {blocked.props.map((prop) => (
        <PropOutline key={prop.id} prop={prop} place={place} isSelected={is("prop", prop.id)} />
      ))}
      <ActionLine stage={stage} crossing={crossing} place={place} size={size} />
      {stage.previous && <NeighborCamera staged={stage.previous} place={place} />}
      {stage.next && <NeighborCamera staged={stage.next} place={place} />}
      {blocked.figures.map((track) => (
        <Travel key={track.cast.id} track={track} place={place} pxPerMeter={pxPerMeter} />
      ))}
      <CameraTravel staged={stage} place={place} />
      <line x1={cameraPx.x} y1={cameraPx.y} x2={targetPx.x} y2={targetPx.y} className={styles.sight} />
      {blocked.figures.map((track) => (
        <g key={track.cast.id} data-figure={track.cast.id}>
          {is("figure", track.cast.id) && (
            <circle
              className={styles.ring}
              cx={place(track.start.at).x}
              cy={place(track.start.at).y}
              r={ringPx(pxPerMeter)}
            />
          )}
          <FigureToken
            cast={track.cast}
            stance={stanceOf(track, blocked)}
            at={place(track.start.at)}
            pxPerMeter={pxPerMeter}
            color={colorOf(track.cast)}
            isInView={isInView(start, ratio, track.start.at)}
          />
        </g>
      ))}
      <Target at={targetPx} isSelected={selected?.kind === "target"} />
      <CameraBody at={cameraPx} bearing={start.bearing} isSelected={isCamera} />
      <NameLabels
        figures={blocked.figures}
        place={place}
        projectId={projectId}
        pxPerMeter={pxPerMeter}
        size={size}
        selected={selected}
      />
      <BesideCamera at={cameraPx} bearing={start.bearing - 90} words={`${Math.round(start.lens * 10) / 10} mm`} />
      {guides.map(({ from, to }, index) => {
        const [a, b] = [place(from), place(to)];
        // biome-ignore lint/suspicious/noArrayIndexKey: in line with the same one across and along the plan, two are alike
        return <line key={index} x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={styles.guide} />;
      })}
      {selectedPath?.slice(1).map((spot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place in the path alone
        <circle key={index} cx={place(spot).x} cy={place(spot).y} r={5} className={styles.point} />
      ))}
      {canEdit &&
        handlesOf(stage, selected, view).map(({ look, at }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: on a path that goes there and back, two are alike
          <HandleMark key={index} look={look} at={place(at)} from={selectedPx(stage, selected, place)} />
        ))}
      <NowMarks stage={stage} view={view} size={size} />
      <ScaleBar pxPerMeter={pxPerMeter} heightPx={size.heightPx} />
    </svg>
  );
});

export function colorOf({ color }: Cast): string {
  return figureColors[color % figureColors.length] as string;
}

function selectedPx({ blocked }: ShownStage, selected: OnStage | null, place: (spot: Spot) => Px): Px | null {
  const spot =
    selected?.kind === "figure"
      ? blocked.figures.find(({ cast }) => cast.id === selected.id)?.start.at
      : selected?.kind === "prop"
        ? blocked.props.find(({ id }) => id === selected.id)?.at
        : undefined;
  return spot ? place(spot) : null;
}

function HandleMark({ look, at, from }: { look: Handle["look"]; at: Px; from: Px | null }) {
  if (look === "middle") return <circle cx={at.x} cy={at.y} r={4} className={styles.middle} />;
  if (look === "lens") return <rect x={at.x - 4} y={at.y - 4} width={8} height={8} className={styles.turn} />;
  if (look === "grow") {
    return (
      <g transform={`translate(${at.x} ${at.y})`} className={styles.grow}>
        <circle r={6} />
        <path d="M -3 0 H 3 M 0 -3 V 3" />
      </g>
    );
  }
  return (
    <>
      {from && <line x1={from.x} y1={from.y} x2={at.x} y2={at.y} className={styles.turnLine} />}
      <circle cx={at.x} cy={at.y} r={5} className={styles.turn} />
    </>
  );
}

/** A line a meter, stronger every five; where they would lie closer than 7 px, the stronger ones alone. */
function Grid({ view, size }: { view: PlanView; size: PanelSize }) {
  const lines = (every: number) => {
    if (every * view.pxPerMeter < 7) return "";
    const [low, high] = [toSpot(view, size, { x: 0, y: size.heightPx }), toSpot(view, size, { x: size.widthPx, y: 0 })];
    const path: string[] = [];
    for (let x = Math.ceil(low[0] / every) * every; x <= high[0]; x += every) {
      path.push(`M ${Math.round(toPx(view, size, [x, 0]).x) + 0.5} 0 V ${size.heightPx}`);
    }
    for (let y = Math.ceil(low[1] / every) * every; y <= high[1]; y += every) {
      path.push(`M 0 ${Math.round(toPx(view, size, [0, y]).y) + 0.5} H ${size.widthPx}`);
    }
    return path.join(" ");
  };
  return (
    <>
      <path d={lines(1)} className={styles.grid} />
      <path d={lines(5)} className={styles.gridStrong} />
      {view.pxPerMeter * 5 < 7 && <path d={lines(50)} className={styles.gridStrong} />}
    </>
  );
}

function Floor({ width, depth, place }: { width: number; depth: number; place: (spot: Spot) => Px }) {
  const [low, high] = [place([-width / 2, -depth / 2]), place([width / 2, depth / 2])];
  return <rect x={low.x} y={high.y} width={high.x - low.x} height={low.y - high.y} className={styles.floor} />;
}

function Travel({ track, place, pxPerMeter }: { track: FigureTrack; place: (spot: Spot) => Px; pxPerMeter: number }) {
  const { cast, path, end } = track;
  if (pathLength(path) === 0) return null;
  return (
    <g stroke={colorOf(cast)}>
      <polyline points={pointsOf(path, place)} className={styles.path} markerEnd="url(#plan-arrow)" />
      <FigureToken cast={cast} stance={end} at={place(end.at)} pxPerMeter={pxPerMeter} color={colorOf(cast)} isGhost />
    </g>
  );
}

function Target({ at: { x, y }, isSelected }: { at: Px; isSelected: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`} className={isSelected ? styles.targetSelected : styles.target}>
      <circle r={5.5} />
      <path d="M -9 0 H -3 M 3 0 H 9 M 0 -9 V -3 M 0 3 V 9" />
    </g>
  );
}

/** `Line of action`, along the line beyond one of the two, where there is room for it. */
function LineName({ a, b, ux, uy, size }: { a: Px; b: Px; ux: number; uy: number; size: PanelSize }) {
  const beyond = (from: Px, by: 1 | -1): Px => ({ x: from.x + by * ux * 82, y: from.y + by * uy * 82 });
  const isIn = ({ x, y }: Px) => x > 50 && y > 50 && x < size.widthPx - 50 && y < size.heightPx - 50;
  const at = [beyond(b, 1), beyond(a, -1)].find(isIn);
  if (!at) return null;
  const turn = (Math.atan2(uy, ux) * 180) / Math.PI;
  const upright = turn > 90 ? turn - 180 : turn <= -90 ? turn + 180 : turn;
  return (
    <text
      transform={`translate(${at.x} ${at.y}) rotate(${upright})`}
      y={-4}
      textAnchor="middle"
      className={styles.small}
    >
      Line of action
    </text>
  );
}

/** The line between the two between whom the shot plays, on through the panel; where the cut crosses it, that of the two who change sides. */
function ActionLine({
  stage: { blocked },
  crossing,
  place,
  size,
}: {
  stage: ShownStage;
  crossing: readonly [Cast, Cast] | null;
  place: (spot: Spot) => Px;
  size: PanelSize;
}) {
  const crossed = crossing?.map(({ id }) => blocked.figures.find(({ cast }) => cast.id === id));
  const [one, other] = crossed ?? lineOfAction(blocked) ?? [];
  if (!one || !other) return null;
  const [a, b] = [place(one.start.at), place(other.start.at)];
  const long = Math.hypot(b.x - a.x, b.y - a.y);
  if (long < 1) return null;
  const reach = size.widthPx + size.heightPx;
  const [ux, uy] = [(b.x - a.x) / long, (b.y - a.y) / long];
  return (
    <>
      <line
        x1={a.x - ux * reach}
        y1={a.y - uy * reach}
        x2={b.x + ux * reach}
        y2={b.y + uy * reach}
        className={crossing ? styles.actionCrossed : styles.action}
      />
      <LineName a={a} b={b} ux={ux} uy={uy} size={size} />
    </>
  );
}

function ScaleBar({ pxPerMeter, heightPx }: { pxPerMeter: number; heightPx: number }) {
  const meters = scaleBarMeters(pxPerMeter, 84);
  const [long, y] = [meters * pxPerMeter, heightPx - 12];
  return (
    <g>
      <path className={styles.scale} d={`M 10.5 ${y - 4} V ${y} H ${Math.round(10 + long) + 0.5} V ${y - 4}`} />
      <text x={12} y={y - 7} className={styles.scaleWords}>
        {meters} m
      </text>
    </g>
  );
}
