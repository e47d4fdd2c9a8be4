/** Owns the settings of the app as a whole: services and their keys, spending caps, notifications, programs. */
import { useState } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { SettingsPage } from "../app/dialogs.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { NotificationPage } from "./NotificationPage.tsx";
import { ProgramPage } from "./ProgramPage.tsx";
import { ServicePage } from "./ServicePage.tsx";
import styles from "./Settings.module.css";
import { SpendingPage } from "./SpendingPage.tsx";
import { useSettings } from "./use-settings.ts";

const pages: readonly (readonly [SettingsPage, string])[] = [
  ["services", "Services"],
  ["spending", "Spending caps"],
  ["notifications", "Notifications"],
  ["programs", "Programs"],
];

interface SettingsDialogProps {
  readonly page: SettingsPage;
  /** Whose key the user came for. */
  readonly provider?: ProviderName | undefined;
  readonly onClose: () => void;
}

export function SettingsDialog({ page: first, provider, onClose }: SettingsDialogProps) {
  const [page, setPage] = useState(first);
  const { settings, problem, change } = useSettings();
  return (
    <Modal open size="large" title="Settings" onClose={onClose} buttons={<Button onClick={onClose}>Done</Button>}>
      <div className={styles.columns}>
        <div role="tablist" aria-orientation="vertical" className={styles.pages}>
          {pages.map(([id, name]) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={page === id}
              className={joinClasses(styles.page, page === id && styles.chosen)}
              onClick={() => setPage(id)}
            >
              {name}
            </button>
          ))}
        </div>
        <div role="tabpanel" className={styles.panel} aria-label={pages.find(([id]) => id === page)?.[1]}>
          {problem && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          {page === "services" && <ServicePage wanted={provider} settings={settings} change={change} />}
          {page === "spending" && settings && <SpendingPage settings={settings} change={change} />}
          {page === "notifications" && <NotificationPage />}
          {page === "programs" && settings && <ProgramPage settings={settings} change={change} />}
        </div>
      </div>
    </Modal>
  );
}
