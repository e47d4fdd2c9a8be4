/** Owns how a body is held in each pose, as angles of its joints in degrees, so that poses go over into one another. */
import type { BlockingPose } from "../../project/vocabulary.ts";
import { mix } from "../vectors.ts";

/** `forward` raises it ahead, `out` to its own side; `bend` is the elbow's or the knee's; `turn` an arm's about itself, or how far the toes point down. */
export interface Limb {
  readonly forward: number;
  readonly out: number;
  readonly bend: number;
  readonly turn: number;
}

/** `lean`: of the whole body, ahead. `spine` bends and `twist` turns the chest, `nod` lowers the head, `look` turns it to the right. `seated`: 1 on a seat. */
export interface Posture {
  readonly lean: number;
  readonly spine: number;
  readonly twist: number;
  readonly nod: number;
  readonly look: number;
  readonly seated: number;
  readonly leftArm: Limb;
  readonly rightArm: Limb;
  readonly leftLeg: Limb;
  readonly rightLeg: Limb;
}

/** What a body does; absent `toPose` and `blend`: nothing else. `stride`: how far through its step it is, in turns. */
export interface Held {
  readonly pose: BlockingPose;
  readonly toPose?: BlockingPose | undefined;
  /** 0: as `pose` says, 1: as `toPose` does. */
  readonly blend?: number | undefined;
  readonly stride: number;
}

function limb(forward: number, out: number, bend: number, turn = 0): Limb {
  return { forward, out, bend, turn };
}

const standing: Posture = {
  ...{ lean: 0, spine: 1, twist: 0, nod: 0, look: 0, seated: 0 },
  leftArm: limb(1, 9, 13, -8),
  rightArm: limb(3, 8, 16, -10),
  leftLeg: limb(2, 5, 4),
  rightLeg: limb(-1, 3, 1),
};

type Pace = (stride: number) => Posture;

const postures: Readonly<Record<BlockingPose, Posture | Pace>> = {
  standing,
  "back-turned": standing,
  walking: (stride) => {
    const step = Math.sin(2 * Math.PI * stride);
    const pass = Math.cos(2 * Math.PI * stride);
    return {
      ...{ lean: 2, spine: 1, twist: 5 * step, nod: 2, look: 0, seated: 0 },
      leftArm: limb(-20 * step + 2, 7, 18 - 10 * step),
      rightArm: limb(20 * step + 2, 7, 18 + 10 * step),
      leftLeg: limb(2 + 24 * step, 2, 6 + 48 * lifted(pass), -10 * step),
      rightLeg: limb(2 - 24 * step, 2, 6 + 48 * lifted(-pass), 10 * step),
    };
  },
  running: (stride) => {
    const step = Math.sin(2 * Math.PI * stride);
    const pass = Math.cos(2 * Math.PI * stride);
    return {
      ...{ lean: 10, spine: 5, twist: 9 * step, nod: -6, look: 0, seated: 0 },
      leftArm: limb(-42 * step - 4, 12, 92, -14),
      rightArm: limb(42 * step - 4, 12, 92, -14),
      leftLeg: limb(20 + 42 * step, 2, 22 + 78 * lifted(pass), -14 * step + 8),
      rightLeg: limb(20 - 42 * step, 2, 22 + 78 * lifted(-pass), 14 * step + 8),
    };
  },
  sitting: {
    ...{ lean: -4, spine: 5, twist: 0, nod: 1, look: 0, seated: 1 },
    leftArm: limb(28, 10, 48, -12),
    rightArm: limb(30, 9, 46, -12),
    leftLeg: limb(82, 8, 82),
    rightLeg: limb(81, 6, 78),
  },
  kneeling: {
    ...{ lean: 4, spine: 6, twist: 0, nod: 6, look: 0, seated: 0 },
    leftArm: limb(40, 8, 30, -10),
    rightArm: limb(8, 8, 24, -10),
    leftLeg: limb(88, 6, 92),
    rightLeg: limb(-6, 4, 86, 62),
  },
  lying: {
    ...{ lean: -90, spine: 0, twist: 0, nod: 4, look: 0, seated: 0 },
    leftArm: limb(4, 20, 12, -20),
    rightArm: limb(6, 16, 20, -20),
    leftLeg: limb(3, 7, 6, -30),
    rightLeg: limb(9, 6, 18, -30),
  },
  pointing: { ...standing, twist: -6, rightArm: limb(86, 5, 3), leftArm: limb(0, 10, 16, -8) },
  holding: { ...standing, nod: 6, leftArm: limb(26, 4, 68, -26), rightArm: limb(26, 4, 68, -26) },
};

/** How high a foot is lifted as it comes ahead. */
function lifted(pass: number): number {
  return pass > 0 ? pass * pass * (3 - 2 * pass) : 0;
}

/** The posture of one moment. */
export function postureOf({ pose, toPose, blend = 0, stride }: Held): Posture {
  const of = (each: BlockingPose) => {
    const known = postures[each];
    return typeof known === "function" ? known(stride) : known;
  };
  const from = of(pose);
  if (toPose === undefined || toPose === pose || blend <= 0) return from;
  return blend >= 1 ? of(toPose) : between(from, of(toPose), blend);
}

function between(from: Posture, to: Posture, share: number): Posture {
  const limbBetween = (a: Limb, b: Limb): Limb =>
    limb(
      mix(a.forward, b.forward, share),
      mix(a.out, b.out, share),
      mix(a.bend, b.bend, share),
      mix(a.turn, b.turn, share),
    );
  return {
    lean: mix(from.lean, to.lean, share),
    spine: mix(from.spine, to.spine, share),
    twist: mix(from.twist, to.twist, share),
    nod: mix(from.nod, to.nod, share),
    look: mix(from.look, to.look, share),
    seated: mix(from.seated, to.seated, share),
    leftArm: limbBetween(from.leftArm, to.leftArm),
    rightArm: limbBetween(from.rightArm, to.rightArm),
    leftLeg: limbBetween(from.leftLeg, to.leftLeg),
    rightLeg: limbBetween(from.rightLeg, to.rightLeg),
  };
}
