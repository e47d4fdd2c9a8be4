/** Owns how a candidate reads: where it came from, when, and what it cost. */
import { formatMoney } from "../../../shared/generation/price.ts";
import { labelOf } from "../../../shared/models/profiles.ts";
import type { Still } from "../../../shared/project/still.ts";
import { isSamePlace, nameOfPlace, type StillPlace } from "../../../shared/project/still-place.ts";
import type { Take } from "../../../shared/takes/take.ts";

/** Such as `Nano Banana Pro · fal.ai`, `Frame 30 of take 2` or `front.jpg`. */
export function sayOrigin({ origin }: Pick<Still, "origin">, takes: readonly Pick<Take, "id" | "number">[]): string {
  switch (origin.by) {
    case "job":
      return `${labelOf(origin.profile)}${origin.blocking ? ", from blocking" : ""}`;
    case "take": {
      const take = takes.find(({ id }) => id === origin.takeId);
      return `Frame ${origin.frame} of ${take ? `take ${take.number}` : "a removed take"}`;
    }
    case "file":
      return origin.name;
    case "drawing":
      return "Drawing";
    case "blocking":
      return "Blocked frame";
  }
}

/** Such as `Profile view`, among the candidates of a contact sheet; null where it says nothing new. */
export function sayView(still: Pick<Still, "place">, place: StillPlace): string | null {
  return isSamePlace(still.place, place) ? null : nameOfPlace(still.place);
}

/** What it cost; null for what costs nothing. */
export function sayPrice({ origin }: Pick<Still, "origin">): string | null {
  if (origin.by !== "job") return null;
  return origin.price === null ? "Price unknown" : formatMoney(origin.price);
}

/** The day and the time. */
export function sayMade({ createdAt }: Pick<Still, "createdAt">): string {
  const date = new Date(createdAt);
  return date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
