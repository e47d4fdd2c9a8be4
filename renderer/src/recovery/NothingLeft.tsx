/** Owns what to try where nothing of a project can be read and no backup of it is there. */
import styles from "./RecoveryScreen.module.css";

export function NothingLeft() {
  return (
    <section className={styles.nothing} aria-labelledby="nothing-left">
      <h2 id="nothing-left" className={styles.subtitle}>
        Nothing of the plan can be read, and there is no backup in the folder.
      </h2>
      <p>Videos and images in the project folder are untouched. You can still try:</p>
      <ul>
        <li>Restore the folder from a backup of the disk, such as Time Machine or File History.</li>
        <li>If the folder is synced, restore an earlier version of project.db from the service’s version history.</li>
        <li>If the folder was copied or moved, copy it again: the copy may be incomplete.</li>
      </ul>
    </section>
  );
}
