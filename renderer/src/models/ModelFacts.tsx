/** Owns what is behind a model's row: where its facts were read and when, what is not confirmed, and all that it has against the pass. */
import { isOutdated, unsureLimits } from "../../../shared/models/describe-profile.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { type ComparedModel, sayDrops } from "../../../shared/preflight/compare-models.ts";
import styles from "./ModelTable.module.css";

const dayFormat = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

/** `Nov 22, 2026`. */
function sayDay(day: string): string {
  return dayFormat.format(new Date(day));
}

/** The day of the facts, with a quiet warning where that was long ago. */
export function ReadOn({ profile }: { profile: ModelProfile }) {
  if (profile.provider === "animatic") return null;
  const { source, price } = profile;
  const isOld = isOutdated(profile, new Date());
  return (
    <>
      <span className={styles.part}>{sayDay(source.asOf)}</span>
      {"asOf" in price && price.asOf !== source.asOf && <span className={styles.note}>Price {sayDay(price.asOf)}</span>}
      {isOld && <span className={styles.warning}>May have changed since</span>}
    </>
  );
}

interface ModelFactsProps {
  readonly profile: ModelProfile;
  readonly compared: ComparedModel | null;
  /** The name of its file where it is the user's own. */
  readonly ownFile: string | null;
}

export function ModelFacts({ profile, compared, ownFile }: ModelFactsProps) {
  const { price, source, off, id } = profile;
  const unsure = unsureLimits(profile);
  const doubt = price.kind === "unknown" ? price.note : "uncertain" in price ? price.uncertain : undefined;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["Not available yet", off],
    ["Pass", compared && compared.refusals.length > 0 ? compared.refusals.join(" ") : null],
    ["Changes", compared && compared.drops.length > 0 ? `${sayDrops(compared)}.` : null],
    ["Limits", `${source.text}, read ${sayDay(source.asOf)}.`],
    ["Price", "source" in price ? `${price.source}, read ${sayDay(price.asOf)}.` : null],
    ["Not confirmed", unsure.length > 0 ? `${unsure.join(", ")}.` : null],
    ["About the price", doubt],
    ["ID", id],
    ["Your file", ownFile],
  ];
  return (
    <dl className={styles.list}>
      {facts.map(([name, text]) =>
        text ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
