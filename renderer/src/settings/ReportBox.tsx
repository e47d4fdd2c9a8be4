/** Owns the report that goes with a question to support: shown in full before it is copied. */
import { useEffect, useRef, useState } from "react";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./Settings.module.css";

export function ReportBox() {
  const [text, setText] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const window = describeWindow();
    editor.client.call("app.report", { window }).then(
      (report) => setText(report.text),
      (error: unknown) => setText(`${window}\n${describeError(error).message}\n`),
    );
  }, []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? "");
      setSaid("Copied.");
    } catch {
      // Where the browser refuses, the keyboard still copies.
      box.current?.select();
      setSaid("The browser doesn’t allow it. The text is selected: copy it by keyboard.");
    }
  };
  return (
    <div className={styles.report}>
      <p className={styles.lead}>
        Versions, counts, and the last lines of the log. It has no project names, prompts, API keys or file contents.
        Nothing is sent: copy it, and paste it where you ask for help.
      </p>
      <textarea
        ref={box}
        className={styles.reportText}
        aria-label="Report"
        readOnly
        spellCheck={false}
        value={text ?? "Writing the report…"}
      />
      <div className={styles.buttons}>
        <Button disabled={text === null} onClick={() => void copy()}>
          Copy report
        </Button>
        <span role="status" className={styles.reportSaid}>
          {said}
        </span>
      </div>
    </div>
  );
}

function describeWindow(): string {
  const { innerWidth, innerHeight, devicePixelRatio } = window;
  return `${navigator.userAgent}, ${innerWidth} × ${innerHeight} at ${devicePixelRatio}`.slice(0, 500);
}
