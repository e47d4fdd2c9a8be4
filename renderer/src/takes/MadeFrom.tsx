/** Owns what a take remembers: by what, when and for how much it was made, and the video that came back. */
import type { Pass } from "../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { writePrice } from "./card-content.ts";
import { writeSeconds } from "./card-words.ts";
import styles from "./MadeFrom.module.css";

export function MadeFrom({ take, file, pass }: { take: Take; file: TakeFile; pass: Pass }) {
  const entry = useGeneration((state) => state.ledger?.entries.find((each) => each.jobId === take.jobId));
  const notes = pass.takes?.[take.id];
  const fps = Number((file.rateNum / file.rateDen).toFixed(3));
  const length = writeSeconds(file.frames, { num: file.rateNum, den: file.rateDen, dropFrame: false });
  const facts: readonly (readonly [string, string | null])[] = [
    ["Made by", describeMaker(take)],
    ["Made on", new Date(take.createdAt).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" })],
    ["Price", writePrice(entry)],
    ["Video", `${file.widthPx} × ${file.heightPx}, ${fps} fps, ${file.frames} frames, ${length}`],
    ["Sound", file.hasAudio ? "Yes" : "None"],
    ["Frame rate", file.hasEvenRate ? null : `Varies; played at ${fps} fps`],
    ["Rejected", notes?.rejected === undefined ? null : notes.rejected || "Without a reason"],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name} className={styles.row}>
              <dt className={styles.name}>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
