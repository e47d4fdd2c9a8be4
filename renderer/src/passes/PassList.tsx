/** Owns the list of passes: what each uses of its budget, whether something is wrong or to do; select, add, reorder, remove. */
import { Menu } from "@base-ui/react/menu";
import { Ellipsis, Plus } from "lucide-react";
import { memo, useRef, useState } from "react";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Element, Pass } from "../../../shared/project/model.ts";
import { generatePass, openPass, runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { priceOfPasses, priceOfPlanned } from "../generation/pass-price.ts";
import { BudgetBar } from "../preflight/BudgetBar.tsx";
import { StandingIcon } from "../preflight/StandingIcon.tsx";
import { useAskedShots } from "../state/asked-shots.ts";
import { makeId } from "../state/make-id.ts";
import { inStanding, problemsOf, type StandingProblem } from "../state/plan-problems.ts";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses, Tip } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import panelStyles from "../ui/Panel.module.css";
import styles from "./PassList.module.css";
import { useVisibleRange } from "./use-visible-range.ts";

/** Height of a row, as its style sheet has it. */
const rowPx = 64;

export function PassList() {
  const passes = useEditor((state) => shownProject(state)?.passes) ?? [];
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const selected = useEditor((state) => state.selection.passId);
  const [dropIndex, setDropIndex] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useVisibleRange(
    list,
    passes.length,
    rowPx,
    passes.findIndex((pass) => pass.id === selected),
  );
  return (
    <section className={panelStyles.panel} aria-label="Passes">
      <header className={panelStyles.head}>
        <h2 className={panelStyles.title}>Passes</h2>
        <ProjectPrice passes={passes} />
        <IconButton label="Add pass" shortcut={shortcutOf("pass.add", isMac)} onClick={() => runCommand("pass.add")}>
          <Plus size={16} />
        </IconButton>
      </header>
      <div className={panelStyles.list} ref={list}>
        {passes.length === 0 && <p className={panelStyles.empty}>Add a pass to start planning shots.</p>}
        <ol
          style={{ paddingTop: from * rowPx, paddingBottom: (passes.length - to) * rowPx }}
          onDragOver={(event) => {
            event.preventDefault();
            setDropIndex(from + placeUnder(event.currentTarget, event.clientY));
          }}
          onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setDropIndex(null)}
          onDrop={(event) => {
            event.preventDefault();
            setDropIndex(null);
            const passId = event.dataTransfer.getData("application/x-shotline-pass");
            const movedFrom = passes.findIndex((pass) => pass.id === passId);
            const place = from + placeUnder(event.currentTarget, event.clientY);
            const index = place > movedFrom ? place - 1 : place;
            if (movedFrom !== -1) void editor.apply({ type: "pass.move", passId, index });
          }}
        >
          {passes.slice(from, to).map((pass, offset) => (
            <PassItem
              key={pass.id}
              pass={pass}
              position={from + offset + 1}
              count={passes.length}
              elements={elements}
              selected={pass.id === selected}
              drop={
                dropIndex === from + offset
                  ? "before"
                  : dropIndex === passes.length && from + offset === passes.length - 1
                    ? "after"
                    : null
              }
            />
          ))}
        </ol>
      </div>
    </section>
  );
}

/** What all passes together would cost, moving with a drag like each of them. */
function ProjectPrice({ passes }: { passes: readonly Pass[] }) {
  const price = priceOfPasses(passes);
  if (!price) return null;
  return (
    <Tip text={price.reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard */}
      <span className={styles.total} tabIndex={0} data-testid="project-price">
        {price.text}
      </span>
    </Tip>
  );
}

/** The place among the rows in the page at which a drop at `clientY` lands. */
function placeUnder(list: HTMLElement, clientY: number): number {
  const items = [...list.children];
  const index = items.findIndex((item) => {
    const box = item.getBoundingClientRect();
    return clientY < box.top + box.height / 2;
  });
  return index === -1 ? items.length : index;
}

interface PassItemProps {
  readonly pass: Pass;
  readonly elements: readonly Element[];
  readonly position: number;
  readonly count: number;
  readonly selected: boolean;
  readonly drop: "before" | "after" | null;
}

