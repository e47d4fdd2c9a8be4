/**
 * Owns the editor's layout: passes and elements left; viewer with takes or with the floor plan, shot list, board or script above the timeline in
 * the middle; the inspector right, the jobs beside or over it.
 */
import { useEffect, useRef } from "react";
import { BlockingInspector } from "../blocking/BlockingInspector.tsx";
import { BlockingRow } from "../blocking/BlockingRow.tsx";
import { PlanActions } from "../blocking/PlanActions.tsx";
import { useJobsPanel } from "../dialogs/jobs-panel.ts";
import { ElementList } from "../elements/ElementList.tsx";
import { FloorPlan } from "../floor-plan/FloorPlan.tsx";
import { BlockedFrameMenu } from "../frames/BlockedFrameMenu.tsx";
import { GenerateBar } from "../generate/GenerateBar.tsx";
import { JobsPanel } from "../generate/JobsPanel.tsx";
import { Tour } from "../help/Tour.tsx";
import { PassInspector } from "../passes/PassInspector.tsx";
import { PassList } from "../passes/PassList.tsx";
import { ScriptView } from "../script/ScriptView.tsx";
import { scriptWay } from "../script/script-state.ts";
import { BoardView } from "../shot-list/BoardView.tsx";
import { ShotListView } from "../shot-list/ShotListView.tsx";
import { ShotInspector } from "../shots/ShotInspector.tsx";
import { useStageSelection } from "../state/stage-selection.ts";
import { useEditor } from "../state/use-editor.ts";
import { TakeList } from "../takes/TakeList.tsx";
import { TakesTray } from "../takes/TakesTray.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { Player } from "../viewer/Player.tsx";
import { useImport } from "../ways-in/use-import.ts";
import { noteCameBack } from "./crash-note.ts";
import styles from "./EditorWindow.module.css";
import { goAbove, goBackToTimeline } from "./parts-by-key.ts";
import { TitleBar } from "./TitleBar.tsx";

export function EditorWindow() {
  const jobs = useJobsPanel();
  useImport(scriptWay);
  useEffect(noteCameBack, []);
  return (
    <>
      <TitleBar />
      <Tour />
      <div className={styles.body} data-jobs={jobs === null ? undefined : ""}>
        <aside className={styles.left}>
          <PassList />
          <ElementList />
        </aside>
        <main className={styles.centre}>
          <Above />
          <section className={styles.timeline} aria-label="Timeline">
            <Timeline />
          </section>
        </main>
        <Inspector />
        {jobs !== null && <JobsPanel view={jobs} />}
      </div>
    </>
  );
}

function Above() {
  const workspace = useEditor((state) => state.workspace);
  const before = useRef(workspace);
  useEffect(() => {
    if (before.current === workspace) return;
    before.current = workspace;
    if (workspace === "edit") goBackToTimeline();
    else goAbove();
  }, [workspace]);
  switch (workspace) {
    case "list":
      return <ShotListView />;
    case "board":
      return <BoardView />;
    case "script":
      return <ScriptView />;
    case "block":
      return (
        <div className={styles.blocking}>
          <Player />
          <FloorPlan
            actions={
              <>
                <PlanActions />
                <BlockedFrameMenu />
              </>
            }
          />
        </div>
      );
    default:
      return (
        <>
          <Player />
          <TakesTray />
        </>
      );
  }
}

function Inspector() {
  const shotSelected = useEditor((state) => state.selection.shotId !== null);
  const blocking = useEditor((state) => state.workspace === "block");
  const onStage = useStageSelection() !== null;
  return (
    <aside className={styles.right} aria-label="Inspector">
      <div className={styles.inspected}>
        {blocking && onStage ? (
          <BlockingInspector />
        ) : shotSelected ? (
          <ShotInspector Blocking={BlockingRow} />
        ) : (
          <PassInspector Generate={GenerateBar} Takes={TakeList} />
        )}
      </div>
      {shotSelected && <GenerateBar />}
    </aside>
  );
}
