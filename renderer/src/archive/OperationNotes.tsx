/** Owns the list of what is to be known of an archive besides: what could not go in, or could not be unpacked. */
import styles from "./Archive.module.css";

export function OperationNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard
    <section className={styles.notes} tabIndex={0} aria-label="Notes">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
