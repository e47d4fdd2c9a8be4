/** Owns looking at a take and correcting where its shots begin: its pictures, its strip with the cuts, and the conform report. */
import { type RefObject, useEffect, useState } from "react";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { shotTakesOf } from "../../../shared/takes/take-shots.ts";
import { secondsOfFrames } from "../../../shared/time/rate.ts";
import { mediaAddress } from "../api/session.ts";
import type { PooledFilm } from "../media/film-pool.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { useTakeProducts } from "../state/use-take-products.ts";
import { Button } from "../ui/Button.tsx";
import { ConformTable } from "./ConformTable.tsx";
import { CutFrames, framesAround } from "./CutFrames.tsx";
import styles from "./CutsPage.module.css";
import { sayCut, sayCutPlace } from "./cut-words.ts";
import { FilmFrame } from "./FilmFrame.tsx";
import { FilmStrip } from "./FilmStrip.tsx";
import { PlayButtons } from "./PlayButtons.tsx";
import { framesAhead, type TransportState } from "./transport.ts";
import type { OpenFilms } from "./use-films.ts";
import type { Transport } from "./use-transport.ts";

/** How many frames are decoded before they are due. */
export const framesAheadCount = 10;

interface CutsPageProps {
  readonly take: Take;
  readonly file: TakeFile;
  readonly pooled: PooledFilm;
  readonly pass: Pass;
  readonly films: OpenFilms;
  readonly transport: Transport;
  /** Has the focus when the view opens. */
  readonly stage: RefObject<HTMLDivElement | null>;
}

export function CutsPage({ take, file, pooled, pass, films, transport, stage }: CutsPageProps) {
  const project = useEditor((state) => state.view?.project ?? null);
  const made = useTakeProducts().get(take.id);
  const [selected, setSelected] = useState<string | null>(null);
  const [draft, setDraft] = useState<EditOf<"take.cut"> | null>(null);
  const shownPass = (draft && project && passWith(project, draft)) ?? pass;
  const shots = shotTakesOf(take, file, shownPass);
  const at = shots.findIndex(({ shotId }) => shotId === selected);
  const cut = at > 0 ? shots[at] : undefined;
  const { frame, speed } = transport;
  const { pool, version } = films;
  const cutFrame = cut?.inFrame ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a film that has just opened is to be asked again
  useEffect(() => {
    const state: TransportState = { frame, speed };
    const frames =
      cutFrame === null
        ? framesAhead(state, { start: 0, end: file.frames }, speed === 0 ? 1 : framesAheadCount)
        : framesAround(cutFrame, file.frames);
    pool?.want([{ film: pooled, frames }], cutFrame === null && speed > 0);
  }, [pool, version, pooled, frame, speed, cutFrame, file.frames]);

  if (!project) return null;
  const numbers = numbersOf(project);
  const labelOf = (shotId: string) => {
    const number = numbers.get(shotId);
    return number === undefined ? "Removed shot" : shotLabel(number);
  };
  const cutEdit = (shotId: string, to: number | null): EditOf<"take.cut"> => {
    return { type: "take.cut", passId: pass.id, takeId: take.id, shotId, frame: to };
  };
  const keepDraft = () => {
    if (draft) void editor.apply(draft);
    setDraft(null);
  };
  const sheet = made?.strip ?? made?.keys ?? null;
  const rate = { num: file.rateNum, den: file.rateDen, dropFrame: false };
  const shotAt = shots.findLast(({ inFrame }) => inFrame <= frame);
  return (
    <div className={styles.page}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape */}
      <div ref={stage} className={styles.stage} tabIndex={-1} role="group" aria-label="Pictures">
        {cut ? (
          <CutFrames
            films={films}
            film={pooled}
            frames={file.frames}
            ratio={file.widthPx / file.heightPx}
            cut={cut.inFrame}
            names={[labelOf((shots[at - 1] ?? cut).shotId), labelOf(cut.shotId)]}
          />
        ) : (
          <FilmFrame
            films={films}
            film={pooled}
            frame={frame}
            label={`Take ${take.number}`}
            className={styles.picture}
          />
        )}
      </div>
      {cut ? (
        <div className={styles.cutBar}>
          <output className={styles.words}>
            <strong>Cut to {labelOf(cut.shotId)}</strong> {sayCutPlace(cut.inFrame, cut.plannedInFrame)}.{" "}
            {sayCut(cut.cut)}
          </output>
          {cut.cut.by === "user" && (
            <Button onClick={() => void editor.apply(cutEdit(cut.shotId, null))}>
              {take.cuts === null ? "Back to planned" : "Back to measured"}
            </Button>
          )}
          <Button onClick={() => setSelected(null)}>Show the video</Button>
        </div>
      ) : (
        <PlayButtons
          transport={transport}
          lookedAt={{ takeId: take.id, frame, passId: pass.id, shotId: shotAt?.shotId ?? null }}
          says={`Frame ${frame} of ${file.frames} · ${secondsOfFrames(frame, rate).toFixed(2)} s · ${labelOf(shotAt?.shotId ?? "")}`}
        />
      )}
      <FilmStrip
        frames={file.frames}
        shots={shots}
        unplanned={take.cuts?.others ?? []}
        labelOf={labelOf}
        picture={sheet && { sheet, url: mediaAddress(project.id, take.mediaId, made?.strip ? "strip" : "keys") }}
        playhead={frame}
        selected={selected}
        onSelect={(shotId) => {
          setSelected(shotId);
          if (shotId !== null) transport.shuttle(0);
        }}
        onSeek={transport.seek}
        onMove={(shotId, to) => setDraft(cutEdit(shotId, to))}
        onDone={keepDraft}
        onCancel={() => setDraft(null)}
      />
      <ConformTable
        shots={shots}
        labelOf={labelOf}
        unplanned={take.cuts?.others ?? []}
        onShow={(to) => {
          setSelected(null);
          transport.seek(to);
        }}
      />
    </div>
  );
}

function passWith(project: Parameters<typeof applyEdit>[0], edit: EditOf<"take.cut">): Pass | undefined {
  const result = applyEdit(project, edit);
  return result.ok ? result.project.passes.find(({ id }) => id === edit.passId) : undefined;
}
