/** Owns playing one take, and what it was made from. */
import { openDialog } from "../dialogs/dialogs.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { TakeFilm } from "../media/TakeFilm.tsx";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./TakeDialog.module.css";

export function TakeDialog({ takeId, onClose }: { takeId: string; onClose: () => void }) {
  const view = useEditor((state) => state.view);
  const take = view?.takes.find((each) => each.id === takeId);
  const pass = view?.project.passes.find((each) => each.id === take?.passId);
  if (!view || !take) return null;
  return (
    <Modal
      open
      size="large"
      title={`${pass ? `${pass.scene} ${pass.name}, ` : ""}take ${take.number}`}
      onClose={onClose}
      buttons={
        <>
          <span className={styles.model}>{describeMaker(take)}</span>
          {take.jobId !== null && <RequestButton jobId={take.jobId} />}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <TakeFilm projectId={view.project.id} mediaId={take.mediaId} />
    </Modal>
  );
}

function RequestButton({ jobId }: { jobId: string }) {
  return <Button onClick={() => openDialog({ kind: "job", jobId, page: "request" })}>Show request…</Button>;
}