const PassItem = memo(function PassItem({ pass, elements, position, count, selected, drop }: PassItemProps) {
  const price = priceOfPlanned(pass);
  const problems = inStanding(pass, problemsOf({ elements }, pass), useAskedShots());
  return (
    <li
      className={joinClasses(panelStyles.item, styles.item, selected && panelStyles.selected, drop && styles[drop])}
      aria-posinset={position}
      aria-setsize={count}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("application/x-shotline-pass", pass.id);
        event.dataTransfer.effectAllowed = "move";
      }}
    >
      <button
        type="button"
        className={styles.select}
        aria-current={selected}
        title={`${pass.scene} ${pass.name}`}
        onClick={() => openPass(pass.id)}
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
          event.preventDefault();
          movePass(pass.id, event.key === "ArrowUp" ? -1 : 1);
        }}
      >
        <span className={styles.line}>
          <span className={styles.scene}>{pass.scene}</span>
          <span className={styles.name}>{pass.name}</span>
        </span>
        <span className={styles.line}>
          <span className={styles.figures}>
            {pass.shots.length} {pass.shots.length === 1 ? "shot" : "shots"} · {formatSeconds(totalMs(pass))}{" "}
            <span className={styles.most}>of {formatSeconds(limitsOf(pass.profile).totalMs.max)}</span>
          </span>
          <span className={styles.price} title={price.reason}>
            {price.text}
          </span>
        </span>
        <BudgetBar pass={pass} slim />
      </button>
      <PassState problems={problems} />
      <PassMenu pass={pass} />
    </li>
  );
});

/** What is wrong with a pass, else what is to do; nothing when there is only advice. */
function PassState({ problems }: { problems: readonly StandingProblem[] }) {
  const wrong = problems.some(({ standing }) => standing === "error");
  const shown = problems.filter(({ standing }) => standing === (wrong ? "error" : "todo"));
  if (shown.length === 0) return null;
  const count = wrong ? `${shown.length} ${shown.length === 1 ? "problem" : "problems"}` : `${shown.length} to do`;
  const messages = [...new Set(shown.map(({ message }) => message))];
  return (
    <Tip text={messages.join(" ")}>
      <span
        className={joinClasses(styles.state, wrong && styles.wrong)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard
        tabIndex={0}
        role="img"
        aria-label={count}
      >
        <StandingIcon standing={wrong ? "error" : "todo"} />
      </span>
    </Tip>
  );
}

function PassMenu({ pass }: { pass: Pass }) {
  return (
    <Menu.Root>
      <Menu.Trigger className={panelStyles.more} aria-label={`More for ${pass.scene} ${pass.name}`}>
        <Ellipsis size={16} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} sideOffset={2} align="end">
          <Menu.Popup className={menuStyles.popup}>
            <Menu.Item className={menuStyles.item} onClick={() => movePass(pass.id, -1)}>
              Move up <kbd className={menuStyles.shortcut}>{isMac ? "⌥↑" : "Alt+↑"}</kbd>
            </Menu.Item>
            <Menu.Item className={menuStyles.item} onClick={() => movePass(pass.id, 1)}>
              Move down <kbd className={menuStyles.shortcut}>{isMac ? "⌥↓" : "Alt+↓"}</kbd>
            </Menu.Item>
            <Menu.Item
              className={menuStyles.item}
              onClick={() => void editor.apply({ type: "pass.split", passId: pass.id, newPassId: makeId("pass") })}
            >
              Split into two passes
            </Menu.Item>
            <Menu.Item
              className={menuStyles.item}
              onClick={() => void editor.apply({ type: "pass.lock-numbers", passId: pass.id })}
            >
              Lock shot numbers
            </Menu.Item>
            <Menu.Separator className={menuStyles.separator} />
            <Menu.Item className={menuStyles.item} onClick={() => generatePass(pass)}>
              Generate…
            </Menu.Item>
            <Menu.Item className={menuStyles.item} onClick={() => openDialog({ kind: "render", passId: pass.id })}>
              Render animatic…
            </Menu.Item>
            <Menu.Item className={menuStyles.item} onClick={() => openDialog({ kind: "request", passId: pass.id })}>
              What will be sent…
            </Menu.Item>
            <Menu.Separator className={menuStyles.separator} />
            <Menu.Item
              className={menuStyles.item}
              onClick={() => void editor.apply({ type: "pass.remove", passId: pass.id })}
            >
              Remove pass
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function movePass(passId: string, by: -1 | 1): void {
  const index = (shownProject(editor.get())?.passes.findIndex((pass) => pass.id === passId) ?? -1) + by;
  if (index >= 0) void editor.apply({ type: "pass.move", passId, index });
}
