/** Owns what CodeMirror knows of prompts: `@Name` is marked, unknown names are underlined, and names complete after `@`. */
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { Compartment, type Extension, Facet, type Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Element } from "../../../shared/project/model.ts";
import { referencesIn } from "../../../shared/prompt/references.ts";

type Named = Pick<Element, "name" | "kind">;

const namedElements = Facet.define<readonly Named[], readonly Named[]>({ combine: (values) => values[0] ?? [] });
const elementsPlace = new Compartment();

const known = Decoration.mark({ class: "cm-element" });
const unknown = Decoration.mark({
  class: "cm-element-unknown",
  attributes: { title: "There is no element with this name" },
});

function markReferences(view: EditorView): DecorationSet {
  const names = new Set(view.state.facet(namedElements).map((element) => element.name));
  const marks: Range<Decoration>[] = referencesIn(view.state.doc.toString()).map(({ name, offset }) =>
    (names.has(name) ? known : unknown).range(offset, offset + 1 + name.length),
  );
  return Decoration.set(marks);
}

const references = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;
    constructor(view: EditorView) {
      this.marks = markReferences(view);
    }
    update(update: ViewUpdate) {
      const renamed = update.startState.facet(namedElements) !== update.state.facet(namedElements);
      if (update.docChanged || renamed) this.marks = markReferences(update.view);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

function completeName(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/@[\p{L}\p{N}_]*/u);
  if (!typed) return null;
  const options = context.state.facet(namedElements).map(({ name, kind }) => ({ label: `@${name}`, detail: kind }));
  return { from: typed.from, options, validFor: /^@[\p{L}\p{N}_]*$/u };
}

/** The extensions of a prompt field that knows these elements. */
export function promptLanguage(elements: readonly Named[]): Extension {
  return [
    elementsPlace.of(namedElements.of(elements)),
    references,
    autocompletion({ override: [completeName], icons: false }),
  ];
}

/** Tells a field of other elements. */
export function setElements(view: EditorView, elements: readonly Named[]): void {
  if (view.state.facet(namedElements) === elements) return;
  view.dispatch({ effects: elementsPlace.reconfigure(namedElements.of(elements)) });
}
