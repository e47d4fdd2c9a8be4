/** Owns showing the latest image of a job's work so far, where its service sends any. */
import { useEffect, useState } from "react";
import type { Job } from "../../../shared/generation/job.ts";
import { editor } from "../state/use-editor.ts";
import styles from "./JobsPanel.module.css";

interface JobPreviewProps {
  readonly job: Job;
  /** Of the image: another one is another image. */
  readonly number: number;
  readonly name: string;
}

export function JobPreview({ job: { id: jobId }, number, name }: JobPreviewProps) {
  const [image, setImage] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each number is another image
  useEffect(() => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    let isCurrent = true;
    editor.client
      .call("jobs.preview", { projectId, jobId })
      .then(({ image: latest }) => isCurrent && setImage(latest))
      // The next one comes soon; until then the last stays.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [jobId, number]);
  return image === null ? null : <img className={styles.preview} src={image} alt={`Preview of ${name}`} />;
}
