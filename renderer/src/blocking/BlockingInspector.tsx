/** Owns the inspector of what is selected on the stage: a figure, a prop, the camera, or the stage itself. */
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { type OnStage, selectOnStage, useStageSelection } from "../state/stage-selection.ts";
import { type Choice, Picker } from "../ui/Picker.tsx";
import unseen from "../ui/Unseen.module.css";
import styles from "./Blocking.module.css";
import { CameraFields } from "./CameraFields.tsx";
import { FigureFields } from "./FigureFields.tsx";
import { PropFields } from "./PropFields.tsx";
import { StageFields } from "./StageFields.tsx";
import { type Staged, trackIn, useStaged } from "./use-staged.ts";

export function BlockingInspector() {
  const selected = useStageSelection();
  const staged = useStaged();
  if (!selected || !staged) return null;
  const { title, kind, fields } = shownOf(staged, selected);
  const key = keyOf(selected.kind === "target" ? { kind: "camera" } : selected);
  return (
    <>
      <header className={styles.head}>
        <button type="button" className={styles.back} onClick={() => selectOnStage(null)}>
          <ChevronLeft size={14} />
          Back to the shot
        </button>
        <h2 className={unseen.unseen}>{title}</h2>
        <div className={styles.title}>
          <Picker
            label="Selected on the stage"
            value={key}
            empty={title}
            choices={choicesOf(staged)}
            onPick={(next) => selectOnStage(thingOf(next))}
          />
          <span className={styles.kind}>{kind}</span>
        </div>
      </header>
      <div key={`${staged.shot.id} ${key}`} className={styles.body}>
        {fields}
      </div>
    </>
  );
}

function keyOf(thing: OnStage): string {
  return "id" in thing ? `${thing.kind} ${thing.id}` : thing.kind;
}

/** No id has a space. */
function thingOf(key: string): OnStage {
  const [kind, id = ""] = key.split(" ");
  return (id === "" ? { kind } : { kind, id }) as OnStage;
}

/** All that is on the stage, seen in the shot or not. */
function choicesOf({ cast, blocked }: Staged): readonly Choice<string>[] {
  return [
    ...cast.map(({ id, name }) => ({ value: keyOf({ kind: "figure", id }), label: name })),
    ...blocked.props.map((prop) => ({
      value: keyOf({ kind: "prop", id: prop.id }),
      label: titleOf(prop, blocked.props),
    })),
    { value: "camera", label: "Camera" },
    { value: "stage", label: "Light and floor" },
  ];
}

/** `Table`; `Wall 2` where several are called so. */
function titleOf(prop: SceneProp, all: readonly SceneProp[]): string {
  const name = `${prop.name.charAt(0).toUpperCase()}${prop.name.slice(1)}`;
  const same = all.filter((each) => each.name === prop.name);
  return same.length === 1 ? name : `${name} ${same.indexOf(prop) + 1}`;
}

interface Shown {
  readonly title: string;
  readonly kind: string;
  readonly fields: ReactNode;
}

function shownOf(staged: Staged, selected: OnStage): Shown {
  const { pass, blocked } = staged;
  switch (selected.kind) {
    case "figure": {
      const track = trackIn(staged, selected.id);
      if (!track) return gone("figure");
      return { title: track.cast.name, kind: "Figure", fields: <FigureFields staged={staged} track={track} /> };
    }
    case "prop": {
      const prop = blocked.props.find(({ id }) => id === selected.id);
      if (!prop) return gone("prop");
      return { title: titleOf(prop, blocked.props), kind: "Prop", fields: <PropFields staged={staged} prop={prop} /> };
    }
    case "stage":
      return { title: "Light and floor", kind: `${pass.scene} ${pass.name}`, fields: <StageFields staged={staged} /> };
    default:
      return { title: "Camera", kind: sayMarks(staged), fields: <CameraFields staged={staged} /> };
  }
}

function gone(what: string): Shown {
  return {
    title: "Not on the stage",
    kind: "",
    fields: <p className={styles.gone}>This {what} isn’t on the stage of this shot.</p>,
  };
}

function sayMarks({ byHand }: Staged): string {
  return byHand.camera.length === 0 ? "From the words" : "Partly set by hand";
}
