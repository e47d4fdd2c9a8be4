/** Owns how a backup is written: when it was made, why, and what it holds. */
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";

export const reasonWords: Readonly<Record<Backup["reason"], string>> = {
  opened: "On opening",
  edited: "While editing",
  closed: "On closing",
  restore: "Before a restore",
  update: "Before an update",
  asked: "Made by you",
  kept: "Set aside by a repair",
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const clock = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-US", { weekday: "short", month: "short", day: "numeric" });
const dayOfYear = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", year: "numeric" });
const distance = new Intl.RelativeTimeFormat("en-US", { numeric: "always" });

/** `Today, 14:03`; of a day before yesterday `Fri, Nov 20, 14:03`, of another year `Nov 20, 2025, 14:03`. */
export function timeWords(madeAt: string, nowMs: number): string {
  const at = new Date(madeAt);
  const isDay = (ms: number) => new Date(ms).toDateString() === at.toDateString();
  const isThisYear = new Date(nowMs).getFullYear() === at.getFullYear();
  const named = isDay(nowMs) ? "Today" : isDay(nowMs - dayMs) ? "Yesterday" : (isThisYear ? day : dayOfYear).format(at);
  return `${named}, ${clock.format(at)}`;
}

/** `5 minutes ago`. */
export function agoWords(madeAt: string, nowMs: number): string {
  const age = nowMs - Date.parse(madeAt);
  if (Math.abs(age) < minuteMs) return "just now";
  if (Math.abs(age) < hourMs) return distance.format(-Math.trunc(age / minuteMs), "minute");
  if (Math.abs(age) < dayMs) return distance.format(-Math.trunc(age / hourMs), "hour");
  if (Math.abs(age) < 14 * dayMs) return distance.format(-Math.trunc(age / dayMs), "day");
  return distance.format(-Math.trunc(age / (7 * dayMs)), "week");
}

/** `Revision 118 · 3 passes, 18 shots, 1 take`. */
export function contentWords({ revision, passes, shots, takes }: Backup): string {
  const parts = [count(passes, "pass", "passes"), count(shots, "shot", "shots")];
  if (takes > 0) parts.push(count(takes, "take", "takes"));
  return `Revision ${revision.toLocaleString("en-US")} · ${parts.join(", ")}`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
