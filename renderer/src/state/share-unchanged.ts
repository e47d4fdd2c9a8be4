/** Owns keeping object identity across fetches: what says the same stays the same object, so that only real changes are drawn anew. */
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";

/** `next` with every part of `previous` that did not change. */
export function shareView(previous: ProjectView | null, next: ProjectView): ProjectView {
  if (!previous) return next;
  return {
    ...next,
    project: shareProject(previous.project, next.project),
    media: shareWhole(previous.media, next.media),
    takes: shareWhole(previous.takes, next.takes),
  };
}

function shareProject(previous: Project, next: Project): Project {
  const passes = shareItems(previous.passes, next.passes).map((pass, index) => {
    const before = previous.passes.find((each) => each.id === pass.id);
    return before && before !== pass
      ? { ...pass, shots: shareItems(before.shots, next.passes[index]?.shots ?? []) }
      : pass;
  });
  const elements = shareItems(previous.elements, next.elements);
  return shareWhole(previous, { ...next, passes, elements });
}

function shareItems<Item extends { readonly id: string }>(previous: readonly Item[], next: readonly Item[]): Item[] {
  const before = new Map(previous.map((item) => [item.id, item]));
  return next.map((item) => shareWhole(before.get(item.id), item));
}

function shareWhole<Value>(previous: Value | undefined, next: Value): Value {
  return previous !== undefined && sameData(previous, next) ? previous : next;
}
