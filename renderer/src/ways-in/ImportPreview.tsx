/** Owns showing what a shot list would do before it does: its columns, new passes with their shots, changed fields, and what was not understood. */

import { formatSeconds } from "../../../shared/budget/wall.ts";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import type { DraftShot, Remark } from "../../../shared/ways-in/draft.ts";
import type { ListColumn, ListField } from "../../../shared/ways-in/list-reading.ts";
import type { UpdatedShot } from "../../../shared/ways-in/list-updates.ts";
import type { ListPlan } from "../../../shared/ways-in/plan-list.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./ImportDialog.module.css";

/** So many are enough to see whether they came right. */
const shownShots = 200;
const shownRemarks = 100;

export function ImportPreview({ columns, plan }: { columns: readonly ListColumn[]; plan: ListPlan }) {
  return (
    <>
      <Remarks remarks={plan.remarks} />
      <Updates updated={plan.updated} />
      <Added added={plan.added} />
      <Columns columns={columns} />
    </>
  );
}

const fieldNames: Readonly<Record<ListField, string>> = {
  ...{ scene: "Scene", pass: "Pass", heading: "Scene heading", shot: "Shot number", model: "Model" },
  ...{ aspect: "Aspect ratio" },
  ...{ plannedSeconds: "Length", plannedFrames: "Length", seconds: "Length", frames: "Length" },
  ...{ size: "Size", angle: "Angle", move: "Camera move", lens: "Lens", note: "Camera note", camera: "Camera" },
  ...{ strength: "Strength of the move", easing: "Easing", holdStart: "Hold at the start", holdEnd: "Hold at the end" },
  ...{ transition: "Transition", slowMotion: "Slow motion", action: "Action", environment: "Environment" },
  ...{ lighting: "Lighting", mood: "Mood", dialogue: "Dialogue", language: "Language", ambience: "Ambience" },
  ...{ music: "Music", prompt: "Free-text prompt", notes: "Notes", wardrobe: "Wardrobe", props: "Props" },
  ...{ extra: "Notes, with its title", ignored: "Left out: follows from the plan" },
};

function Columns({ columns }: { columns: readonly ListColumn[] }) {
  if (columns.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>Columns: {columns.length}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">In the list</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ title, field }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list may have two columns of one title, and they keep their places
            <tr key={at}>
              <td>{title || "(no title)"}</td>
              <td className={field === "ignored" ? styles.quiet : undefined}>{fieldNames[field]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null;
  const left = remarks.length - shownRemarks;
  return (
    <details className={styles.details} open={remarks.length <= 4}>
      <summary>{remarks.length === 1 ? "1 remark" : `${remarks.length} remarks`}</summary>
      <ul className={styles.remarks}>
        {remarks.slice(0, shownRemarks).map(({ line, text, message }) => (
          <li key={`${line} ${text} ${message}`}>
            <span className={styles.quiet}>Line {line}</span> {message} {!message.includes(text) && <q>{text}</q>}
          </li>
        ))}
        {left > 0 && <li className={styles.quiet}>And {left} more.</li>}
      </ul>
    </details>
  );
}

function Updates({ updated }: { updated: readonly UpdatedShot[] }) {
  if (updated.length === 0) return null;
  const rows = updated.flatMap(({ label, scene, changes }) => changes.map((change) => ({ label, scene, ...change })));
  const left = rows.length - shownShots;
  return (
    <section>
      <h3 className={styles.heading}>Changed shots</h3>
      <table className={joinClasses(styles.table, styles.changes)}>
        <thead>
          <tr>
            <th scope="col">Shot</th>
            <th scope="col">Field</th>
            <th scope="col">Now</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownShots).map(({ label, scene, field, from, to }) => (
            <tr key={`${scene} ${label} ${field}`}>
              <td className={styles.fixed}>
                {scene} {label}
              </td>
              <td>{field}</td>
              <td className={styles.quiet}>{from || "empty"}</td>
              <td>{to}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className={styles.quiet}>And {left} more changes.</p>}
    </section>
  );
}

function Added({ added }: Pick<ListPlan, "added">) {
  let room = shownShots;
  const shown = added.flatMap((pass) => {
    const shots = pass.shots.slice(0, room);
    room -= shots.length;
    return shots.length > 0 ? [{ ...pass, shown: shots }] : [];
  });
  const left = added.reduce((sum, { shots }) => sum + shots.length, 0) - shownShots;
  return (
    <>
      {shown.map(({ scene, pass, shots, shown: rows }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several passes may have one name, and they keep their places
        <section key={at}>
          <h3 className={styles.heading}>
            {scene} {pass}
            <span className={styles.quiet}>
              {countOf(shots.length, "new shot")},{" "}
              {formatSeconds(shots.reduce((sum, each) => sum + each.durationMs, 0))}
            </span>
          </h3>
          <table className={joinClasses(styles.table, styles.shots)}>
            <thead>
              <tr>
                <th scope="col">Length</th>
                <th scope="col">Camera</th>
                <th scope="col">Words</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((shot, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a shot that is not there yet has its place alone
                <tr key={index}>
                  <td className={styles.fixed}>{formatSeconds(shot.durationMs)}</td>
                  <td>{cameraOf(shot)}</td>
                  <td>{wordsOf(shot)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {left > 0 && <p className={styles.quiet}>And {countOf(left, "more shot")}.</p>}
    </>
  );
}

function cameraOf({ camera, transition, slowMotion }: DraftShot): string {
  const moved = camera?.move?.replaceAll("-", " ");
  const joined = transition?.replaceAll("-", " ");
  return [joined, camera?.size, camera?.angle, moved, camera?.lens, camera?.note, slowMotion && "slow motion"]
    .filter(Boolean)
    .join(", ");
}

function wordsOf({ prompt, action, environment, dialogue }: DraftShot): string {
  const spoken = dialogue?.map(({ speaker, line }) => (speaker ? `${speaker}: ${line}` : line)) ?? [];
  return prompt ?? [action, environment, ...spoken].filter(Boolean).join(" · ");
}
