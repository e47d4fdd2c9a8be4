/** Owns which ffmpeg is used: what was found or named, and naming another one where the desktop can ask for it. */
import { useEffect, useState } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { ProgramName } from "../../../shared/rpc/native.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import styles from "./Settings.module.css";

interface Found {
  readonly info: OutputOf<"app.info">;
  readonly settings: OutputOf<"settings.get">;
}

const tools: readonly ProgramName[] = ["ffmpeg", "ffprobe"];

export function ProgramPage() {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const native = window.shotlineNative;
  const look = () => readPrograms().then(setFound, (error) => editor.report(error));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, and after each choice
  useEffect(() => void look(), []);
  const change = async (work: Promise<{ message: string; next?: string | undefined } | null> | undefined) => {
    const wrong = await work;
    setProblem(wrong ? [wrong.message, wrong.next].filter(Boolean).join(" ") : null);
    await look();
  };
  if (found === null) return null;
  const { info, settings } = found;
  const named = { ffmpeg: settings.ffmpegPath, ffprobe: settings.ffprobePath };
  return (
    <>
      <p className={styles.lead}>
        Shotline reads and writes video with ffmpeg. It finds ffmpeg automatically unless you choose one.
      </p>
      {tools.map((tool) => (
        <Row key={tool} label={tool}>
          <span className={styles.note}>{named[tool] || "Automatic"}</span>
          {native && <Button onClick={() => void change(native.chooseProgram(tool))}>Choose…</Button>}
        </Row>
      ))}
      {native && (named.ffmpeg || named.ffprobe) && (
        <Button kind="quiet" onClick={() => void change(native.forgetPrograms())}>
          Find both automatically
        </Button>
      )}
      {!native && (
        <p className={styles.note}>
          To use others, run <code>shotline programs --ffmpeg PATH --ffprobe PATH</code>, or set SHOTLINE_FFMPEG and
          SHOTLINE_FFPROBE, and restart Shotline.
        </p>
      )}
      {info.ffmpeg && (
        <p className={styles.note}>
          In use: {info.ffmpeg.path}, version {info.ffmpeg.version}
        </p>
      )}
      {info.ffmpeg?.age && <p className={styles.warning}>{info.ffmpeg.age}</p>}
      {(problem ?? info.ffmpegError) && (
        <p role="alert" className={styles.problem}>
          {problem ?? [info.ffmpegError?.message, info.ffmpegError?.next].filter(Boolean).join(" ")}
        </p>
      )}
    </>
  );
}

async function readPrograms(): Promise<Found> {
  const [info, settings] = await Promise.all([
    editor.client.call("app.info", {}),
    editor.client.call("settings.get", {}),
  ]);
  return { info, settings };
}
