/** Owns which ffmpeg is used: what was found, and paths that go before it. */
import { useEffect, useState } from "react";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { editor } from "../state/use-editor.ts";
import { Row, TextField } from "../ui/Field.tsx";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

export function ProgramPage({ settings, change }: { settings: Settings; change: ChangeSettings }) {
  const [info, setInfo] = useState<OutputOf<"app.info"> | null>(null);
  const { ffmpegPath, ffprobePath } = settings;
  // Other paths are the reason to ask again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let current = true;
    editor.client.call("app.info", {}).then(
      (found) => current && setInfo(found),
      (error) => editor.report(error),
    );
    return () => {
      current = false;
    };
  }, [ffmpegPath, ffprobePath]);
  return (
    <>
      <p className={styles.lead}>Films are made and read by ffmpeg. Empty means that Shotline finds it by itself.</p>
      <Row label="ffmpeg">
        <TextField
          label="Path of ffmpeg"
          value={ffmpegPath}
          placeholder="Found by itself"
          maxLength={4096}
          onCommit={(text) => void change({ ffmpegPath: text.trim() })}
        />
      </Row>
      <Row label="ffprobe">
        <TextField
          label="Path of ffprobe"
          value={ffprobePath}
          placeholder="Found by itself"
          maxLength={4096}
          onCommit={(text) => void change({ ffprobePath: text.trim() })}
        />
      </Row>
      {info?.ffmpeg && (
        <p className={styles.note}>
          In use: {info.ffmpeg.path}, version {info.ffmpeg.version}
        </p>
      )}
      {info?.ffmpegError && (
        <p role="alert" className={styles.problem}>
          {info.ffmpegError.message} {info.ffmpegError.next}
        </p>
      )}
    </>
  );
}
