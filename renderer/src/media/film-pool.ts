/** Owns the films that are open for decoding: opened when their pictures are wanted, the best file of each that works, closed when others are. */
import type { VideoSample } from "mediabunny";
import { mediaOf } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { takeProducts } from "../state/use-take-products.ts";
import { createFilmDecoder, type FilmDecoder } from "./film-decoder.ts";
import { type FilmFault, type FilmVariant, type OpenFilm, openFilm } from "./film-source.ts";

/** A film as a take knows it. */
export interface PooledFilm {
  readonly mediaId: string;
  readonly rateNum: number;
  readonly rateDen: number;
  /** False when its own pictures last differently long, so that only the proxy has them by number. */
  readonly hasEvenRate: boolean;
}

export interface WantedFrames {
  readonly film: PooledFilm;
  /** The most urgent first. */
  readonly frames: readonly number[];
}

/** `open`: which file is decoded. */
export type FilmState =
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly film: OpenFilm }
  | { readonly kind: "failed"; readonly fault: FilmFault };

export interface FilmPool {
  stateOf(film: PooledFilm): FilmState;
  /** Opens a film for its sound alone; null when it can't be. */
  opened(film: PooledFilm): Promise<OpenFilm | null>;
  /** The picture of a frame, when it is decoded: to be drawn at once. */
  peek(film: PooledFilm, frame: number): VideoSample | null;
  /** Says all that is wanted now; `onward` as in `FilmDecoder.want`. */
  want(wanted: readonly WantedFrames[], onward: boolean): void;
  close(): void;
}

interface Entry {
  state: FilmState;
  decoder: FilmDecoder | null;
  opening: Promise<void>;
  /** What was known of the file when it was opened. */
  found: Found;
}

/** What is known of a film's files: nothing yet, that the film is gone, or whether its proxy has been made. */
type Found = "unknown" | "missing" | "film" | "proxy";

function find(mediaId: string): Found {
  const { view } = editor.get();
  if (view && mediaOf(view.media).get(mediaId)?.missing) return "missing";
  const takes = view?.takes.filter((take) => take.mediaId === mediaId) ?? [];
  const states = takes.map(({ id }) => takeProducts.get().get(id)?.state);
  if (states.includes("ready")) return "proxy";
  return states.some((state) => state !== undefined) ? "film" : "unknown";
}

/** The shot that plays, the next one, and what was just compared with them. */
const openMax = 6;

/** `isFull`: original files are preferred to proxies. `onChange` hears of each picture, and of each film that opened or failed. */
export function createFilmPool(projectId: string, isFull: boolean, onChange: () => void): FilmPool {
  const entries = new Map<string, Entry>();
  const waiting = new Set<() => void>();
  let closed = false;
  /** For films that are still being opened. */
  let asked: { wanted: readonly WantedFrames[]; onward: boolean } = { wanted: [], onward: false };

  function entryOf(film: PooledFilm): Entry {
    const known = entries.get(film.mediaId);
    if (known) {
      // Wanted last, closed last.
      entries.delete(film.mediaId);
      entries.set(film.mediaId, known);
      return known;
    }
    const entry: Entry = { state: { kind: "opening" }, decoder: null, opening: Promise.resolve(), found: "unknown" };
    entries.set(film.mediaId, entry);
    entry.opening = open(film, entry);
    for (const [mediaId, old] of entries) {
      if (entries.size <= openMax) break;
      old.decoder?.close();
      entries.delete(mediaId);
    }
    return entry;
  }

  async function open(film: PooledFilm, entry: Entry, except: FilmVariant | null = null): Promise<void> {
    for (entry.found = find(film.mediaId); entry.found === "unknown"; entry.found = find(film.mediaId)) {
      await new Promise<void>((resolve) => waiting.add(resolve));
      if (closed) return;
    }
    const order: FilmVariant[] = isFull ? ["original", "proxy"] : ["proxy", "original"];
    let fault: FilmFault = "absent";
    // A file that is not there is not asked for.
    for (const variant of entry.found === "missing" ? [] : order) {
      if (variant === except || !(variant === "proxy" ? entry.found === "proxy" : film.hasEvenRate)) continue;
      const opened = await openFilm(projectId, film.mediaId, variant);
      const isCurrent = !closed && entries.get(film.mediaId) === entry;
      if (typeof opened === "string") fault = opened;
      else if (!isCurrent) return opened.close();
      else {
        const onFailure = () => {
          entry.decoder?.close();
          entry.decoder = null;
          if (except === null) void open(film, entry, variant);
          else fail(entry, "undecodable");
        };
        entry.decoder = createFilmDecoder(opened, film, onChange, onFailure);
        entry.state = { kind: "open", film: opened };
        const frames = asked.wanted.find(({ film: { mediaId } }) => mediaId === film.mediaId)?.frames ?? [];
        entry.decoder.want(frames, asked.onward);
        onChange();
        return look();
      }
    }
    fail(entry, fault);
  }

  /** A film is opened anew when more of it is there than was found, unless that is nothing better. */
  function look(): void {
    wake();
    for (const [mediaId, entry] of [...entries]) {
      const found = find(mediaId);
      if (entry.state.kind === "opening" || found === entry.found) continue;
      const isBetter = entry.state.kind === "failed" || (found === "proxy" && !isFull);
      if (!isBetter) continue;
      entry.decoder?.close();
      entries.delete(mediaId);
      onChange();
    }
  }

  function wake(): void {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  let lookedAt: readonly unknown[] = [];
  function follow(): void {
    const { view } = editor.get();
    const now = [view?.media, view?.takes, takeProducts.get()];
    if (now.every((each, index) => each === lookedAt[index])) return;
    lookedAt = now;
    look();
  }
  const stopFollowing = [takeProducts.subscribe(follow), editor.subscribe(follow)];

  function fail(entry: Entry, fault: FilmFault): void {
    entry.state = { kind: "failed", fault };
    if (!closed) onChange();
  }

  return {
    stateOf: (film) => entryOf(film).state,
    async opened(film) {
      const entry = entryOf(film);
      await entry.opening;
      return entry.state.kind === "open" ? entry.state.film : null;
    },
    peek: (film, frame) => entries.get(film.mediaId)?.decoder?.peek(frame) ?? null,
    want(wanted, onward) {
      asked = { wanted, onward };
      for (const { film, frames } of wanted) entryOf(film).decoder?.want(frames, onward);
      for (const [mediaId, { decoder }] of entries) {
        if (!wanted.some(({ film }) => film.mediaId === mediaId)) decoder?.want([], false);
      }
    },
    close() {
      closed = true;
      for (const stop of stopFollowing) stop();
      wake();
      for (const { decoder } of entries.values()) decoder?.close();
      entries.clear();
    },
  };
}
