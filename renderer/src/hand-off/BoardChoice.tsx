/** Owns choosing how a storyboard is set: frames on a page, paper, which way it lies, and whether it has floor plans. */
import { type BoardOptions, boardOrientations, boardPapers } from "../../../shared/cut/out/hand-off-options.ts";
import { Picker } from "../ui/Picker.tsx";
import styles from "./ExportDialog.module.css";

const frames = Array.from({ length: 9 }, (_, index) => index + 1).map((count) => ({
  value: String(count),
  label: count === 1 ? "1 frame per page" : `${count} frames per page`,
}));
const paperWords = { a4: "A4", letter: "Letter" } as const;
const orientationWords = { landscape: "Landscape", portrait: "Portrait" } as const;
const papers = boardPapers.map((value) => ({ value, label: paperWords[value] }));
const orientations = boardOrientations.map((value) => ({ value, label: orientationWords[value] }));
const plans = [
  { value: "on", label: "Floor plans", note: "Of passes that are blocked: beside the frames and on a page each" },
  { value: "off", label: "No floor plans" },
] as const;

export function BoardChoice({ board, onChange }: { board: BoardOptions; onChange: (board: BoardOptions) => void }) {
  return (
    <div className={styles.choices}>
      <Picker
        label="Frames per page"
        value={String(board.framesPerPage)}
        choices={frames}
        onPick={(count) => onChange({ ...board, framesPerPage: Number(count) })}
      />
      <Picker label="Paper" value={board.paper} choices={papers} onPick={(paper) => onChange({ ...board, paper })} />
      <Picker
        label="Orientation"
        value={board.orientation}
        choices={orientations}
        onPick={(orientation) => onChange({ ...board, orientation })}
      />
      <Picker
        label="Floor plans"
        value={board.floorPlans ? "on" : "off"}
        choices={plans}
        onPick={(value) => onChange({ ...board, floorPlans: value === "on" })}
      />
    </div>
  );
}
