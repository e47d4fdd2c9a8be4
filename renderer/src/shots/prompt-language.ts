/** Owns what CodeMirror knows of elements: `@Name` is a chip with a card, unknown names are marked, and names complete after `@`. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Compartment, type Extension, Facet, type Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { Element } from "../../../shared/project/model.ts";
import { referencesIn } from "../../../shared/prompt/references.ts";
import { elementCard, elementPicture } from "./element-card.ts";

const knownElements = Facet.define<readonly Element[], readonly Element[]>({ combine: (values) => values[0] ?? [] });
const elementsPlace = new Compartment();

const known = Decoration.mark({ class: "cm-element" });
const unknown = Decoration.mark({ class: "cm-element-unknown" });

function markReferences(view: EditorView): DecorationSet {
  const names = new Set(view.state.facet(knownElements).map((element) => element.name));
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
      const renamed = update.startState.facet(knownElements) !== update.state.facet(knownElements);
      if (update.docChanged || renamed) this.marks = markReferences(update.view);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

const cards = hoverTooltip((view, pos) => {
  const found = referencesIn(view.state.doc.toString()).find(
    ({ name, offset }) => pos >= offset && pos <= offset + 1 + name.length,
  );
  const element = found && view.state.facet(knownElements).find(({ name }) => name === found.name);
  if (!found || !element) return null;
  return {
    pos: found.offset,
    end: found.offset + 1 + found.name.length,
    create: () => ({ dom: elementCard(element) }),
  };
});

/** An offered name, with the element that it is of. */
interface NameOffer extends Completion {
  readonly element: Element;
}

function completeName(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/@[\p{L}\p{N}_]*/u);
  if (!typed) return null;
  const options = context.state.facet(knownElements).map(
    (element): NameOffer => ({
      label: `@${element.name}`,
      detail: element.kind,
      element,
      ...(element.description?.trim() ? { info: () => aboutElement(element) } : {}),
    }),
  );
  return { from: typed.from, options, validFor: /^@[\p{L}\p{N}_]*$/u };
}

function aboutElement({ description }: Element): Node {
  const about = document.createElement("div");
  about.textContent = description ?? "";
  return about;
}

/** The extensions of a prompt field that knows these elements. */
export function promptLanguage(elements: readonly Element[]): Extension {
  return [
    elementsPlace.of(knownElements.of(elements)),
    references,
    cards,
    autocompletion({
      override: [completeName],
      icons: false,
      // Who types `@` and the first letters means the name that is offered.
      interactionDelay: 0,
      addToOptions: [
        { position: 10, render: (offer) => elementPicture((offer as NameOffer).element, "cm-offer-picture") },
      ],
    }),
  ];
}

/** Tells a field of other elements. */
export function setElements(view: EditorView, elements: readonly Element[]): void {
  if (view.state.facet(knownElements) === elements) return;
  view.dispatch({ effects: elementsPlace.reconfigure(knownElements.of(elements)) });
}
