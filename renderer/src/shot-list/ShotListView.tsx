/** Owns the list of shots: a row a shot, edited in place. */

export function ShotListView() {
  return <section aria-label="Shot list" />;
}
