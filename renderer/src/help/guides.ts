/** Owns which guides help has, under which headings and in which order. */
import { type Guide, readGuide } from "./guide.ts";

export interface GuideGroup {
  readonly title: string;
  readonly guides: readonly Guide[];
}

const order: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: "Start", names: ["index", "first-film", "keys-of-services", "keyboard", "offline"] },
  { title: "Work", names: ["timeline", "directing", "takes", "generating", "screen-reader"] },
  { title: "Hand off", names: ["hand-off", "resolve", "premiere", "final-cut", "avid"] },
  { title: "When something goes wrong", names: ["troubleshooting", "backups", "errors"] },
];
const reference = "Reference";

/** Arranges the files of the folder `docs`, Markdown by path; those that have no place of their own are reference, by title. */
export function arrangeGuides(files: Readonly<Record<string, string>>): readonly GuideGroup[] {
  const all = new Map(
    Object.entries(files).map(([path, markdown]) => {
      const name = path.replace(/^.*\//, "").replace(/\.md$/, "");
      return [name, readGuide(name, markdown)] as const;
    }),
  );
  const placed = new Set(order.flatMap(({ names }) => names));
  const others = [...all.values()].filter(({ name }) => !placed.has(name));
  return [
    ...order.map(({ title, names }) => ({ title, guides: names.flatMap((name) => all.get(name) ?? []) })),
    { title: reference, guides: others.sort((one, other) => one.title.localeCompare(other.title, "en")) },
  ].filter(({ guides }) => guides.length > 0);
}
