/** Owns offering the tour in a bar above the sample, and starting it when it is asked for. */
import { useEffect } from "react";
import { endTour, startTour, useTourStage } from "../dialogs/tour.ts";
import { showProblem } from "../state/problems.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./Tour.module.css";

export function Tour() {
  const projectId = useEditor((state) => state.view?.project.id ?? null);
  const stage = useTourStage(projectId);
  useEffect(() => {
    if (stage !== "running") return;
    let isOver = false;
    let stop = () => {};
    // The library comes when the tour is taken.
    import("./run-tour.ts").then(
      ({ runTour }) => {
        if (!isOver) stop = runTour(endTour);
      },
      () => {
        endTour();
        showProblem({ message: "Couldn’t load the tour.", next: "Start Shotline again, then choose Take the tour." });
      },
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [stage]);
  if (stage !== "offered") return null;
  return (
    <section className={styles.offer} aria-label="Tour">
      <p role="status">New to Shotline? The tour shows this window in one minute. Help has it too.</p>
      <Button kind="primary" onClick={startTour}>
        Take the tour
      </Button>
      <Button kind="quiet" onClick={endTour}>
        Not now
      </Button>
    </section>
  );
}
