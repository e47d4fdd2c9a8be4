/** Owns the floor plan: the stage of the shown shot from above, with its toolbar. */
import { Menu } from "@base-ui/react/menu";
import { Box, CircleQuestionMark, Magnet, Maximize, UserPlus } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import type { Edit } from "../../../shared/edits/edit.ts";
import { type PropBody, propBodies } from "../../../shared/project/vocabulary.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { shownProject } from "../state/selectors.ts";
import { selectOnStage, useStageSelection } from "../state/stage-selection.ts";
import { stagedShotId } from "../state/staged-shot.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses, Tip } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import styles from "./FloorPlan.module.css";
import { PlanCanvas } from "./PlanCanvas.tsx";
import { planOptions, useSnaps } from "./plan-options.ts";
import type { Thing } from "./plan-things.ts";
import { type ShownStage, stageOf } from "./shown-stage.ts";
import { addable, addFigure, addProp, returnProp } from "./stage-edits.ts";
import { usePlanView } from "./use-plan-view.ts";

/** `actions`: what else the toolbar offers, such as presets. */
export function FloorPlan({ actions }: { actions?: ReactNode }) {
  const project = useEditor(shownProject);
  const shotId = useEditor(stagedShotId);
  const stage = useMemo(() => stageOf(project, shotId), [project, shotId]);
  return (
    <section className={styles.plan} aria-label="Floor plan">
      {stage ? (
        <Plan stage={stage} actions={actions} />
      ) : (
        <p className={styles.none}>Add a pass to block its shots here.</p>
      )}
    </section>
  );
}

function Plan({ stage, actions }: { stage: ShownStage; actions: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const plan = usePlanView(area, stage);
  const selected = useStageSelection();
  const snaps = useSnaps();
  const canEdit = useEditor((state) => state.view?.readOnly === false);
  const projectId = useEditor((state) => state.projectId) ?? "";
  const wanted = useRef<Thing | null>(null);
  const adds = useRef(false);

  const add = ({ edit, thing }: { edit: Edit; thing: Extract<Thing, { id: string }> }) => {
    wanted.current = thing;
    adds.current = true;
    plan.keep();
    void editor.apply(edit);
    editor.select({ passId: stage.pass.id, shotId: stage.shot.id });
    selectOnStage(thing);
  };
  const takenOff = (stage.pass.stage?.props ?? []).filter(({ off }) => off);
  const near = plan.view?.center ?? [0, 0];
  /** A menu that added something leaves the focus to it. */
  const finalFocus = () => !adds.current;
  const onOpen = () => {
    adds.current = false;
  };
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <span className={styles.where}>Floor plan · </span>
          {stage.label}
        </h2>
        <div className={styles.actions}>{actions}</div>
        <AddMenu
          label="Add figure"
          icon={<UserPlus size={15} />}
          disabled={!canEdit}
          onOpen={onOpen}
          finalFocus={finalFocus}
        >
          <FigureItems
            stage={stage}
            onAdd={(who) => {
              const { edit, id } = addFigure(stage, near, who);
              add({ edit, thing: { kind: "figure", id } });
            }}
          />
        </AddMenu>
        <AddMenu label="Add prop" icon={<Box size={15} />} disabled={!canEdit} onOpen={onOpen} finalFocus={finalFocus}>
          {propBodies.map((body) => (
            <Menu.Item
              key={body}
              className={menuStyles.item}
              onClick={() => {
                const { edit, id } = addProp(stage, near, body);
                add({ edit, thing: { kind: "prop", id } });
              }}
            >
              {propNames[body]}
            </Menu.Item>
          ))}
          {takenOff.length > 0 && <Menu.Separator className={menuStyles.separator} />}
          {takenOff.map(({ id, body, label }) => (
            <Menu.Item
              key={id}
              className={menuStyles.item}
              onClick={() => add({ edit: returnProp(stage, id), thing: { kind: "prop", id } })}
            >
              {label ?? propNames[body]} that was taken off
            </Menu.Item>
          ))}
        </AddMenu>
        <IconButton
          label="Snap"
          tip="Snap to the grid, in line with figures, and to whom one faces; Alt holds it off"
          shortcut="S"
          pressed={snaps}
          onClick={() => planOptions.set({ snaps: !snaps })}
        >
          <Magnet size={15} />
        </IconButton>
        <IconButton label="Fit" tip="Fit the stage" shortcut="0" onClick={plan.fitAll}>
          <Maximize size={15} />
        </IconButton>
        <IconButton
          label="Floor plan keys"
          tip="Arrow keys move, comma and period turn, P adds a path point, Enter opens, Delete takes away. All keys"
          shortcut={shortcutOf("shortcuts", isMac)}
          onClick={() => runCommand("shortcuts")}
        >
          <CircleQuestionMark size={15} />
        </IconButton>
      </div>
      <div ref={area} className={styles.area}>
        <PlanCanvas
          stage={stage}
          selected={selected}
          plan={plan}
          svg={svg}
          wanted={wanted}
          projectId={projectId}
          canEdit={canEdit}
          snaps={snaps}
        />
      </div>
    </>
  );
}

const propNames: Readonly<Record<PropBody, string>> = {
  box: "Box",
  table: "Table",
  chair: "Chair",
  door: "Door",
  wall: "Wall",
  window: "Window",
  car: "Car",
  tree: "Tree",
  stairs: "Stairs",
};

function AddMenu({
  label,
  icon,
  disabled,
  onOpen,
  finalFocus,
  children,
}: {
  label: string;
  icon: ReactNode;
  disabled: boolean;
  onOpen: () => void;
  finalFocus: () => boolean;
  children: ReactNode;
}) {
  return (
    <Menu.Root onOpenChange={(open) => open && onOpen()}>
      <Tip text={label}>
        <Menu.Trigger className={styles.menuButton} aria-label={label} disabled={disabled}>
          {icon}
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} align="end" sideOffset={6}>
          <Menu.Popup className={joinClasses(menuStyles.popup, styles.menu)} finalFocus={finalFocus}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function FigureItems({ stage, onAdd }: { stage: ShownStage; onAdd: (who: string | null) => void }) {
  return (
    <>
      <Menu.Item className={menuStyles.item} onClick={() => onAdd(null)}>
        New figure
      </Menu.Item>
      {addable(stage).map(({ id, name }) => (
        <Menu.Item key={id} className={menuStyles.item} onClick={() => onAdd(id)}>
          {name}
        </Menu.Item>
      ))}
    </>
  );
}
