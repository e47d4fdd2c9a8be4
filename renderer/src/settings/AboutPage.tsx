/** Owns what the app says of itself: its version, whether there is a newer one, and the work of others that it contains. */
import { useEffect, useState } from "react";
import type { Licenses, UpdateAnswer } from "../../../shared/rpc/app-contract.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Toggle } from "../ui/Field.tsx";
import about from "./AboutPage.module.css";
import { LicenseList } from "./LicenseList.tsx";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

const homepage = "https://shotline.example";

interface AboutPageProps {
  readonly checkForUpdates: boolean;
  readonly change: ChangeSettings;
}

export function AboutPage({ checkForUpdates, change }: AboutPageProps) {
  const [version, setVersion] = useState("");
  const [licenses, setLicenses] = useState<Licenses | null>(null);
  useEffect(() => {
    editor.client.call("app.info", {}).then((info) => setVersion(info.version), editor.report);
    editor.client.call("app.licenses", {}).then(setLicenses, editor.report);
  }, []);
  return (
    <>
      <p className={styles.lead}>
        Shotline {version} ·{" "}
        <a className={about.link} href={homepage} target="_blank" rel="noreferrer">
          shotline.example
        </a>
      </p>
      <Updates checkForUpdates={checkForUpdates} change={change} />
      {licenses && <LicenseList licenses={licenses} />}
    </>
  );
}

function Updates({ checkForUpdates, change }: AboutPageProps) {
  const [answer, setAnswer] = useState<UpdateAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isChecking, setChecking] = useState(false);
  const check = async () => {
    setChecking(true);
    setProblem(null);
    setAnswer(null);
    try {
      setAnswer(await editor.client.call("app.checkForUpdates", {}));
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
    setChecking(false);
  };
  return (
    <>
      <Row label="Updates">
        <Toggle
          label="Check for updates at each start"
          checked={checkForUpdates}
          onChange={(on) => void change({ checkForUpdates: on })}
        />
        <span className={styles.note}>Check at each start</span>
        <Button disabled={isChecking} onClick={() => void check()}>
          {isChecking ? "Checking…" : "Check now"}
        </Button>
      </Row>
      <p className={styles.note}>
        A check reads one small file from shotline.example and sends nothing about you, this computer or your projects.
        Nothing is downloaded or installed.
      </p>
      <p role="status" className={styles.note}>
        {answer !== null && say(answer)}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}

function say({ version, newer }: UpdateAnswer): string {
  if (newer === null) return `Shotline ${version} is the latest version.`;
  return [`Shotline ${newer.version} is available at shotline.example.`, newer.summary].filter(Boolean).join(" ");
}
