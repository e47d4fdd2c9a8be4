/** Owns the tray of takes between viewer and timeline: the takes of the shot under the playhead, or of the selected pass, as cards that are looked through, chosen and judged. */
import { Columns2, Trash2, Trophy, X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { shotsShownBy } from "../../../shared/cut/out/shot-takes.ts";
import type { LedgerEntry } from "../../../shared/generation/job.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import { animaticChoice, type Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { giveTake } from "../commands/take-commands.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import {
  isTrayOpen,
  type TrayScope,
  trayContent,
  trayOptions,
  traySpot,
  triedOf,
  useTrayOptions,
  useTraySpot,
} from "../state/takes-tray.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { useTakeProducts } from "../state/use-take-products.ts";
import { IconButton } from "../ui/Button.tsx";
import { animaticCard, isUnready, takeCard } from "./card-content.ts";
import { RejectField } from "./RejectField.tsx";
import { type CardContent, TakeCard } from "./TakeCard.tsx";
import { TakeMenu } from "./TakeMenu.tsx";
import styles from "./TakesTray.module.css";

const noTakes: readonly Take[] = [];
const noEntries: readonly LedgerEntry[] = [];

/** Nothing while it is closed. */
export function TakesTray() {
  const options = useTrayOptions();
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  return isTrayOpen(options, takes) ? <OpenTray scope={options.scope} /> : null;
}

function OpenTray({ scope }: { scope: TrayScope }) {
  // Primitive parts of the content, so that only another shot or pass shows the tray anew while the playhead runs.
  const passId = useEditor((state) => trayContent(state, scope)?.pass.id ?? null);
  const shotId = useEditor((state) => trayContent(state, scope)?.shot?.id ?? null);
  const shotScope = scope === "shot";
  const project = useEditor(shownProject);
  const label = shotId === null || !project ? null : shotLabel(numbersOf(project).get(shotId) ?? 0);
  const drop = (event: FocusEvent<HTMLElement>) => {
    const { rejecting } = traySpot.get();
    if (rejecting === null && !event.currentTarget.contains(event.relatedTarget)) traySpot.set({ card: null });
  };
  return (
    <section className={styles.tray} aria-label="Takes tray" data-takes="" onBlur={drop}>
      <div className={styles.side}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape */}
        <div className={styles.scopes} role="group" aria-label="Takes of">
          {(["shot", "pass"] as const).map((each) => (
            <button
              key={each}
              type="button"
              className={styles.scope}
              aria-pressed={scope === each}
              title={each === "shot" ? "Takes of the shot under the playhead" : "Takes of the selected pass"}
              onClick={() => trayOptions.set({ scope: each })}
            >
              {each === "shot" ? "Shot" : "Pass"}
            </button>
          ))}
        </div>
        <div className={styles.actions}>
          <IconButton
            label="Best of"
            tip="Best of: circled or highest rated takes for this pass"
            shortcut={shortcutOf("takes.best", isMac)}
            onClick={() => runCommand("takes.best")}
          >
            <Trophy size={15} />
          </IconButton>
          <IconButton
            label="Compare takes"
            shortcut={shortcutOf("takes.compare", isMac)}
            onClick={() => runCommand("takes.compare")}
          >
            <Columns2 size={15} />
          </IconButton>
          <IconButton label="Bin" tip="Takes in the bin" onClick={() => openDialog({ kind: "bin" })}>
            <Trash2 size={15} />
          </IconButton>
          <IconButton
            label="Hide takes"
            shortcut={shortcutOf("takes.toggle", isMac)}
            onClick={() => runCommand("takes.toggle")}
          >
            <X size={15} />
          </IconButton>
        </div>
        <TraySays label={label} />
      </div>
      {passId !== null && (!shotScope || shotId !== null) ? (
        <Cards key={`${passId} ${shotId}`} scope={scope} />
      ) : (
        <p className={styles.none}>Add a pass to collect takes here.</p>
      )}
    </section>
  );
}

/** What is shown, or how a take that is tried is kept. */
function TraySays({ label }: { label: string | null }) {
  useTraySpot();
  const tried = useEditor(triedOf);
  return <output className={styles.says}>{tried ? "Enter keeps it, Esc goes back" : label}</output>;
}

