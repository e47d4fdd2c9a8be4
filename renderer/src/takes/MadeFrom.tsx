/** Owns what a take remembers: by what, when and for how much it was made, what its model read, and what has changed since. */
import { useEffect, useState } from "react";
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import type { WrittenPass } from "../../../shared/generation/written-pass.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import { showDone } from "../state/problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { useTakeProducts } from "../state/use-take-products.ts";
import { Button } from "../ui/Button.tsx";
import { writePrice } from "./card-content.ts";
import { writeSeconds } from "./card-words.ts";
import styles from "./MadeFrom.module.css";

export function MadeFrom({ take, file, pass }: { take: Take; file: TakeFile; pass: Pass }) {
  const memory = useMemory(take.id);
  return (
    <div className={styles.page}>
      <Facts take={take} file={file} pass={pass} memory={memory} />
      <div className={styles.column}>
        <Changes take={take} canRestore={memory !== null && memory.madeFrom !== null} />
        {memory?.written && <Written written={memory.written} />}
      </div>
    </div>
  );
}

/** Null until it is there. */
function useMemory(takeId: string): TakeMemory | null {
  const projectId = useEditor((state) => state.projectId);
  const [memory, setMemory] = useState<TakeMemory | null>(null);
  useEffect(() => {
    if (projectId === null) return;
    const leave = new AbortController();
    editor.client
      .call("takes.memory", { projectId, takeId }, leave.signal)
      .then(setMemory)
      .catch((error: unknown) => leave.signal.aborted || editor.report(error));
    return () => leave.abort();
  }, [projectId, takeId]);
  return memory;
}

function Facts({ take, file, pass, memory }: { take: Take; file: TakeFile; pass: Pass; memory: TakeMemory | null }) {
  const entry = useGeneration((state) => state.ledger?.entries.find((each) => each.jobId === take.jobId));
  const note = useTakeProducts().get(take.id)?.note ?? null;
  const notes = pass.takes?.[take.id];
  const fps = Number((file.rateNum / file.rateDen).toFixed(3));
  const length = writeSeconds(file.frames, { num: file.rateNum, den: file.rateDen, dropFrame: false });
  const written = memory?.written;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["Made by", describeMaker(take)],
    ["Made on", new Date(take.createdAt).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" })],
    ["Price", writePrice(entry)],
    ["File", memory?.file],
    ["Video", `${file.widthPx} × ${file.heightPx}, ${fps} fps, ${file.frames} frames, ${length}`],
    ["Sound", file.hasAudio ? "Yes" : "None"],
    ["Preview", note],
    ["Asked for", written && `${written.aspectRatio}, ${written.resolution}, ${written.durationMs / 1000} s`],
    ["Guidance", written?.guidance?.toString()],
    ["Rejected", notes?.rejected === undefined ? null : notes.rejected || "Without a reason"],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className={styles.row}>
              <dt className={styles.name}>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Changes({ take, canRestore }: { take: Take; canRestore: boolean }) {
  const changes = take.stale ?? [];
  return (
    <section className={styles.part} aria-label="Changed since">
      <h3>{changes.length === 0 ? "The plan still matches this take" : "Changed in the plan since"}</h3>
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      {canRestore && changes.length > 0 && (
        <Button className={styles.restore} onClick={() => void restorePlan(take)}>
          Restore the plan from this take
        </Button>
      )}
    </section>
  );
}

async function restorePlan({ id, number }: Take): Promise<void> {
  const { projectId, view } = editor.get();
  if (projectId === null || !view) return;
  try {
    await editor.client.call("takes.restorePlan", { projectId, takeId: id, baseRevision: view.revision });
    showDone(`The pass is planned as for take ${number} again.`, { label: "Undo", run: () => void editor.undo() });
  } catch (error) {
    editor.report(error);
  }
}

/** The texts and images as the model read them. */
function Written({ written }: { written: WrittenPass }) {
  const images = [
    ...(written.startFrame === null ? [] : [{ name: "Start frame", id: written.startFrame }]),
    ...(written.keyframes ?? []).map((id, index) => ({ name: `Keyframe ${index + 1}`, id })),
    ...(written.endFrame === null ? [] : [{ name: "End frame", id: written.endFrame }]),
    ...written.elements.flatMap(({ name, images: own }) => own.slice(0, 1).map((id) => ({ name: `@${name}`, id }))),
  ];
  return (
    <section className={styles.part} aria-label="Prompt">
      <h3>Prompt</h3>
      <ol className={styles.shots}>
        {written.shots.map(({ durationMs, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: frozen: nothing moves in it
          <li key={index}>
            <span className={styles.name}>{durationMs / 1000} s</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {written.negativePrompt && <p className={styles.name}>Without: {written.negativePrompt}</p>}
      {images.length > 0 && (
        <ul className={styles.images}>
          {images.map(({ name, id }) => (
            <li key={`${name} ${id}`} className={styles.image} title={`SHA-256 ${id}`}>
              <span className={styles.thumbnail}>
                <StoredImage mediaId={id} />
              </span>
              <span className={styles.name}>{name}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
