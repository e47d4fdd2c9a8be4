/** Owns the names on a pass's stage, in its shots too, where an element gets another name or goes. */
import type { Pass, Shot } from "./model.ts";
import type { CameraTarget, Stage, StageFigure, StageProp } from "./stage.ts";

/**
 * The pass with all on its stage that is or shows `from` being or showing `to`; the same object where nothing does. What is called `to` already,
 * and so would become one with it, gets a free name, and stays what it is.
 */
export function renameOnStage(pass: Pass, from: string, to: string): Pass {
  if (!hasStage(pass)) return pass;
  const ids = namesOnStage(pass);
  const isTaken = ids.has(to);
  if (!ids.has(from) && !isTaken && !isShown(pass.stage, from)) return pass;
  const free = isTaken ? freeName(to, ids) : to;
  const rename = (id: string) => (id === from ? to : id === to ? free : id);
  const entry = ({ id, element, label }: Named): Named => ({
    id: rename(id),
    element: element === from ? to : element,
    label: id === to ? (label ?? to.slice(0, 60)) : label,
  });
  return {
    ...pass,
    ...(pass.stage ? { stage: withEntries(pass.stage, entry) } : {}),
    shots: pass.shots.map((shot) => renameInBlocking(shot, rename)),
  };
}

/** The pass with all that shows `element` on its stage showing none, and keeping its name as a label; the same object where nothing does. */
export function releaseOnStage(pass: Pass, element: string): Pass {
  if (!pass.stage || !isShown(pass.stage, element)) return pass;
  const words = element.replaceAll("_", " ").slice(0, 60);
  const release = (each: Named): Named =>
    each.element === element ? { id: each.id, label: each.label ?? words } : each;
  return { ...pass, stage: withEntries(pass.stage, release) };
}

/** Whose names are on the stage of a pass: of figures, props, and the elements that they show. */
export function elementsOnStage(pass: Pick<Pass, "stage" | "shots">): ReadonlySet<string> {
  const { figures = [], props = [] } = pass.stage ?? {};
  return new Set([...namesOnStage(pass), ...[...figures, ...props].flatMap(({ element }) => element ?? [])]);
}

function hasStage({ stage, shots }: Pass): boolean {
  return stage !== undefined || shots.some(({ blocking }) => blocking !== undefined);
}

function isShown(stage: Stage | undefined, element: string): boolean {
  return [...(stage?.figures ?? []), ...(stage?.props ?? [])].some((each) => each.element === element);
}

function namesOnStage({ stage, shots }: Pick<Pass, "stage" | "shots">): Set<string> {
  const inShots = shots.flatMap(({ blocking }) => [
    ...Object.keys(blocking?.figures ?? {}),
    ...[blocking?.camera?.target, blocking?.camera?.to?.target].flatMap((target) =>
      target && "figure" in target ? target.figure : [],
    ),
  ]);
  return new Set([...[...(stage?.figures ?? []), ...(stage?.props ?? [])].map(({ id }) => id), ...inShots]);
}

function freeName(taken: string, ids: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const name = `${taken.slice(0, 190)}-${number}`;
    if (!ids.has(name)) return name;
  }
}

/** What of a figure or a prop names it. */
interface Named {
  readonly id: string;
  readonly element?: string | undefined;
  readonly label?: string | undefined;
}

function withEntries(stage: Stage, change: (each: Named) => Named): Stage {
  const changed = <Entry extends StageFigure | StageProp>(each: Entry): Entry => {
    const { id, element, label } = change(each);
    if (id === each.id && element === each.element && label === each.label) return each;
    const { element: _element, label: _label, ...rest } = each;
    return { ...rest, id, ...(element ? { element } : {}), ...(label ? { label } : {}) } as Entry;
  };
  return {
    ...stage,
    ...(stage.figures ? { figures: stage.figures.map(changed) } : {}),
    ...(stage.props ? { props: stage.props.map(changed) } : {}),
  };
}

function renameInBlocking(shot: Shot, rename: (id: string) => string): Shot {
  const { blocking } = shot;
  if (!blocking) return shot;
  const { camera, figures } = blocking;
  const aim = (target: CameraTarget) => ("figure" in target ? { figure: rename(target.figure) } : target);
  return {
    ...shot,
    blocking: {
      ...blocking,
      ...(camera
        ? {
            camera: {
              ...camera,
              ...(camera.target ? { target: aim(camera.target) } : {}),
              ...(camera.to?.target ? { to: { ...camera.to, target: aim(camera.to.target) } } : {}),
            },
          }
        : {}),
      ...(figures
        ? { figures: Object.fromEntries(Object.entries(figures).map(([id, figure]) => [rename(id), figure])) }
        : {}),
    },
  };
}
