/** Owns comparing takes in sync, two or four, with the plan's animatic as one of them: side by side, wiped, or as their difference. */
import { useEffect, useMemo, useRef, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import { animaticChoice, type Pass, type Project, type Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { numbersOf } from "../state/selectors.ts";
import { takesInUse } from "../state/takes-tray.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { ComparePane } from "./ComparePane.tsx";
import styles from "./CompareTakes.module.css";
import { framesAheadCount } from "./CutsPage.tsx";
import { compareAxis, heardOf } from "./compare-axis.ts";
import { type AnimaticPainter, type Compared, createComparePainter } from "./compare-painter.ts";
import { MixedPane } from "./MixedPane.tsx";
import { PlayButtons } from "./PlayButtons.tsx";
import type { CreateSound } from "./take-sound.ts";
import { framesAhead, type TransportState } from "./transport.ts";
import { useFilms, useSound } from "./use-films.ts";
import { useTransport } from "./use-transport.ts";

export type CompareMode = "side" | "wipe" | "difference";

interface CompareTakesProps {
  readonly passId: string;
  readonly shotId: string | null;
  readonly cards: readonly string[];
  /** Paints the animatic: it is the viewer's, so whoever puts the window together hands it in. */
  readonly createAnimatic: (onChange: () => void) => AnimaticPainter;
  readonly createSound: CreateSound;
  readonly onClose: () => void;
}

export function CompareTakes(props: CompareTakesProps) {
  const view = useEditor((state) => state.view);
  const pass = view?.project.passes.find(({ id }) => id === props.passId);
  const shot = pass?.shots.find(({ id }) => id === props.shotId) ?? null;
  if (!view || !pass || (props.shotId !== null && !shot)) return null;
  return <Known {...props} project={view.project} takes={view.takes} pass={pass} shot={shot} />;
}

interface KnownProps extends CompareTakesProps {
  readonly project: Project;
  readonly takes: readonly Take[];
  readonly pass: Pass;
  readonly shot: Shot | null;
}

function Known({ project, takes, pass, shot, cards: first, createAnimatic, createSound, onClose }: KnownProps) {
  const [cards, setCards] = useState(first);
  const [mode, setMode] = useState<CompareMode>("side");
  const area = useRef<HTMLDivElement>(null);
  const choices = useMemo(() => takesInUse(takes, pass, shot), [takes, pass, shot]);
  const rate = rateOf(project.rate);
  const compared = useMemo(
    () => cards.map((card): Compared => choices.find(({ id }) => id === card) ?? animaticChoice),
    [cards, choices],
  );
  const axis = useMemo(
    () => compareAxis(project.passes, pass, shot?.id ?? null, compared, rate),
    [project, pass, shot, compared, rate],
  );
  const films = useFilms(project.id);
  const [animatic, setAnimatic] = useState<AnimaticPainter | null>(null);
  const [pictures, setPictures] = useState(0);
  useEffect(() => {
    const painter = createAnimatic(() => setPictures((count) => count + 1));
    setAnimatic(painter);
    return () => painter.close();
  }, [createAnimatic]);
  const painter = useMemo(
    () => createComparePainter({ pass, axis, rate, pool: films.pool, animatic }),
    [pass, axis, rate, films.pool, animatic],
  );
  const range = { start: 0, end: axis.frames };
  // One is enough to hear: the first.
  const stretches = useMemo(() => heardOf(compared[0] ?? animaticChoice, axis, rate), [compared, axis, rate]);
  const sound = useSound(films, createSound, stretches);
  const isReady = (state: TransportState) => {
    painter.want(compared, framesAhead(state, range, framesAheadCount), state.speed > 0);
    return painter.isReady(compared, state.frame);
  };
  const transport = useTransport({ range, rate, isReady, sound });
  const { frame, speed } = transport;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a film that has just opened is to be asked again
  useEffect(() => {
    const count = speed === 0 ? 1 : framesAheadCount;
    painter.want(compared, framesAhead({ frame, speed }, { start: 0, end: axis.frames }, count), speed > 0);
  }, [painter, films.version, compared, frame, speed, axis.frames]);

  const version = films.version + pictures;
  const choose = (at: number, card: string) => setCards(cards.map((each, index) => (index === at ? card : each)));
  const more = fourCards(cards.slice(0, 2), choices);
  const label = shot ? shotLabel(numbersOf(project).get(shot.id) ?? 0) : `${pass.scene} ${pass.name}`;
  const pane = (at: number) => ({
    compared: compared[at] as Compared,
    choices,
    pass,
    shot,
    onChoose: (card: string) => choose(at, card),
  });
  const shown = { painter, frame, version, ratio: ratioOf(pass.aspectRatio) };
  return (
    <Modal
      open
      size="full"
      title={`Compare takes of ${label}`}
      initialFocus={area}
      onClose={onClose}
      buttons={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.view}>
        <Modes mode={mode} onMode={setMode} four={cards.length > 2}>
          {more.length > 2 && (
            <Button onClick={() => setCards(cards.length > 2 ? cards.slice(0, 2) : more)}>
              {cards.length > 2 ? "Compare two" : more.length === 3 ? "Compare three" : "Compare four"}
            </Button>
          )}
        </Modes>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape */}
        <div
          ref={area}
          className={styles.area}
          data-count={mode === "side" ? cards.length : 1}
          tabIndex={-1}
          role="group"
          aria-label="Pictures"
        >
          {mode === "side" ? (
            compared.map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
              <ComparePane key={at} {...pane(at)} {...shown} />
            ))
          ) : (
            <MixedPane mode={mode} first={pane(0)} second={pane(1)} {...shown} />
          )}
        </div>
        <div className={styles.foot}>
          <PlayButtons
            transport={transport}
            says={`Frame ${frame} of ${axis.frames} · ${secondsOfFrames(frame, rate).toFixed(2)} s`}
          />
          <input
            type="range"
            className={styles.scrub}
            aria-label="Frame"
            min={0}
            max={axis.frames - 1}
            value={frame}
            onChange={(event) => transport.seek(event.currentTarget.valueAsNumber)}
          />
        </div>
      </div>
    </Modal>
  );
}

/** Up to two more: takes that are not compared yet, the newest first, then the animatic. */
function fourCards(cards: readonly string[], choices: readonly Take[]): string[] {
  const others = [...choices.map(({ id }) => id).toReversed(), animaticChoice].filter((card) => !cards.includes(card));
  return [...cards, ...others.slice(0, 2)];
}

const modes: readonly (readonly [CompareMode, string])[] = [
  ["side", "Side by side"],
  ["wipe", "Wipe"],
  ["difference", "Difference"],
];

interface ModesProps {
  readonly mode: CompareMode;
  readonly onMode: (mode: CompareMode) => void;
  readonly four: boolean;
  readonly children: React.ReactNode;
}

function Modes({ mode, onMode, four, children }: ModesProps) {
  return (
    <div className={styles.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape */}
      <div className={styles.modes} role="group" aria-label="Compare as">
        {modes.map(([each, words]) => (
          <button
            key={each}
            type="button"
            className={styles.mode}
            aria-pressed={mode === each}
            title={four && each !== "side" ? "Compares the first two" : undefined}
            onClick={() => onMode(each)}
          >
            {words}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
