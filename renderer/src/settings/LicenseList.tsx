/** Owns the list of the work of others that the app contains, each with the text of its license. */
import { useState } from "react";
import type { Licenses } from "../../../shared/rpc/app-contract.ts";
import about from "./AboutPage.module.css";
import styles from "./Settings.module.css";

export function LicenseList({ licenses: { packages, texts } }: { licenses: Licenses }) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <section className={about.licenses} aria-labelledby="licenses-title">
      <h3 id="licenses-title" className={about.licensesTitle}>
        Open-source licenses
      </h3>
      <p className={styles.note}>Shotline is under the MIT License and contains the following software and fonts.</p>
      <ul className={about.licenseList}>
        {packages.map((each) => {
          const id = `${each.name} ${each.version}`;
          const isOpen = opened === id;
          return (
            <li key={id}>
              <button
                type="button"
                className={about.license}
                aria-expanded={isOpen}
                onClick={() => setOpened(isOpen ? null : id)}
              >
                <span>{each.name}</span>
                <span className={about.licenseFacts}>
                  {each.version} · {each.license}
                </span>
              </button>
              {isOpen && (
                <div className={about.licenseText}>
                  {each.note && <p>{each.note}</p>}
                  {each.texts.map((place) => (
                    <pre key={place}>{texts[place]}</pre>
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
