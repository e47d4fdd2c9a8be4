/** Owns which guides help has, under which headings and in which order. */
import { type Guide, readGuide } from "./guide.ts";

export interface GuideGroup {
  readonly title: string;
  readonly guides: readonly Guide[];
}

const order: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: "Start", names: ["index", "first-film", "keys-of-services", "keyboard", "offline", "files"] },
  {
    title: "Work",
    names: ["timeline", "directing", "blocking", "takes", "generating", "models", "comfyui", "screen-reader"],
  },
  { title: "Hand off", names: ["hand-off", "resolve", "premiere", "final-cut", "avid"] },
  { title: "When something goes wrong", names: ["troubleshooting", "backups", "errors"] },
];
const reference = ["command", "farm"];

/** Arranges the files of the folder `docs`, Markdown by path; those that have no place of their own come last, by title. */
export function arrangeGuides(files: Readonly<Record<string, string>>): readonly GuideGroup[] {
  const all = new Map(
    Object.entries(files).map(([path, markdown]) => {
      const name = path.replace(/^.*\//, "").replace(/\.md$/, "");
      return [name, readGuide(name, markdown)] as const;
    }),
  );
  const take = (names: readonly string[]) => names.flatMap((name) => all.get(name) ?? []);
  const others = [...all.values()]
    .filter(isBackground)
    .sort((one, other) => one.title.localeCompare(other.title, "en"));
  return [
    ...order.map(({ title, names }) => ({ title, guides: take(names) })),
    { title: "Reference", guides: [...take(reference), ...others] },
  ].filter(({ guides }) => guides.length > 0);
}

const placed: ReadonlySet<string> = new Set([...order.flatMap(({ names }) => names), ...reference]);

/** Whether it is about how Shotline is made rather than how it is used: found last. */
export function isBackground({ name }: Guide): boolean {
  return !placed.has(name);
}
