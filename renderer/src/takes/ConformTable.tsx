/** Owns the conform report of a take as a table: planned, returned, difference and remedy of each shot, and their sums; then what nobody planned. */
import type { MeasuredCut } from "../../../shared/conform/cuts.ts";
import { conformReport } from "../../../shared/takes/conform-report.ts";
import type { ShotTake } from "../../../shared/takes/take-shots.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./ConformTable.module.css";
import { lacksFrames, writeDifference } from "./card-words.ts";
import { sayCut, sayRemedy } from "./cut-words.ts";

interface ConformTableProps {
  readonly shots: readonly ShotTake[];
  readonly labelOf: (shotId: string) => string;
  readonly unplanned: readonly MeasuredCut[];
  readonly onShow: (frame: number) => void;
}

export function ConformTable({ shots, labelOf, unplanned, onShow }: ConformTableProps) {
  const rows = conformReport(shots);
  const sum = (read: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + read(row), 0);
  return (
    <>
      <table className={styles.table}>
        <caption className={styles.caption}>Conform report, in frames of the video</caption>
        <thead>
          <tr>
            <th scope="col">Shot</th>
            <th scope="col" className={styles.figure}>
              In
            </th>
            <th scope="col" className={styles.figure}>
              Out
            </th>
            <th scope="col" className={styles.figure}>
              Planned
            </th>
            <th scope="col" className={styles.figure}>
              Returned
            </th>
            <th scope="col" className={styles.figure}>
              Difference
            </th>
            <th scope="col">Remedy</th>
            <th scope="col">Begins with</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const { shotId, inFrame, outFrame, cut } = shots[index] as ShotTake;
            return (
              <tr key={shotId}>
                <th scope="row">{labelOf(shotId)}</th>
                <td className={styles.figure}>{inFrame}</td>
                <td className={styles.figure}>{outFrame}</td>
                <td className={styles.figure}>{row.planned}</td>
                <td className={styles.figure}>{row.returned}</td>
                <td className={joinClasses(styles.figure, lacksFrames(row.remedy) && styles.lacks)}>
                  {row.difference === 0 ? "0" : writeDifference(row.difference)}
                </td>
                <td className={lacksFrames(row.remedy) ? styles.lacks : undefined}>{sayRemedy(row)}</td>
                <td className={styles.words}>{index === 0 ? "Start of the video" : sayCut(cut)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td />
            <td />
            <td className={styles.figure}>{sum((row) => row.planned)}</td>
            <td className={styles.figure}>{sum((row) => row.returned)}</td>
            <td className={styles.figure}>{writeDifference(sum((row) => row.difference))}</td>
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
      {unplanned.length > 0 && (
        <section className={styles.unplanned} aria-label="Cuts that nobody planned">
          <h3>Cuts that nobody planned</h3>
          <ul>
            {unplanned.map((cut) => (
              <li key={cut.frame}>
                <button type="button" className={styles.show} onClick={() => onShow(cut.frame)}>
                  Frame {cut.frame}
                </button>
                <span>
                  {sayCut({ ...cut, by: "measured" })}, in {labelOf(shotAt(shots, cut.frame))}. Split the shot in the
                  plan if it is meant.
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function shotAt(shots: readonly ShotTake[], frame: number): string {
  return shots.findLast(({ inFrame }) => inFrame <= frame)?.shotId ?? "";
}
