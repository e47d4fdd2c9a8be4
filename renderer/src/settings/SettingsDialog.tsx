/** Owns the settings of the app as a whole: services and their keys, spending caps, editing, notifications, storage, programs, diagnostics. */
/** Owns the settings of the app as a whole: services and their keys, spending caps, editing, notifications, storage, programs, about. */
import { Tabs } from "@base-ui/react/tabs";
import { useState } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { SettingsPage } from "../dialogs/dialogs.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { AboutPage } from "./AboutPage.tsx";
import { EditingPage } from "./EditingPage.tsx";
import { NotificationPage } from "./NotificationPage.tsx";
import { ProgramPage } from "./ProgramPage.tsx";
import { ReportBox } from "./ReportBox.tsx";
import { ServicePage } from "./ServicePage.tsx";
import styles from "./Settings.module.css";
import { SpendingPage } from "./SpendingPage.tsx";
import { StoragePage } from "./StoragePage.tsx";
import { useSettings } from "./use-settings.ts";

const pages: readonly (readonly [SettingsPage, string])[] = [
  ["services", "Services"],
  ["spending", "Spending caps"],
  ["editing", "Editing"],
  ["notifications", "Notifications"],
  ["storage", "Storage"],
  ["programs", "Programs"],
  ["diagnostics", "Diagnostics"],
  ["about", "About"],
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
      <Tabs.Root
        className={styles.columns}
        orientation="vertical"
        value={page}
        onValueChange={(next) => setPage(next as SettingsPage)}
      >
        <Tabs.List className={styles.pages} aria-label="Settings pages">
          {pages.map(([id, name]) => (
            <Tabs.Tab key={id} value={id} className={styles.page}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={page} className={styles.panel} key={page}>
          {problem && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          {page === "services" && <ServicePage wanted={provider} settings={settings} change={change} />}
          {page === "spending" && settings && <SpendingPage settings={settings} change={change} />}
          {page === "editing" && <EditingPage settings={settings} change={change} />}
          {page === "notifications" && <NotificationPage />}
          {page === "storage" && <StoragePage />}
          {page === "programs" && <ProgramPage />}
          {page === "diagnostics" && <ReportBox />}
          {page === "about" && settings && <AboutPage checkForUpdates={settings.checkForUpdates} change={change} />}
        </Tabs.Panel>
      </Tabs.Root>
    </Modal>
  );
}
