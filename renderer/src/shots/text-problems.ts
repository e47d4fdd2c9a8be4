/**
 * Owns what is wrong or better said about words of a text field: they are underlined, F8 goes from one to the next and says it, and one key
 * applies what would fix it.
 */
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  showTooltip,
  type Tooltip,
  tooltips,
} from "@codemirror/view";
import { isMac } from "../commands/platform.ts";

export interface TextProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly next?: string | undefined;
  readonly severity: "error" | "advice";
  readonly fix?: { readonly label: string; readonly run: () => void } | undefined;
}

/** The key that applies a fix, as it is written. */
export const fixKey = isMac ? "⌘." : "Ctrl+.";

const replaceProblems = StateEffect.define<readonly TextProblem[]>();
const showProblem = StateEffect.define<TextProblem | null>();

const classes = { error: "cm-problem cm-problem-error", advice: "cm-problem" } as const;

const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? marks.map(transaction.changes) : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(replaceProblems)) continue;
      const length = transaction.newDoc.length;
      next = Decoration.set(
        effect.value
          .filter(({ from, to }) => from < to && to <= length)
          .map((problem) =>
            Decoration.mark({ class: classes[problem.severity], problem }).range(problem.from, problem.to),
          ),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The problem that was gone to by key; typing on puts it away. */
const shownProblem = StateField.define<TextProblem | null>({
  create: () => null,
  update(shown, transaction) {
    const effect = transaction.effects.find((each) => each.is(showProblem));
    if (effect) return effect.value as TextProblem | null;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => [
    showTooltip.compute([field, problemMarks], (state) => {
      const problem = state.field(field);
      const place = problem && placeOf(state, problem);
      if (!place) return null;
      const { length } = state.doc;
      return tooltipOf(length <= shortTextMax ? length : place.to, length, [problem]);
    }),
    EditorView.decorations.compute([field, problemMarks], (state) => {
      const problem = state.field(field);
      const place = problem && placeOf(state, problem);
      return place ? Decoration.set(shownMark.range(place.from, place.to)) : Decoration.none;
    }),
  ],
});

const shownMark = Decoration.mark({ class: "cm-problem-shown" });

/** Characters of a text that a note is put under as a whole, so that none of it is covered. */
const shortTextMax = 240;

/** Pixels between a note and the edges of the window. */
const marginPx = 8;

interface Placed {
  readonly from: number;
  readonly to: number;
  readonly problem: TextProblem;
}

/** All, where they stand by now, in the order of the text. */
function placed(state: EditorState): Placed[] {
  const found: Placed[] = [];
  const marks = state.field(problemMarks, false);
  for (const mark = marks?.iter(); mark?.value; mark.next()) {
    found.push({ from: mark.from, to: mark.to, problem: mark.value.spec.problem as TextProblem });
  }
  return found;
}

function placeOf(state: EditorState, problem: TextProblem): Placed | undefined {
  return placed(state).find((each) => each.problem === problem);
}

function tooltipOf(from: number, to: number, problems: readonly TextProblem[]): Tooltip {
  const create = () => {
    const dom = document.createElement("div");
    dom.className = "cm-problem-card";
    for (const { message, next, fix } of problems) {
      const line = dom.appendChild(document.createElement("p"));
      line.textContent = next ? `${message} ${next}` : message;
      if (!fix) continue;
      const button = dom.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "cm-problem-fix";
      button.textContent = fix.label;
      const key = button.appendChild(document.createElement("kbd"));
      key.textContent = fixKey;
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", fix.run);
    }
    return { dom };
  };
  return { pos: from, end: to, above: false, create };
}

const hovers = hoverTooltip((view, pos) => {
  const under = placed(view.state).filter(({ from, to }) => pos >= from && pos <= to);
  const [first] = under;
  if (!first) return null;
  return tooltipOf(
    first.from,
    first.to,
    under.map(({ problem }) => problem),
  );
});

/** Goes to the next problem after the caret, or before it, around the ends. */
function goTo(view: EditorView, direction: 1 | -1, say: (words: string) => void): boolean {
  const all = placed(view.state);
  if (all.length === 0) return false;
  const shown = view.state.field(shownProblem);
  const current = all.findIndex(({ problem }) => problem === shown);
  const { head } = view.state.selection.main;
  const after = all.findIndex(({ from }) => from >= head);
  const next =
    current !== -1
      ? (current + direction + all.length) % all.length
      : direction === 1
        ? Math.max(0, after)
        : ((after === -1 ? all.length : after) - 1 + all.length) % all.length;
  const { from, problem } = all[next] as Placed;
  view.dispatch({ selection: { anchor: from }, effects: showProblem.of(problem), scrollIntoView: true });
  say(`${next + 1} of ${all.length}. ${sayProblem(problem)}`);
  return true;
}

function sayProblem({ message, next, fix }: TextProblem): string {
  return [message, next, fix && `${fix.label}: ${fixKey}.`].filter(Boolean).join(" ");
}

/** Applies the fix of what is shown, else of what the caret stands in, else of the first that has one. */
function applyFix(view: EditorView): boolean {
  const all = placed(view.state);
  const shown = view.state.field(shownProblem);
  const { head } = view.state.selection.main;
  const fixable = all.filter(({ problem }) => problem.fix);
  const chosen =
    fixable.find(({ problem }) => problem === shown) ??
    fixable.find(({ from, to }) => head >= from && head <= to) ??
    fixable[0];
  if (!chosen) return false;
  chosen.problem.fix?.run();
  return true;
}

/** `say` reads to those who do not see it. */
export function textProblems(say: (words: string) => void): Extension {
  return [
    problemMarks,
    shownProblem,
    hovers,
    tooltips({
      tooltipSpace: () => ({
        top: marginPx,
        left: marginPx,
        bottom: window.innerHeight - marginPx,
        right: window.innerWidth - marginPx,
      }),
    }),
    EditorView.contentAttributes.compute([problemMarks], (state) => describe(placed(state).length)),
    keymap.of([
      { key: "F8", run: (view) => goTo(view, 1, say), shift: (view) => goTo(view, -1, say) },
      { key: "Mod-.", run: applyFix },
      { key: "Alt-Enter", run: applyFix },
    ]),
    EditorView.domEventHandlers({
      blur: (_, view) => {
        if (view.state.field(shownProblem)) view.dispatch({ effects: showProblem.of(null) });
      },
    }),
  ];
}

function describe(count: number): Record<string, string> {
  if (count === 0) return {};
  return { "aria-description": `${count === 1 ? "1 note" : `${count} notes`} on this text: F8 goes to the next.` };
}

/** Shows these problems; they were found in `text`, and wait where the field holds another one by now. */
export function setProblems(view: EditorView, text: string, problems: readonly TextProblem[]): void {
  if (view.state.doc.toString() !== text) return;
  if (problems.length === 0 && placed(view.state).length === 0) return;
  const shown = view.state.field(shownProblem);
  const at = shown && placeOf(view.state, shown)?.from;
  // Judged anew, what is being read stays in view.
  const still = problems.find(({ from, message }) => from === at && message === shown?.message) ?? null;
  view.dispatch({ effects: [replaceProblems.of(problems), showProblem.of(still)] });
}
