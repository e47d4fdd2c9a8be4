/** Owns showing the exact text of a shot that will be sent, beside its fields and live: its length, what the look adds, and what is new since the last take. */
import { ChevronDown, ChevronUp } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { headsOf } from "../../../shared/generation/written-pass.ts";
import { labelOf, profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { differs } from "../../../shared/prompt/word-diff.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { createRememberedStore } from "../state/remembered-store.ts";
import { joinClasses } from "../ui/Button.tsx";
import { typedField, useLiveShot } from "./live-shot.ts";
import styles from "./SentPanel.module.css";
import { sayLength } from "./sent-length.ts";
import { type SentPiece, sentPieces } from "./sent-pieces.ts";
import { useShotPage } from "./shot-page.ts";
import { useTakeText } from "./take-texts.ts";

const options = createRememberedStore("shotline.sent", { open: true, marksChanges: true });

export function SentPanel({ shot }: { shot: Shot }) {
  const { pass, elements } = useShotPage();
  const live = useDeferredValue(useLiveShot(shot));
  const { open } = useSyncExternalStore(options.subscribe, options.get);
  const { text, isOver } = sayLength(elements, pass, live);
  return (
    <section className={styles.panel} aria-label="What will be sent">
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          onClick={() => options.set({ open: !open })}
        >
          {open ? <ChevronDown size={14} /> : <ChevronUp size={14} />}
          <h3 className={styles.title}>What will be sent</h3>
        </button>
        <span className={joinClasses(styles.count, isOver && styles.over)} title="Characters as the model reads them">
          {text.includes(" of ") ? text : `${text} characters`}
        </span>
        <button
          type="button"
          className={styles.request}
          title={`Full request for ${labelOf(pass.profile)}`}
          onClick={() => openDialog({ kind: "request", passId: pass.id })}
        >
          Full request
        </button>
      </div>
      {open && <SentText pass={pass} shot={live} />}
    </section>
  );
}

/** `shot`: as it is being typed. */
function SentText({ pass, shot }: { pass: Pass; shot: Shot }) {
  const { marksChanges } = useSyncExternalStore(options.subscribe, options.get);
  const take = useTakeText(shot.id);
  const before = take?.text ?? null;
  const pieces = useMemo(() => sentPieces(shot, pass.look, before), [shot, pass.look, before]);
  const changed = take !== null && differs(pieces);
  const marked = changed && marksChanges;
  const profile = profileOf(pass.profile);
  const head = profile && headsOf(profile, pass)[pass.shots.findIndex(({ id }) => id === shot.id)];
  const shown = marked ? pieces : pieces.filter(({ kind }) => kind !== "removed");
  const box = useRef<HTMLElement>(null);
  // Whoever types sees the words that they type.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every text is another one to follow
  useEffect(() => {
    const field = typedField(shot.id)?.match(/^[a-z]+/)?.[0];
    const words =
      field === undefined
        ? undefined
        : [...(box.current?.querySelectorAll<HTMLElement>(`[data-field=${field}]`) ?? [])].at(-1);
    if (box.current && words) showIn(box.current, words);
  }, [pieces]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section ref={box} className={styles.sent} aria-label="Sent text" tabIndex={0} data-testid="compiled-text">
        {shown.length > 0 && head && (
          <span className={styles.nothing} title="Added for this model, which reads all shots in one prompt">
            {head}
          </span>
        )}
        {shown.length === 0 ? (
          <span className={styles.nothing}>Nothing to send yet.</span>
        ) : (
          shown.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
            <Piece key={index} piece={piece} marked={marked} />
          ))
        )}
      </section>
      <div className={styles.foot}>
        {pieces.some(({ origin }) => origin === "look") && (
          <span className={styles.fromLook}>From the pass’s look</span>
        )}
        {changed && (
          <label className={styles.legend}>
            <input
              type="checkbox"
              checked={marksChanges}
              onChange={() => options.set({ marksChanges: !marksChanges })}
            />
            Changes since {take.label}
          </label>
        )}
      </div>
    </>
  );
}

/** Scrolls the box alone, and only as far as it takes. */
function showIn(box: HTMLElement, words: HTMLElement): void {
  const [outer, inner] = [box.getBoundingClientRect(), words.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8;
  else if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 8;
}

function Piece({ piece: { kind, text, origin, field }, marked }: { piece: SentPiece; marked: boolean }) {
  const fromLook = origin === "look" ? { className: styles.fromLook, title: "From the pass’s look" } : {};
  const own = { ...fromLook, "data-field": field ?? undefined };
  if (marked && kind === "removed") return <del className={styles.removed}>{text}</del>;
  if (!marked || kind === "same") return <span {...own}>{text}</span>;
  return (
    <ins {...own} className={joinClasses(styles.added, fromLook.className)}>
      {text}
    </ins>
  );
}
