/** Owns what the fields of the shown shot are told of its problems: which words each is about, and what one key does about it. */
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Element, Shot } from "../../../shared/project/model.ts";
import { referencesIn } from "../../../shared/prompt/references.ts";
import { makeId } from "../state/make-id.ts";
import type { StandingProblem } from "../state/plan-problems.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";
import { fieldsWith, type ShotField, textOf } from "./live-shot.ts";
import type { TextProblem } from "./text-problems.ts";

interface Judged {
  /** As it was typed when it was judged. */
  readonly shot: Shot;
  readonly elements: readonly Element[];
  readonly problems: readonly StandingProblem[];
}

const store = createStore<{ judged: Judged | null }>({ judged: null });

/** Tells the fields what was found about the shot. */
export function showJudged(judged: Judged | null): void {
  store.set({ judged });
}

/** Calls `show` with what was found about one field, now and whenever it is judged anew; gives the way to stop. */
export function watchField(
  shotId: string,
  field: ShotField,
  show: (text: string, problems: readonly TextProblem[]) => void,
): () => void {
  const tell = () => {
    const { judged } = store.get();
    if (judged?.shot.id === shotId) show(textOf(judged.shot, field), problemsOfField(judged, field));
  };
  tell();
  return store.subscribe(tell);
}

function problemsOfField({ shot, elements, problems }: Judged, field: ShotField): TextProblem[] {
  const text = textOf(shot, field);
  return problems
    .filter(({ path }) => path.endsWith(`].${field}`))
    .flatMap((problem): TextProblem[] => {
      if (problem.code === "prompt.unknown-element") return unknownNames(shot, field, text, elements);
      const { range, message, next, fix } = problem;
      if (!range) return [];
      const edit = fix && "edit" in fix ? fix.edit : null;
      return [
        {
          ...range,
          message,
          next,
          severity: problem.severity,
          fix: fix && edit ? { label: fix.label, run: () => void editor.apply(edit) } : undefined,
        },
      ];
    });
}

/** Each name that no element has: written as the one that is meant, or given to a new element. */
function unknownNames(shot: Shot, field: ShotField, text: string, elements: readonly Element[]): TextProblem[] {
  return referencesIn(text)
    .filter(({ name }) => !elements.some((element) => element.name === name))
    .map(({ name, offset }) => {
      const to = offset + 1 + name.length;
      const meant = elements.find((element) => element.name.toLowerCase() === name.toLowerCase());
      const edit: Edit = meant
        ? {
            type: "shot.describe",
            shotId: shot.id,
            fields: fieldsWith(shot, field, `${text.slice(0, offset)}@${meant.name}${text.slice(to)}`),
          }
        : { type: "element.add", element: { id: makeId("element"), name, kind: "character", images: [] } };
      return {
        from: offset,
        to,
        severity: "error",
        message: `@${name} is not an element of this project.`,
        fix: { label: meant ? `Write @${meant.name}` : `Add @${name}`, run: () => void editor.apply(edit) },
      };
    });
}
