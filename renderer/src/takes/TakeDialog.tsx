/** Owns the view of one take: its pictures with its cuts and the conform report, and what it was made from. */
import { Tabs } from "@base-ui/react/tabs";
import { useMemo, useRef } from "react";
import type { Pass } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { useEditor } from "../state/use-editor.ts";
import { useTakeProducts } from "../state/use-take-products.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { CutsPage, framesAheadCount } from "./CutsPage.tsx";
import { MadeFrom } from "./MadeFrom.tsx";
import styles from "./TakeDialog.module.css";
import type { CreateSound } from "./take-sound.ts";
import { framesAhead, type TransportState } from "./transport.ts";
import { filmOf, useFilms, useSound } from "./use-films.ts";
import { useTransport } from "./use-transport.ts";

interface TakeDialogProps {
  readonly takeId: string;
  /** Plays sound: it is the viewer's, so whoever puts the window together hands it in. */
  readonly createSound: CreateSound;
  readonly onClose: () => void;
}

export function TakeDialog({ takeId, createSound, onClose }: TakeDialogProps) {
  const view = useEditor((state) => state.view);
  const take = view?.takes.find((each) => each.id === takeId);
  const pass = view?.project.passes.find((each) => each.id === take?.passId);
  if (!view || !take) return null;
  const title = `${pass ? `${pass.scene} ${pass.name}, ` : ""}take ${take.number}`;
  if (pass && take.film)
    return (
      <Known
        createSound={createSound}
        view={view}
        take={take}
        file={take.film}
        pass={pass}
        title={title}
        onClose={onClose}
      />
    );
  return (
    <Modal open title={title} onClose={onClose} buttons={<Button onClick={onClose}>Close</Button>}>
      <NotYet take={take} hasPass={pass !== undefined} />
    </Modal>
  );
}

/** Why there is nothing to look at. */
function NotYet({ take, hasPass }: { take: Take; hasPass: boolean }) {
  const made = useTakeProducts().get(take.id);
  if (!hasPass) return <p>The pass of this take has been removed. Undo brings it back.</p>;
  if (made?.state === "missing") return <p>The video file of this take is missing from the project folder.</p>;
  if (made?.state === "failed" && made.problem) {
    return (
      <p role="alert">
        {made.problem.message} {made.problem.next}
      </p>
    );
  }
  return <p>This take is being prepared. Its pictures appear here when that is done.</p>;
}

interface KnownProps {
  readonly createSound: CreateSound;
  readonly view: ProjectView;
  readonly take: Take;
  readonly file: TakeFile;
  readonly pass: Pass;
  readonly title: string;
  readonly onClose: () => void;
}

function Known({ createSound, view, take, file, pass, title, onClose }: KnownProps) {
  const stage = useRef<HTMLDivElement>(null);
  const pooled = useMemo(() => filmOf(take), [take]);
  const films = useFilms(view.project.id);
  const range = { start: 0, end: file.frames };
  const rate = { num: file.rateNum, den: file.rateDen, dropFrame: false };
  const stretches = useMemo(
    () => (file.hasAudio ? [{ take, film: file, start: 0, end: file.frames, firstFrame: 0 }] : []),
    [take, file],
  );
  const sound = useSound(films, createSound, stretches);
  const isReady = (state: TransportState) => {
    if (!pooled || !films.pool) return false;
    films.pool.want([{ film: pooled, frames: framesAhead(state, range, framesAheadCount) }], state.speed > 0);
    return films.pool.peek(pooled, state.frame) !== null;
  };
  const transport = useTransport({ range, rate, isReady, sound });
  return (
    <Modal
      open
      size="full"
      title={title}
      initialFocus={stage}
      onClose={onClose}
      buttons={<Buttons take={take} onClose={onClose} />}
    >
      <Tabs.Root className={styles.view} defaultValue="cuts">
        <Tabs.List className={styles.tabs} aria-label="Take">
          <Tabs.Tab value="cuts" className={styles.tab}>
            Video and cuts
          </Tabs.Tab>
          <Tabs.Tab value="made" className={styles.tab}>
            Made from
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="cuts" className={styles.panel}>
          {pooled && (
            <CutsPage
              take={take}
              file={file}
              pooled={pooled}
              pass={pass}
              films={films}
              transport={transport}
              stage={stage}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="made" className={styles.panel}>
          <MadeFrom take={take} file={file} pass={pass} />
        </Tabs.Panel>
      </Tabs.Root>
    </Modal>
  );
}

function Buttons({ take, onClose }: { take: Take; onClose: () => void }) {
  const { jobId } = take;
  return (
    <>
      {jobId !== null && (
        <>
          <Button onClick={() => openDialog({ kind: "job", jobId, page: "request" })}>Show request…</Button>
          <Button onClick={() => openDialog({ kind: "job", jobId, page: "log" })}>Show log…</Button>
        </>
      )}
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
}
