/** Owns the content of the tray's cards, put together from the plan, the takes, what is made of their films, and what they cost. */
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import type { LedgerEntry } from "../../../shared/generation/job.ts";
import { formatMoney } from "../../../shared/generation/price.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import { animaticChoice, type Pass, type Shot } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { mediaOf, numbersOf } from "../state/selectors.ts";
import { partOfCard, sayCard, sayShown, writeSeconds } from "./card-words.ts";
import type { CardContent, CardPicture } from "./TakeCard.tsx";

export interface CardSources {
  readonly view: ProjectView;
  /** The pass and the shot that the tray shows; null for a pass as a whole. */
  readonly pass: Pass;
  readonly shot: Shot | null;
  readonly products: ReadonlyMap<string, TakeProducts>;
  readonly entries: readonly LedgerEntry[];
  /** The shots that each take shows in the cut. */
  readonly shown: ReadonlyMap<string, readonly Shot[]>;
}

export function takeCard(take: Take, { view, pass, shot, products, entries, shown }: CardSources): CardContent {
  const own = take.passId === pass.id ? pass : (view.project.passes.find(({ id }) => id === take.passId) ?? pass);
  const notes = own.takes?.[take.id] ?? {};
  const part = partOfCard(take, own, shot);
  const film = take.film ? { num: take.film.rateNum, den: take.film.rateDen, dropFrame: false } : null;
  const length =
    part && film
      ? writeSeconds(part.outFrame - part.inFrame, film)
      : shot
        ? null
        : writeSeconds(take.frames, rateOf(view.project.rate));
  const name = `${own === pass ? "" : `${own.scene} ${own.name} `}Take ${take.number}`;
  const shots = shown.get(take.id) ?? [];
  const words = sayShown(shots, own, numbersOf(view.project));
  const inCut = shot ? shots.some(({ id }) => id === shot.id) : shots.length > 0;
  const circled = own.circledTake === take.id;
  const made = products.get(take.id);
  const missing = mediaOf(view.media).get(take.mediaId)?.missing ?? true;
  const states = [
    ...(missing ? ["file missing"] : []),
    ...(isUnready(made) ? ["being prepared"] : []),
    ...(take.stale ? [`plan changed since: ${take.stale.join("; ")}`] : []),
  ];
  const maker = describeMaker(take);
  const rejected = notes.rejected !== undefined;
  return {
    card: take.id,
    name,
    label: sayCard({
      name,
      maker,
      length,
      part,
      notes,
      circled,
      inCut: shot ? (inCut ? "in the cut" : null) : words && `in the cut: ${words}`,
      states,
    }),
    length,
    line: rejected ? notes.rejected || "Rejected" : !shot && words ? `${words} · ${maker}` : maker,
    price: writePrice(entries.find((each) => each.jobId === take.jobId)),
    part,
    circled,
    rating: notes.rating ?? 0,
    rejected,
    inCut,
    changes: take.stale ?? [],
    picture: pictureOfTake(take.mediaId, made, missing),
  };
}

/** The card of what the plan shows without a take. */
export function animaticCard({ view, pass, shot, shown }: CardSources): CardContent {
  const rate = rateOf(view.project.rate);
  const durationMs = shot ? shot.durationMs : totalMs(pass);
  const length = writeSeconds(Math.round((durationMs * rate.num) / rate.den / 1000), rate);
  const inTakes = new Set([...shown.values()].flat().map(({ id }) => id));
  const drawn = pass.shots.filter(({ id }) => !inTakes.has(id));
  const inCut = shot ? drawn.some(({ id }) => id === shot.id) : drawn.length > 0;
  const words = sayShown(drawn, pass, numbersOf(view.project));
  const first = shot ?? pass.shots[0];
  const mediaId = first ? pictureOf(view.project, pass, first) : null;
  const where = shot ? (inCut ? "in the cut" : null) : words && `in the cut: ${words}`;
  return {
    card: animaticChoice,
    name: "Animatic",
    label: sayCard({
      name: "Animatic",
      maker: null,
      length,
      part: null,
      notes: {},
      circled: false,
      inCut: where,
      states: [],
    }),
    length,
    line: !shot && words ? words : "As planned",
    price: null,
    part: null,
    circled: false,
    rating: 0,
    rejected: false,
    inCut,
    changes: [],
    picture:
      mediaId !== null
        ? { kind: "image", mediaId, ratio: ratioOf(pass.aspectRatio) }
        : first
          ? { kind: "blocked", project: view.project, pass, shot: first }
          : { kind: "none", words: "No shot yet" },
  };
}

/** What was charged, else what was expected. */
export function writePrice(entry: LedgerEntry | undefined): string | null {
  if (entry?.charged) return formatMoney(entry.charged);
  return entry?.estimate ? `≈ ${formatMoney(entry.estimate)}` : null;
}

/** Whether its film is still being made ready. */
export function isUnready(made: TakeProducts | undefined): boolean {
  return made?.state === "waiting" || made?.state === "making";
}

function pictureOfTake(mediaId: string, made: TakeProducts | undefined, missing: boolean): CardPicture {
  if (missing || made?.state === "missing") return { kind: "offline" };
  if (made?.strip) return { kind: "sheet", mediaId, variant: "strip", sheet: made.strip };
  if (made?.keys) return { kind: "sheet", mediaId, variant: "keys", sheet: made.keys };
  if (made?.state === "failed") return { kind: "none", words: made.problem?.message ?? "Couldn’t read the video." };
  return {
    kind: "none",
    words: made?.state === "making" ? `Preparing, ${Math.round(made.progress * 100)}%` : "Waiting",
  };
}
