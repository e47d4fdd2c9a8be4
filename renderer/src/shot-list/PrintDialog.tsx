/** Owns printing the shot list: a sheet as the list is shown, with pictures if they are wanted, through the system's own print dialog. */
import { useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Toggle } from "../ui/Field.tsx";
import { Modal } from "../ui/Modal.tsx";
import { listOptions, listView, shownColumns, useListOptions } from "./list-options.ts";
import { listRows } from "./list-rows.ts";
import styles from "./PrintDialog.module.css";
import { PrintSheet } from "./PrintSheet.tsx";
import { usePrintedPictures } from "./printed-pictures.ts";
import { toldShots } from "./told-shots.ts";

/** The most shots whose pictures are kept at once in the size that paper needs. */
const picturesMost = 500;
const noTakes: readonly Take[] = [];

export function PrintDialog({ onClose }: { onClose: () => void }) {
  const project = useEditor(shownProject);
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  const { shown, printsPictures } = useListOptions();
  const rows = useMemo(() => {
    if (!project) return [];
    const { filter, sorting } = listView.get();
    const toldOf = (pass: (typeof project.passes)[number], what: "advice" | "to-do") =>
      toldShots(project.elements, pass, what);
    return listRows(project, { takes, numbers: numbersOf(project), toldOf }, filter, sorting);
  }, [project, takes]);
  const shots = useMemo(() => rows.filter((row) => row.kind === "shot"), [rows]);
  const mayHavePictures = shots.length <= picturesMost;
  const hasPictures = printsPictures && mayHavePictures;
  const pictures = usePrintedPictures(project, shots, hasPictures);
  const [isPrinting, setPrinting] = useState(false);
  const isReady = !hasPictures || pictures.size === shots.length;
  useEffect(() => {
    if (!isPrinting || !isReady) return;
    // Some systems print after this returns, and all say when they are done.
    window.addEventListener("afterprint", onClose, { once: true });
    window.print();
    return () => window.removeEventListener("afterprint", onClose);
  }, [isPrinting, isReady, onClose]);
  if (!project) return null;
  return (
    <>
      <Modal
        open
        size="small"
        title="Print shot list"
        onClose={onClose}
        buttons={
          <>
            <span className={styles.state} role="status">
              {isPrinting && !isReady && `Drawing pictures… ${pictures.size} of ${shots.length}`}
            </span>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" disabled={shots.length === 0 || isPrinting} onClick={() => setPrinting(true)}>
              Print…
            </Button>
          </>
        }
      >
        <div className={styles.form}>
          <p>
            {shots.length === 0
              ? "There is nothing to print. Clear the filter of the shot list first."
              : `Prints ${countOf(shots.length, "shot")}, with the columns, order and filter of the shot list.`}
          </p>
          <Row label="Pictures">
            <Toggle
              label="Pictures"
              checked={hasPictures}
              onChange={(on) => mayHavePictures && listOptions.set({ printsPictures: on })}
            />
          </Row>
          {!mayHavePictures && (
            <p className={styles.note}>
              Pictures are printed for up to {picturesMost} shots. Filter the shot list to print fewer.
            </p>
          )}
        </div>
      </Modal>
      {createPortal(
        <PrintSheet
          project={project}
          takes={takes}
          rows={rows}
          columns={shownColumns(shown)}
          pictures={hasPictures ? pictures : null}
        />,
        document.body,
      )}
    </>
  );
}
