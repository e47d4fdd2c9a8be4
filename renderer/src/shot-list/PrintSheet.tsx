/** Owns the sheet that is printed: project, date and sums above, then a table whose head stands on every page. */
import { useLayoutEffect, useRef } from "react";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { labelOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { countOf, formatLength, sumPasses } from "../../../shared/project/scene-lengths.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { type Column, columnOf, readCell } from "./columns.ts";
import { describeCamera, describeTake, type ListRow, type ShotRow } from "./list-rows.ts";
import styles from "./PrintDialog.module.css";
import type { PrintedPictures } from "./printed-pictures.ts";
import { paintPicture } from "./ShotPicture.tsx";

interface PrintSheetProps {
  readonly project: Project;
  readonly takes: readonly Take[];
  readonly rows: readonly ListRow[];
  readonly columns: readonly Column[];
  /** Null without pictures. */
  readonly pictures: PrintedPictures | null;
}

export function PrintSheet({ project, takes, rows, columns, pictures }: PrintSheetProps) {
  const shots = rows.filter((row) => row.kind === "shot");
  const others = columns.filter(
    (column) => column.id !== "number" && shots.some((row) => cellText(row, column, takes) !== ""),
  );
  const printed = [columnOf("number"), ...(pictures ? [columnOf("picture")] : []), ...others];
  const all = sumPasses(project.passes);
  return (
    <div className={styles.sheet} data-print-sheet="">
      <header className={styles.title}>
        <h2>{project.name}</h2>
        <p>
          Shot list · {new Date().toLocaleDateString("en-US", { dateStyle: "long" })} ·{" "}
          {countOf(all.passes, "pass", "passes")} · {countOf(all.shots, "shot")} · {formatLength(all.durationMs)}
          {shots.length < all.shots && ` · ${countOf(shots.length, "shot")} shown`}
        </p>
      </header>
      <table className={styles.sheetTable}>
        <thead>
          <tr>
            {printed.map((column) => (
              <th key={column.id}>{column.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === "shot" ? (
              <tr key={row.key}>
                {printed.map((column) => (
                  <td key={column.id} className={cellClass(column)}>
                    {column.id === "picture" ? (
                      <Printed picture={pictures?.get(row.key) ?? null} />
                    ) : (
                      cellText(row, column, takes)
                    )}
                  </td>
                ))}
              </tr>
            ) : (
              <tr key={row.key} className={row.kind === "scene" ? styles.sheetScene : styles.sheetPass}>
                <th colSpan={printed.length}>{groupText(row)}</th>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** What is short takes no more room than it needs. */
function cellClass({ id, edit }: Column): string | undefined {
  if (id === "number") return styles.sheetNumber;
  return edit === "none" || edit === "length" || edit === "choice" ? styles.sheetShort : undefined;
}

function cellText(row: ShotRow, column: Column, takes: readonly Take[]): string {
  const { pass, shot, label } = row;
  if (column.id === "number") return label;
  if (column.id === "length") return formatSeconds(shot.durationMs);
  if (column.id === "take") return describeTake(pass, shot, takes);
  const [written, blocked] = [readCell(shot, column.id), describeCamera(row, column.id)];
  return written !== "" || column.id !== "lens" ? written || blocked : `(${blocked})`;
}

function groupText(row: Exclude<ListRow, ShotRow>): string {
  if (row.kind === "pass") {
    const { pass } = row;
    return `${pass.name} · ${labelOf(pass.profile)} · ${formatLength(totalMs(pass))}`;
  }
  const { scene, heading, shots, durationMs } = row.sums;
  return [heading === "" ? scene : `${scene} ${heading}`, countOf(shots, "shot"), formatLength(durationMs)].join(" · ");
}

function Printed({ picture }: { picture: ImageBitmap | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && picture) paintPicture(canvas.current, picture);
  }, [picture]);
  return <canvas ref={canvas} className={styles.sheetPicture} width={16} height={9} />;
}
