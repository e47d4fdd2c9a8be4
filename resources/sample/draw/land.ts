/** Owns the valley: the lake bed's height and the dead trees that stand on it. */
import { createLimb, createRandom, type Distance, mix, noise, smoothStep, type Vector } from "./solids.ts";

/** The lake bed's height: level by the church, rising to the valley's sides. */
export function groundHeight(x: number, z: number): number {
  const valley = smoothStep(22, 75, Math.abs(x + 6)) * 16 + smoothStep(30, 90, -z) * 7;
  return valley + (noise(x * 0.09, 1.5, z * 0.09) - 0.5) * 2.2 + (noise(x * 0.5, 2.5, z * 0.5) - 0.5) * 0.35 - 0.3;
}

/** A dead tree: where it stands and its limbs, all within five metres of its foot. */
export interface Tree {
  x: number;
  z: number;
  parts: readonly Distance[];
}

/** Adds one limb and, from its far half, thinner ones that turn upwards. */
function growBranch(
  parts: Distance[],
  from: Vector,
  heading: Vector,
  length: number,
  radius: number,
  order: number,
  random: () => number,
): void {
  const tip: Vector = [from[0] + heading[0] * length, from[1] + heading[1] * length, from[2] + heading[2] * length];
  parts.push(createLimb(from, tip, radius, radius * 0.62));
  if (order === 0) return;
  const turn = random() * Math.PI * 2;
  const forks = order === 3 ? 4 : 3;
  for (let fork = 0; fork < forks; fork++) {
    const along = 1 - (fork / forks) * 0.45;
    const around = turn + fork * 2.2 + random() * 0.5;
    const spread = 0.75 + random() * 0.25;
    const raw: Vector = [
      heading[0] + Math.cos(around) * spread,
      heading[1] + 0.1 + random() * 0.2,
      heading[2] + Math.sin(around) * spread,
    ];
    const size = Math.hypot(...raw);
    const start: Vector = [mix(from[0], tip[0], along), mix(from[1], tip[1], along), mix(from[2], tip[2], along)];
    growBranch(
      parts,
      start,
      [raw[0] / size, raw[1] / size, raw[2] / size],
      length * (0.55 + random() * 0.15),
      radius * 0.52,
      order - 1,
      random,
    );
  }
}

const random = createRandom(21);
export const trees: readonly Tree[] = (
  [
    [12, 12],
    [-13, 12],
    [-17.5, 1],
    [18, 11],
    [27, -2],
    [-28, -6],
    [-18, -22],
    [17, -24],
    [-17, 23.5],
  ] as const
).map(([x, z]) => {
  const parts: Distance[] = [];
  growBranch(
    parts,
    [x, groundHeight(x, z) - 0.3, z],
    [(random() - 0.5) * 0.3, 1, (random() - 0.5) * 0.3],
    2.7 + random() * 0.9,
    0.27,
    3,
    random,
  );
  return { x, z, parts };
});
