/** Owns one card of the tray: a take's moving thumbnail with what is said of it, or the animatic. */
import { Check, CircleCheck, Star } from "lucide-react";
import { type PointerEvent, type ReactNode, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { nearestTile, type TileSheet } from "../../../shared/takes/products.ts";
import { mediaAddress } from "../api/session.ts";
import { BlockedFrame } from "../media/BlockedFrame.tsx";
import { StoredImage } from "../media/ImageSlot.tsx";
import { joinClasses } from "../ui/Button.tsx";
import type { CardPart } from "./card-words.ts";
import { lacksFrames, writeDifference } from "./card-words.ts";
import { SheetTile } from "./SheetTile.tsx";
import styles from "./TakeCard.module.css";

/** What a card shows; `label` is what screen readers hear. */
export interface CardContent {
  readonly card: string;
  readonly name: string;
  readonly label: string;
  readonly length: string | null;
  /** What made it, or why it is rejected. */
  readonly line: string;
  readonly price: string | null;
  readonly part: CardPart | null;
  readonly circled: boolean;
  readonly rating: number;
  readonly rejected: boolean;
  /** Whether the cut shows it: for the shot, or for any shot of the pass. */
  readonly inCut: boolean;
  /** What the plan says otherwise by now. */
  readonly changes: readonly string[];
  readonly picture: CardPicture;
}

export type CardPicture =
  | { readonly kind: "sheet"; readonly mediaId: string; readonly variant: "strip" | "keys"; readonly sheet: TileSheet }
  /** A picture as the animatic shows it, `ratio` wide for its height. */
  | { readonly kind: "image"; readonly mediaId: string; readonly ratio: number }
  /** What is drawn of a shot without a picture. */
  | { readonly kind: "blocked"; readonly project: Project; readonly pass: Pass; readonly shot: Shot }
  | { readonly kind: "offline" }
  | { readonly kind: "none"; readonly words: string };

interface TakeCardProps {
  readonly content: CardContent;
  readonly projectId: string;
  /** How far it is made ready, 0 to 1; null when that is done. */
  readonly progress: number | null;
  /** Whether Tab comes to it. */
  readonly reachable: boolean;
  readonly tried: boolean;
  /** Whether a press chooses it, and it says so as a button that is pressed or not. */
  readonly chooses: boolean;
  readonly onFocus: () => void;
  readonly onPress: () => void;
  readonly onOpen: () => void;
}

export function TakeCard(props: TakeCardProps) {
  const { content, projectId, progress, reachable, tried, chooses, onFocus, onPress, onOpen } = props;
  const { name, label, length, line, price, part, circled, rating, rejected, inCut, changes } = content;
  const [hover, setHover] = useState<number | null>(null);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setHover(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  return (
    <button
      type="button"
      data-take-card={content.card}
      className={joinClasses(styles.card, inCut && styles.inCut, rejected && styles.rejected, tried && styles.tried)}
      aria-pressed={chooses ? inCut : undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={onFocus}
      onClick={onPress}
      onDoubleClick={onOpen}
    >
      <span className={styles.hidden}>{label}</span>
      <span aria-hidden="true" className={styles.picture} onPointerMove={follow} onPointerLeave={() => setHover(null)}>
        <Picture picture={content.picture} part={part} hover={hover} projectId={projectId} />
        {circled && <CircleCheck className={styles.circle} size={16} />}
        {part && part.difference !== 0 && (
          <span className={joinClasses(styles.badge, lacksFrames(part.remedy) && styles.lacks)}>
            {writeDifference(part.difference)}
          </span>
        )}
        {changes.length > 0 && (
          <span className={styles.stale} title={`The plan has changed since: ${changes.join("; ")}`}>
            Changed
          </span>
        )}
        {rating > 0 && <Stars count={rating} />}
        {progress !== null && (
          <span className={styles.progress}>
            <span className={styles.done} style={{ width: `${progress * 100}%` }} />
          </span>
        )}
      </span>
      <span aria-hidden="true" className={styles.head}>
        {inCut && <Check className={styles.check} size={12} />}
        <span className={styles.name}>{name}</span>
        <span className={styles.figure}>{length}</span>
      </span>
      <span aria-hidden="true" className={styles.foot}>
        <span className={styles.line} title={line}>
          {line}
        </span>
        {price !== null && <span className={styles.figure}>{price}</span>}
      </span>
    </button>
  );
}

function Stars({ count }: { count: number }) {
  return (
    <span className={styles.stars}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stars are all alike
        <Star key={index} size={10} fill="currentColor" />
      ))}
    </span>
  );
}

interface PictureProps {
  readonly picture: CardPicture;
  readonly part: CardPart | null;
  /** Where in the card the pointer is, 0 to 1. */
  readonly hover: number | null;
  readonly projectId: string;
}

/** The middle of the part; the pointer moves through all of it. */
function Picture({ picture, part, hover, projectId }: PictureProps) {
  switch (picture.kind) {
    case "sheet": {
      const { sheet, mediaId, variant } = picture;
      const [first, end] = part ? [part.inFrame, part.outFrame] : [0, (sheet.frames.at(-1) ?? 0) + 1];
      const frame = Math.min(end - 1, Math.floor(first + (end - first) * (hover ?? 0.5)));
      return (
        <>
          <Fitted ratio={sheet.tileWidthPx / sheet.tileHeightPx}>
            <SheetTile
              sheet={sheet}
              url={mediaAddress(projectId, mediaId, variant)}
              tile={nearestTile(sheet, frame, first, end)}
            />
          </Fitted>
          {hover !== null && <span className={styles.needle} style={{ left: `${hover * 100}%` }} />}
        </>
      );
    }
    case "image":
      return (
        <Fitted ratio={picture.ratio}>
          <StoredImage mediaId={picture.mediaId} />
        </Fitted>
      );
    case "blocked": {
      const { project, pass, shot } = picture;
      return (
        <Fitted ratio={ratioOf(pass.aspectRatio)}>
          <BlockedFrame project={project} pass={pass} shot={shot} heightPx={cardHeightPx} className={styles.drawn} />
        </Fitted>
      );
    }
    case "offline":
      return <span className={styles.offline}>Offline</span>;
    case "none":
      return <span className={styles.none}>{picture.words}</span>;
  }
}

/** Width over height of a card's picture, and its height. */
const cardRatio = 16 / 9;
const cardHeightPx = 72;

/** As large as the card has room for a picture of this shape. */
function Fitted({ ratio, children }: { ratio: number; children: ReactNode }) {
  return (
    <span className={styles.fitted} style={{ aspectRatio: ratio, width: `${Math.min(1, ratio / cardRatio) * 100}%` }}>
      {children}
    </span>
  );
}
