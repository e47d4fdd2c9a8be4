/** Owns reading help: the list of guides, or what a search finds, beside the guide that is shown, and the way back. */
import { ArrowLeft } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button, joinClasses } from "../ui/Button.tsx";
import { FinderOption, placeAfter } from "../ui/FinderOption.tsx";
import { excerptAround } from "../ui/fold-text.ts";
import { guideGroups, guides, searchGuides } from "./bundled-guides.ts";
import { GuidePage } from "./GuidePage.tsx";
import type { FoundSection } from "./guide-search.ts";
import styles from "./Help.module.css";
import { MarkedText } from "./MarkedText.tsx";

export interface HelpBrowserProps {
  /** A guide, as a link names it. */
  readonly page: string;
}

interface Place {
  readonly name: string;
  readonly anchor: string;
  /** Words to mark there. */
  readonly words: readonly string[];
}

/** An anchor with a dot is no heading's but an error code, which is found by its mark. */
function placeOf(link: string): Place {
  const [name = "", anchor = ""] = link.split("#");
  return { name, anchor, words: anchor.includes(".") ? [anchor] : [] };
}

const excerptChars = 90;

export function HelpBrowser({ page }: HelpBrowserProps) {
  const [places, setPlaces] = useState<readonly [Place, ...Place[]]>([placeOf(page)]);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const article = useRef<HTMLElement>(null);
  const searched = useDeferredValue(query.trim());
  const found = useMemo(() => (searched === "" ? [] : searchGuides(searched)), [searched]);
  const [place, ...before] = places;
  const guide = guides.find(({ name }) => name === place.name) ?? guides[0];

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const heading = article.current?.querySelector(`[data-anchor="${CSS.escape(place.anchor)}"]`);
    if (heading) heading.scrollIntoView({ block: "start" });
    else if (place.anchor.includes(".")) article.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
    else article.current?.scrollTo({ top: 0 });
  }, [place]);

  const go = (next: Place) => setPlaces([next, place, ...before]);
  /** Goes on reading there, by the keyboard as well. */
  const read = (next: Place) => {
    go(next);
    article.current?.focus();
  };
  const pick = (hit: FoundSection | undefined) => {
    if (hit) read({ name: hit.guide.name, anchor: hit.section.anchor, words: hit.words });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || query === "") return;
    const next = placeAfter(event.key, active, found.length);
    if (next !== null) setActive(next);
    else if (event.key === "Enter") pick(found[active]);
    else return;
    event.preventDefault();
  };
  if (!guide) return null;
  return (
    <>
      <div className={styles.side}>
        <input
          ref={field}
          type="search"
          className={styles.search}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={found[active] && `${list}-${active}`}
          aria-label="Search help"
          placeholder="Search help"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <output className={searched === "" || found.length > 0 ? styles.unsaid : styles.nothing}>
          {searched === "" ? "" : found.length === 0 ? "Nothing found. Try fewer letters." : `${found.length} found`}
        </output>
        {searched === "" ? (
          <nav className={styles.list} aria-label="Guides">
            {guideGroups.map((group) => (
              <section key={group.title}>
                <h3 className={styles.group}>{group.title}</h3>
                <ul>
                  {group.guides.map(({ name, title }) => (
                    <li key={name}>
                      <button
                        type="button"
                        className={styles.entry}
                        aria-current={name === guide.name ? "page" : undefined}
                        onClick={() => go(placeOf(name))}
                      >
                        {title}
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
        ) : (
          <div id={list} role="listbox" aria-label="Found in the guides" className={styles.list}>
            {found.map((hit, index) => (
              <FinderOption
                key={`${hit.guide.name}#${hit.section.anchor}`}
                id={`${list}-${index}`}
                isActive={index === active}
                className={styles.hit}
                onPick={() => pick(hit)}
              >
                <span className={styles.hitHeading}>
                  <MarkedText text={hit.section.heading} words={hit.words} />
                </span>
                {hit.section.heading !== hit.guide.title && <span className={styles.hitGuide}>{hit.guide.title}</span>}
                <span className={styles.excerpt}>
                  <MarkedText text={excerptAround(hit.section.text, hit.words, excerptChars)} words={hit.words} />
                </span>
              </FinderOption>
            ))}
          </div>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <article ref={article} className={joinClasses(styles.page)} tabIndex={0} aria-label={guide.title}>
        {before.length > 0 && (
          <Button
            kind="quiet"
            className={styles.back}
            icon={<ArrowLeft size={14} />}
            onClick={() => setPlaces(before as [Place, ...Place[]])}
          >
            Back
          </Button>
        )}
        <GuidePage guide={guide} words={place.words} go={(link) => read(placeOf(link))} />
      </article>
    </>
  );
}
