/** Owns a text that may name elements: a small CodeMirror that tells of what is typed at once, and commits on leaving and after a pause. */
import { acceptCompletion, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderOf } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { editor as projectEditor, useEditor } from "../state/use-editor.ts";
import { styleNonce } from "../ui/style-nonce.ts";
import unseen from "../ui/Unseen.module.css";
import styles from "./PromptField.module.css";
import { promptLanguage, setElements } from "./prompt-language.ts";
import { setProblems, type TextProblem, textProblems } from "./text-problems.ts";

/** A crash may cost a sentence, not a paragraph. */
const idleMs = 1500;
/** What is shown of a text follows it after each key, and in a fast run of keys no more often than this. */
const shownMs = 80;
const shownMostMs = 300;

interface PromptFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  /** Told of the text as it is typed, soon after each key, and of null once it is committed. */
  readonly onType?: (text: string | null) => void;
  readonly onFocusChange?: (focused: boolean) => void;
  readonly placeholder?: string;
  readonly rows?: number;
  /** Enter commits and leaves. */
  readonly singleLine?: boolean;
  /** Calls `show` with the problems of the text that they were found in, whenever those change; gives the way to stop. */
  readonly watchProblems?: (show: (text: string, problems: readonly TextProblem[]) => void) => () => void;
}

/** Give it a `key` per shot: what is still being typed is committed to the shot that it was typed for. */
export function PromptField(props: PromptFieldProps) {
  const { label, value, placeholder = "", rows = 1, singleLine = false, watchProblems } = props;
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const host = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLOutputElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  /** What was committed last or came in from outside: what differs from it is being typed. */
  const settled = useRef(value);

  // The view lives as long as the field; later values come in below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let idle: ReturnType<typeof setTimeout> | undefined;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let firstKeyAt = 0;
    const commit = () => {
      clearTimeout(idle);
      clearTimeout(soon);
      soon = undefined;
      const text = created.state.doc.toString();
      settled.current = text;
      if (text !== latest.current.value) latest.current.onCommit(text);
      latest.current.onType?.(null);
    };
    const fixed = (problem: TextProblem): TextProblem => {
      const { fix } = problem;
      if (!fix) return problem;
      const run = () => {
        commit();
        fix.run();
      };
      return { ...problem, fix: { ...fix, run } };
    };
    const created = new EditorView({
      parent: host.current as HTMLDivElement,
      state: EditorState.create({
        doc: value,
        extensions: [
          promptLanguage(projectEditor.get().view?.project.elements ?? []),
          textProblems((words) => {
            if (said.current) said.current.textContent = words;
          }),
          history(),
          keymap.of([
            { key: "Tab", run: acceptCompletion },
            { key: "Mod-Enter", run: leave },
            { key: "Enter", run: (field) => singleLine && completionStatus(field.state) !== "active" && leave(field) },
            { key: "Escape", run: (field) => completionStatus(field.state) !== "active" && leave(field) },
            ...historyKeymap,
            ...defaultKeymap.filter(({ key }) => key !== "Alt-Enter"),
          ]),
          EditorView.cspNonce.of(styleNonce),
          EditorView.lineWrapping,
          EditorView.darkTheme.of(true),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
          placeholderOf(placeholder),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || !update.view.hasFocus) return;
            clearTimeout(idle);
            idle = setTimeout(commit, idleMs);
            const now = performance.now();
            if (soon === undefined) firstKeyAt = now;
            else if (now - firstKeyAt > shownMostMs) return;
            clearTimeout(soon);
            soon = setTimeout(() => {
              soon = undefined;
              latest.current.onType?.(created.state.doc.toString());
            }, shownMs);
          }),
          EditorView.domEventHandlers({
            focus: () => latest.current.onFocusChange?.(true),
            blur: () => {
              commit();
              latest.current.onFocusChange?.(false);
            },
          }),
        ],
      }),
    });
    view.current = created;
    const stop = watchProblems?.((text, problems) => setProblems(created, text, problems.map(fixed)));
    return () => {
      stop?.();
      commit();
      created.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const field = view.current;
    if (!field) return;
    const text = field.state.doc.toString();
    // What is being typed stays, and so does the space at its end that a saved text does not have.
    const typing = field.hasFocus && (text !== settled.current || text.trim() === value.trim());
    if (typing || text === value) return;
    settled.current = value;
    field.dispatch({ changes: difference(text, value) });
  }, [value]);

  useEffect(() => {
    if (view.current) setElements(view.current, elements);
  }, [elements]);

  return (
    <div ref={host} className={styles.field} style={{ "--rows": rows } as React.CSSProperties}>
      <output ref={said} className={unseen.unseen} aria-live="polite" />
    </div>
  );
}

/** The one change that makes a text of another, so that the caret stays where it is. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

function leave(field: EditorView): boolean {
  field.contentDOM.blur();
  return true;
}
