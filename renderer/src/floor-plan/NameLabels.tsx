/** Owns the names of figures on the floor plan, each with a small portrait where there is an image; names that would lie on others are left out. */
import type { Spot } from "../../../shared/project/stage.ts";
import type { FigureTrack } from "../../../shared/stage/scene.ts";
import { radians } from "../../../shared/stage/vectors.ts";
import { mediaAddress } from "../api/session.ts";
import type { OnStage } from "../state/stage-selection.ts";
import styles from "./FloorPlan.module.css";
import { tokenPxPerMeter } from "./plan-handles.ts";
import type { PanelSize, Px } from "./plan-view.ts";

const portraitPx = 20;
const lettersMax = 18;
/** About what a letter of the smallest text takes. */
const letterPx = 6.4;

interface Label {
  readonly track: FigureTrack;
  readonly words: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const lineHeightPx = 20;

export function NameLabels({
  figures,
  place,
  projectId,
  pxPerMeter,
  size,
  selected,
}: {
  figures: readonly FigureTrack[];
  place: (spot: Spot) => Px;
  projectId: string;
  pxPerMeter: number;
  size: PanelSize;
  selected: OnStage | null;
}) {
  const isSelected = ({ cast }: FigureTrack) => selected?.kind === "figure" && selected.id === cast.id;
  const inOrder = figures.toSorted((one, two) => Number(isSelected(two)) - Number(isSelected(one)));
  const shown: Label[] = [];
  for (const track of inOrder) {
    const label = labelOf(track, place(track.start.at), size, pxPerMeter);
    if (!shown.some((other) => overlaps(label, other))) shown.push(label);
  }
  return shown.map(({ track: { cast }, words, left, top }) => {
    const indent = cast.mediaId ? portraitPx + 4 : 0;
    const middle = top + lineHeightPx / 2;
    return (
      <g key={cast.id}>
        {cast.mediaId && (
          <>
            <clipPath id={`portrait-${cast.id}`}>
              <circle cx={left + portraitPx / 2} cy={middle} r={portraitPx / 2} />
            </clipPath>
            <image
              href={mediaAddress(projectId, cast.mediaId, "thumbnail")}
              x={left}
              y={middle - portraitPx / 2}
              width={portraitPx}
              height={portraitPx}
              preserveAspectRatio="xMidYMin slice"
              clipPath={`url(#portrait-${cast.id})`}
            />
          </>
        )}
        <text x={left + indent} y={middle + 4} className={styles.name}>
          {words}
        </text>
      </g>
    );
  });
}

/** Below the token, inside the panel. */
function labelOf(track: FigureTrack, { x, y }: Px, { widthPx }: PanelSize, pxPerMeter: number): Label {
  const letters = [...track.cast.name];
  const words = letters.length > lettersMax ? `${letters.slice(0, lettersMax - 1).join("")}…` : track.cast.name;
  const width = [...words].length * letterPx + (track.cast.mediaId ? portraitPx + 4 : 0);
  const isIn = x > 0 && x < widthPx;
  const left = isIn ? Math.min(widthPx - width - 4, Math.max(4, x - width / 2)) : x - width / 2;
  return { track, words, left, top: y + shouldersPx(track, pxPerMeter) + 3, width };
}

function overlaps(one: Label, other: Label): boolean {
  return (
    Math.abs(one.top - other.top) < lineHeightPx - 4 &&
    one.left < other.left + other.width + 3 &&
    other.left < one.left + one.width + 3
  );
}

/** How far down the panel a token goes from its middle. */
function shouldersPx({ start: { facing } }: FigureTrack, pxPerMeter: number): number {
  const across = 0.27 * Math.abs(Math.sin(radians(facing)));
  return tokenPxPerMeter(pxPerMeter) * Math.max(0.22, across);
}
