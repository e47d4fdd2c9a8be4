/** Owns a full stage for measuring and comparing drawings: four figures and ten props, seen by a camera that goes around them. */
import type { Scene, SceneFigure, SceneProp } from "../../shared/stage/scene.ts";
import { aim } from "../../shared/stage/set-up.ts";
import { type Point, toward } from "../../shared/stage/vectors.ts";

const poses = ["standing", "walking", "sitting", "pointing"] as const;

function figure(index: number): SceneFigure {
  const pose = poses[index % poses.length]!;
  return {
    ...{
      id: `figure-${index}`,
      name: `Figure ${index + 1}`,
      element: null,
      mediaId: null,
      color: index,
      kind: "person",
    },
    ...{ height: 1.75 - 0.1 * index, build: index === 2 ? "heavy" : "average", at: [index * 0.9 - 1.35, index % 2] },
    ...{ facing: 180 - 40 * index, pose, toPose: pose, blend: 0, stride: 0.1 * index },
  } as SceneFigure;
}

function prop(body: SceneProp["body"], at: SceneProp["at"], size: SceneProp["size"], facing = 0): SceneProp {
  return { id: `${body}-${at.join("-")}`, body, name: body, at, facing, size, byHand: false };
}

const props = [
  prop("wall", [0, 4], [9, 0.15, 2.6]),
  prop("door", [-2.5, 3.8], [0.9, 0.2, 2.05]),
  prop("window", [2, 3.8], [1.4, 0.2, 1.2]),
  prop("table", [0.2, 2.2], [1.6, 0.8, 0.75]),
  prop("chair", [0.45, 0], [0.45, 0.5, 0.9], 100),
  prop("chair", [-0.6, 2.6], [0.45, 0.5, 0.9], 60),
  prop("box", [1.9, 2.6], [0.5, 0.5, 0.5], 20),
  prop("stairs", [-4, 2.4], [1.2, 2.6, 1.8]),
  prop("car", [4.5, 1.5], [1.8, 4.4, 1.45], 30),
  prop("tree", [-4.5, -0.5], [3, 3, 5]),
] as const;

/** As the camera sees it `turn` degrees around, from `away` meters, at 1280×720 or what has its shape. */
export function stagedScene(turn: number, away = 6.5): Scene {
  const [x, y] = toward([0, 0.8], 180 + turn, away);
  const at: Point = [x, y, 1.55];
  const lens = 32;
  return {
    figures: [0, 1, 2, 3].map(figure),
    props,
    light: { bearing: -140, elevation: 48 },
    isOutside: false,
    view: { at, roll: 0, lens, blur: 0, smear: 0, ...aim(at, [0, 0.8, 1.1], 0.5, lens, 16 / 9) },
  };
}
