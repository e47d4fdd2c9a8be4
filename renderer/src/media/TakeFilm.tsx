/** Owns playing the film of a take. */
import { mediaAddress } from "../api/session.ts";
import styles from "./TakeFilm.module.css";

export function TakeFilm({ projectId, mediaId }: { projectId: string; mediaId: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: a take is a draft of the picture; its dialogue stands beside it, in the shots
    <video className={styles.film} src={mediaAddress(projectId, mediaId)} controls autoPlay loop playsInline />
  );
}
