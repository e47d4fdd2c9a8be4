/** Owns the table that compares models: a row each, with what is not confirmed marked, and what is behind it on a press. */
import { ArrowDown, ArrowUp, ChevronRight } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { describePrice } from "../../../shared/generation/price.ts";
import {
  type SaidLimit,
  sayElements,
  sayFrames,
  sayLength,
  sayNegativePrompt,
  sayResolutions,
  sayShapes,
  sayShots,
  saySound,
} from "../../../shared/models/describe-profile.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { priceOfPass } from "../generation/pass-price.ts";
import { joinClasses } from "../ui/Button.tsx";
import unseen from "../ui/Unseen.module.css";
import { ModelFacts, ReadOn } from "./ModelFacts.tsx";
import styles from "./ModelTable.module.css";
import type { ModelRow, SortColumn, Sorting } from "./model-rows.ts";
import { PassFit } from "./PassFit.tsx";

interface ModelTableProps {
  readonly rows: readonly ModelRow[];
  /** The pass that the models are compared for. */
  readonly pass: Pass | null;
  readonly output: ModelProfile["output"];
  readonly sorting: Sorting;
  /** Of the user's own models, by id. */
  readonly ownFiles: ReadonlyMap<string, string>;
  readonly onSort: (column: SortColumn) => void;
}

interface Column {
  readonly title: string;
  readonly say: SaidLimit;
  readonly sort?: SortColumn;
}

const limitColumns: Readonly<Record<ModelProfile["output"], readonly Column[]>> = {
  film: [
    { title: "Length", say: sayLength, sort: "length" },
    { title: "Shots", say: sayShots, sort: "shots" },
    { title: "Frames", say: sayFrames },
    { title: "Elements", say: sayElements },
    { title: "Aspect ratios", say: sayShapes },
    { title: "Resolutions", say: sayResolutions },
    { title: "Sound", say: saySound },
    { title: "Negative prompt", say: sayNegativePrompt },
  ],
  still: [
    { title: "Elements", say: sayElements },
    { title: "Aspect ratios", say: sayShapes },
    { title: "Resolutions", say: sayResolutions },
  ],
};

export function ModelTable({ rows, pass, output, sorting, ownFiles, onSort }: ModelTableProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const columns = limitColumns[output];
  const head = (title: string, column?: SortColumn) => (
    <Head key={title} title={title} column={column} sorting={sorting} onSort={onSort} />
  );
  const width = columns.length + (pass ? 4 : 3);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it
    <section className={styles.scroller} aria-label="Models compared" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head("Model", "model")}
            {pass && head("This pass", "pass")}
            {head("Price", "price")}
            {columns.map(({ title, sort }) => head(title, sort))}
            {head("Facts read", "read")}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const { profile, service, compared } = row;
            const isOpen = openId === profile.id;
            const begins = sorting === null && rows[index - 1]?.service !== service;
            return (
              <Fragment key={profile.id}>
                {begins && (
                  <tr className={styles.service}>
                    <th scope="rowgroup" colSpan={width}>
                      <span className={styles.stays}>{service}</span>
                    </th>
                  </tr>
                )}
                <tr data-used={profile.id === pass?.profile ? "" : undefined}>
                  <th scope="row" className={styles.name}>
                    <button
                      type="button"
                      className={styles.open}
                      aria-expanded={isOpen}
                      title={profile.label}
                      onClick={() => setOpenId(isOpen ? null : profile.id)}
                    >
                      <ChevronRight size={12} aria-hidden="true" className={styles.chevron} />
                      <span>{row.name}</span>
                    </button>
                    {sorting !== null && <span className={styles.note}>{service}</span>}
                    {ownFiles.has(profile.id) && <span className={styles.note}>Your own model</span>}
                    {profile.off !== undefined && <span className={styles.warning}>Not available yet</span>}
                  </th>
                  {pass && compared && (
                    <td className={styles.fit}>
                      <PassFit compared={compared} pass={pass} />
                    </td>
                  )}
                  <td className={styles.price}>
                    <Price profile={profile} pass={pass} />
                  </td>
                  {columns.map(({ title, say, sort }) => (
                    <td key={title} className={sort && styles.tight}>
                      <Limit profile={profile} say={say} />
                    </td>
                  ))}
                  <td className={styles.tight}>
                    <ReadOn profile={profile} />
                  </td>
                </tr>
                {isOpen && (
                  <tr className={styles.facts}>
                    <td colSpan={width}>
                      <ModelFacts profile={profile} compared={compared} ownFile={ownFiles.get(profile.id) ?? null} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps {
  readonly title: string;
  readonly column: SortColumn | undefined;
  readonly sorting: Sorting;
  readonly onSort: (column: SortColumn) => void;
}

function Head({ title, column, sorting, onSort }: HeadProps) {
  const first = column === "model" ? styles.corner : undefined;
  if (column === undefined) {
    return (
      <th scope="col" className={first}>
        {title}
      </th>
    );
  }
  const isSorted = sorting?.column === column;
  const Arrow = sorting?.isDown ? ArrowDown : ArrowUp;
  return (
    <th scope="col" className={first} aria-sort={isSorted ? (sorting.isDown ? "descending" : "ascending") : undefined}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(column)}
        title={`Sort by ${title.toLowerCase()}`}
      >
        {title}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}

function Limit({ profile, say }: { profile: ModelProfile; say: SaidLimit }) {
  return say(profile).map(({ text, isUnsure }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    <span key={index} className={styles.part}>
      {text}
      {isUnsure && <Unsure>Not confirmed: the sources are silent or disagree.</Unsure>}
    </span>
  ));
}

function Price({ profile, pass }: { profile: ModelProfile; pass: Pass | null }) {
  const doubt = "uncertain" in profile.price ? profile.price.uncertain : undefined;
  const shown =
    pass && profile.price.kind !== "free" && profile.price.kind !== "unknown" ? priceOfPass(profile, pass) : null;
  return (
    <>
      <span className={styles.part}>
        {sayPrice(profile)}
        {doubt && <Unsure>{doubt}</Unsure>}
      </span>
      {shown && (
        <span className={joinClasses(styles.part, styles.note)} title={shown.reason}>
          {shown.amount ? `${shown.text} this pass` : shown.reason}
        </span>
      )}
    </>
  );
}

function sayPrice(profile: ModelProfile): string {
  const text = describePrice(profile);
  return text[0] === undefined ? text : `${text[0].toUpperCase()}${text.slice(1)}`;
}

/** The mark of what is not confirmed: its words on hover, and for a screen reader. */
function Unsure({ children }: { children: ReactNode }) {
  return (
    <>
      <span className={styles.unsure} aria-hidden="true" title={String(children)}>
        ?
      </span>
      <span className={unseen.unseen}> ({children})</span>
    </>
  );
}
