/** Owns the inspector of what is selected on the stage: a figure, a prop, the camera. */
import { selectOnStage, useStageSelection } from "../state/stage-selection.ts";

export function BlockingInspector() {
  const selected = useStageSelection();
  if (!selected) return null;
  return (
    <button type="button" onClick={() => selectOnStage(null)}>
      {selected.kind}
    </button>
  );
}
