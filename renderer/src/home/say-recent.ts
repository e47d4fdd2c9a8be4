/** Owns how the length and the date of a recent project are written. */

/** `0:42 · 3 passes`; nothing where the length is not known. */
export function sayLength({ durationMs, passes }: { durationMs: number | null; passes: number | null }): string {
  if (durationMs === null || passes === null) return "";
  return `${clock(durationMs)} · ${passes} ${passes === 1 ? "pass" : "passes"}`;
}

function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (count: number) => String(count).padStart(2, "0");
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

const timeFormat = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dateFormat = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", year: "numeric" });

/** `Today, 14:05`, `Yesterday, 09:30`, else the date. */
export function sayWhen(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const time = timeFormat.format(date);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date >= midnight) return `Today, ${time}`;
  if (date >= yesterday) return `Yesterday, ${time}`;
  return dateFormat.format(date);
}
