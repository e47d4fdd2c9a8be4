/** Owns who a character of a script is where the name has changed: in the project, whose elements have names of their own, or in a new version. */
import type { Element } from "../project/model.ts";
import { nameElements, nameOfCue } from "./character-names.ts";
import type { ScriptLinks } from "./link-script.ts";
import { charactersOf, kindOfPart, readSpeech } from "./script-parts.ts";

export interface Renamed {
  /** Elements by the names of the script as it was: by what they say in the shots, else by their names. */
  readonly before: ReadonlyMap<string, string>;
  /** The same for the new version; whoever has another name there is still the same element. */
  readonly after: ReadonlyMap<string, string>;
  /** Elements whose characters have another name in the new version, and the names that they would get. */
  readonly renames: readonly { readonly element: Element; readonly name: string; readonly line: number }[];
}

export function findRenamed({ kept, keptOf, parts }: ScriptLinks, elements: readonly Element[]): Renamed {
  const named = new Map(elements.map((element) => [element.name, element]));
  const votes = new Votes();
  for (const { part, shots } of kept) {
    if (kindOfPart(part) !== "speech") continue;
    const { cue, words } = readSpeech(part);
    for (const { shot } of shots) {
      const spoken = shot.dialogue?.find(({ line }) => words !== "" && line === words);
      if (spoken && named.has(spoken.speaker)) votes.add(nameOfCue(cue), spoken.speaker);
    }
  }
  const before = votes.winners();
  const names = charactersOf(parts.map(({ part }) => part));
  const earlier = charactersOf(kept.map(({ part }) => part));
  const [isNow, wasThere] = [new Set(names), new Set(earlier)];
  const heirs = new Votes();
  const lines = new Map<string, number>();
  for (const [at, { part }] of parts.entries()) {
    const old = keptOf[at] ?? null;
    const keptPart = old === null ? undefined : kept[old]?.part;
    if (!keptPart || part.kind !== "speech" || kindOfPart(keptPart) !== "speech") continue;
    const [name, oldName] = [nameOfCue(readSpeech(part).cue), nameOfCue(readSpeech(keptPart).cue)];
    if (wasThere.has(name) || isNow.has(oldName) || readSpeech(part).words !== readSpeech(keptPart).words) continue;
    heirs.add(name, oldName);
    if (!lines.has(name)) lines.set(name, part.line);
  }
  const after = new Map(before);
  const taken = new Set<string>();
  const renames: { element: Element; name: string; line: number }[] = [];
  for (const [name, oldName] of heirs.winners()) {
    const element = named.get(before.get(oldName) ?? "");
    if (!element || taken.has(element.id)) continue;
    taken.add(element.id);
    after.set(name, element.name);
    const others = elements.filter((each) => each !== element);
    const wanted = nameElements([name], others).get(name);
    const isFree = wanted !== undefined && !others.some((each) => each.name.toLowerCase() === wanted.toLowerCase());
    // An element that the user named differently keeps that name.
    const isOwn = nameElements([oldName], others).get(oldName) !== element.name;
    if (isFree && !isOwn) renames.push({ element, name: wanted, line: lines.get(name) ?? 1 });
  }
  return {
    before: nameElements(earlier, elements, before),
    after: nameElements(names, elements, after),
    renames,
  };
}

/** Who is meant by a name most often. */
class Votes {
  readonly #counts = new Map<string, Map<string, number>>();

  add(name: string, who: string): void {
    const counts = this.#counts.get(name) ?? new Map<string, number>();
    this.#counts.set(name, counts);
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }

  winners(): Map<string, string> {
    return new Map(
      [...this.#counts].map(([name, counts]) => {
        const [best = ["", 0]] = [...counts].sort(([, one], [, other]) => other - one);
        return [name, best[0]];
      }),
    );
  }
}