function Cards({ scope }: { scope: TrayScope }) {
  const list = useRef<HTMLUListElement>(null);
  const { card: spot, rejecting } = useTraySpot();
  const tried = useEditor(triedOf);
  const view = useEditor((state) => state.view);
  const project = useEditor(shownProject);
  const products = useTakeProducts();
  const entries = useGeneration((state) => state.ledger?.entries) ?? noEntries;
  const shown = useMemo(
    () => (project && view ? shotsShownBy(project, view.takes) : new Map<string, Shot[]>()),
    [project, view],
  );
  const content = trayContent(editor.get(), scope);
  useEffect(() => {
    const card = tried && cardOf(list.current, tried.card);
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (document.activeElement?.closest("[data-take-card]")) card?.focus();
  }, [tried]);
  if (!view || !project || !content) return null;
  const { pass, shot, takes } = content;
  const sources = { view: { ...view, project }, pass, shot, products, entries, shown };
  const cards = [animaticCard(sources), ...takes.map((take) => takeCard(take, sources))];
  const reachable = cards.some(({ card }) => card === spot)
    ? spot
    : (cards.find(({ inCut, card }) => inCut && card !== animaticChoice) ?? cards[0])?.card;
  return (
    <ul
      ref={list}
      className={styles.cards}
      aria-label={shot ? "Takes of the shot" : "Takes of the pass"}
      aria-describedby="tray-keys"
      onKeyDown={moveAlong}
    >
      <li id="tray-keys" className={styles.hidden} aria-hidden="true">
        Left and right choose a card. Enter circles, 1 to 5 rate, 0 clears, X rejects, U uses it for the shot, O opens
        it.
      </li>
      {cards.map((each) => (
        <Item
          key={each.card}
          content={each}
          take={takes.find(({ id }) => id === each.card) ?? null}
          shotId={shot?.id ?? null}
          reachable={each.card === reachable}
          tried={tried?.card === each.card && tried.shotId === shot?.id}
          progress={progressOf(products.get(each.card))}
          failed={products.get(each.card)?.state === "failed"}
          rejecting={rejecting === each.card}
        />
      ))}
      {takes.length === 0 && (
        <li className={styles.none}>No takes yet. Generate the pass, or import a video in the inspector.</li>
      )}
    </ul>
  );
}

function progressOf(made: Parameters<typeof isUnready>[0]): number | null {
  return made && isUnready(made) ? made.progress : null;
}

interface ItemProps {
  readonly content: CardContent;
  /** Null for the animatic. */
  readonly take: Take | null;
  readonly shotId: string | null;
  readonly reachable: boolean;
  readonly tried: boolean;
  readonly progress: number | null;
  readonly failed: boolean;
  readonly rejecting: boolean;
}

function Item({ content, take, shotId, reachable, tried, progress, failed, rejecting }: ItemProps) {
  const projectId = useEditor((state) => state.projectId) ?? "";
  const open = () => take && openDialog({ kind: "take", takeId: take.id });
  const press = () => shotId !== null && !content.inCut && giveTake(shotId, content.card);
  return (
    <li className={styles.item}>
      <TakeCard
        content={content}
        projectId={projectId}
        progress={progress}
        reachable={reachable}
        tried={tried}
        chooses={shotId !== null}
        onFocus={() => traySpot.set({ card: content.card })}
        onPress={press}
        onOpen={open}
      />
      {take && (
        <TakeMenu
          take={take}
          shotId={shotId}
          name={content.name}
          circled={content.circled}
          rejected={content.rejected}
          failed={failed}
          reachable={reachable}
        />
      )}
      {take && rejecting && <RejectField take={take} />}
    </li>
  );
}

/** Arrow keys go from card to card. */
function moveAlong(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-take-card]")];
  const at = cards.indexOf(event.target as HTMLElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: cards.length - 1 }[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  cards[Math.max(0, Math.min(cards.length - 1, to))]?.focus();
}

function cardOf(list: HTMLElement | null, card: string): HTMLElement | null {
  return list?.querySelector(`[data-take-card="${card}"]`) ?? null;
}
