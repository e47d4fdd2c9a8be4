/** Owns a text that may name elements: a small CodeMirror that commits on leaving, and after a pause in typing. */
import { completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderOf } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { editor as projectEditor, useEditor } from "../state/use-editor.ts";
import { styleNonce } from "../ui/style-nonce.ts";
import styles from "./PromptField.module.css";
import { promptLanguage, setElements } from "./prompt-language.ts";

/** A crash may cost a sentence, not a paragraph. */
const idleMs = 1500;

interface PromptFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly placeholder?: string;
  readonly rows?: number;
}

/** Give it a `key` per shot: what is still being typed is committed to the shot that it was typed for. */
export function PromptField({ label, value, onCommit, placeholder = "", rows = 1 }: PromptFieldProps) {
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ value, onCommit });
  latest.current = { value, onCommit };

  // The view lives as long as the field; later values come in below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let idle: ReturnType<typeof setTimeout> | undefined;
    const commit = () => {
      clearTimeout(idle);
      const text = created.state.doc.toString();
      if (text !== latest.current.value) latest.current.onCommit(text);
    };
    const created = new EditorView({
      parent: host.current as HTMLDivElement,
      state: EditorState.create({
        doc: value,
        extensions: [
          promptLanguage(projectEditor.get().view?.project.elements ?? []),
          history(),
          keymap.of([
            { key: "Mod-Enter", run: leave },
            { key: "Escape", run: (field) => completionStatus(field.state) !== "active" && leave(field) },
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          EditorView.cspNonce.of(styleNonce),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
          placeholderOf(placeholder),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            clearTimeout(idle);
            if (update.view.hasFocus) idle = setTimeout(commit, idleMs);
          }),
          EditorView.domEventHandlers({ blur: () => commit() }),
        ],
      }),
    });
    view.current = created;
    return () => {
      commit();
      created.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const field = view.current;
    if (!field || field.hasFocus || field.state.doc.toString() === value) return;
    field.dispatch({ changes: { from: 0, to: field.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (view.current) setElements(view.current, elements);
  }, [elements]);

  return <div ref={host} className={styles.field} style={{ "--rows": rows } as React.CSSProperties} />;
}

function leave(field: EditorView): boolean {
  field.contentDOM.blur();
  return true;
}
