/** Owns the set-ups that look past somebody: over their shoulder, and through their eyes. */
import type { Spot } from "../project/stage.ts";
import type { CameraAngle } from "../project/vocabulary.ts";
import { type Asked, eyesInFrame, eyesOfPlayer, type Framing, framedPlayer, type Player } from "./framings.ts";
import { fieldOfView } from "./optics.ts";
import { dutchRoll, reachFor } from "./set-up.ts";
import { cuts } from "./sizes.ts";
import { apart, bearingTo, degrees, type Point, radians, toward, turned } from "./vectors.ts";

/** Half as wide as a head is, in meters. */
const headMeters = 0.12;
/** Meters that a camera over a shoulder stands behind that one at least; how many times as large the near head is best; and which lenses give that. */
const behind = 0.85;
const nearer = 1.9;
/** How far from the middle of the frame the face is at one side, and the near head begins at the other, in halves of its width. */
const faceAside = 0.3;
const nearAside = 0.18;
const lensesOver = { min: 40, narrow: 70, max: 135 } as const;
const overheads: Readonly<Record<CameraAngle, number>> = {
  eye: 0.04,
  low: -0.28,
  high: 0.38,
  dutch: 0.04,
  overhead: 0.6,
};

/** Over the shoulder of `near`, who fills a third of the frame at one side, the face of `far` clear in the rest. */
export function* overShoulder(far: Player, near: Player, asked: Asked): Generator<Framing> {
  const { ratio, angle } = asked;
  const target = eyesOfPlayer(far);
  const [shoulder, face] = [flat(eyesOfPlayer(near)), flat(target)];
  const between = apart(face, shoulder);
  const framed = framedPlayer(far, "OTS");
  const least = between + behind;
  const farFor = (lens: number) => reachFor(framed, { ...asked, angle: "eye", lens }).away;
  let lens = asked.lens;
  if (!asked.isLensSaid) {
    const wished = Math.max(least, (nearer / (nearer - 1)) * between);
    lens = Math.min(
      lensesOver.max,
      Math.max(ratio < 1 ? lensesOver.narrow : lensesOver.min, (lens * wished) / farFor(lens)),
    );
  }
  const away = Math.max(least, farFor(lens));
  const { across, up } = fieldOfView(lens, ratio);
  const [half, halfUp] = [Math.tan(radians(across) / 2), Math.tan(radians(up) / 2)];
  const line = bearingTo(face, shoulder);
  const aside = Math.atan(faceAside * half);
  const placeAt = (turn: number) => toward(face, line + turn, away);
  /** By how much more than it should `near` lies beside `far`, for a camera turned so far out of the line. */
  const excess = (turn: number) => {
    const at = placeAt(turn);
    const [one, other] = [bearingTo(at, face), bearingTo(at, shoulder)];
    const wide = headMeters / apart(at, shoulder) / half;
    return radians(Math.abs(turned(other - one))) - aside - Math.atan((nearAside + wide) * half);
  };
  let [low, high] = [1, 70];
  for (let step = 0; step < 24; step++) {
    const turn = (low + high) / 2;
    if (excess(turn) > 0) high = turn;
    else low = turn;
  }
  const height = Math.max(0.3, eyesOfPlayer(near)[2] + overheads[angle]);
  const tilt = degrees(Math.atan2(target[2] - height, away) - Math.atan((1 - 2 * eyesInFrame(cuts.OTS)) * halfUp));
  // Seen from who is looked at, `line` is where it looks: the side of the line is found from there.
  const way = asked.way(line);
  for (const turn of [high * way, -high * way]) {
    const at = placeAt(turn);
    const one = bearingTo(at, face);
    const isRight = turned(bearingTo(at, shoulder) - one) > 0;
    const bearing = turned(one + (isRight ? 1 : -1) * degrees(aside));
    const focus = Math.hypot(away, height - target[2]);
    yield {
      view: { at: [...at, height], bearing, tilt, roll: angle === "dutch" ? dutchRoll : 0, lens, focus },
      target,
    };
  }
}

function flat([x, y]: Point): Spot {
  return [x, y];
}

/** Through the eyes of `by`, at `target`, or ahead where there is nobody. */
export function throughEyes(by: Player, seen: Player | null, { lens, angle, ratio }: Asked): Framing {
  const at = eyesOfPlayer(by);
  const ahead = toward([at[0], at[1]], by.stance.facing, 6);
  const target: Point = seen ? eyesOfPlayer(seen) : [...ahead, Math.max(0.6, at[2] - 0.4)];
  const share = seen ? eyesInFrame(cuts.POV) : 0.5;
  const halfUp = Math.tan(radians(fieldOfView(lens, ratio).up) / 2);
  const flat = Math.max(0.05, apart([at[0], at[1]], [target[0], target[1]]));
  const tilt = degrees(Math.atan2(target[2] - at[2], flat) - Math.atan((1 - 2 * share) * halfUp));
  const bearing = seen && flat > 0.06 ? bearingTo([at[0], at[1]], [target[0], target[1]]) : by.stance.facing;
  const focus = Math.hypot(flat, target[2] - at[2]);
  return { view: { at, bearing, tilt, roll: angle === "dutch" ? dutchRoll : 0, lens, focus }, target };
}
