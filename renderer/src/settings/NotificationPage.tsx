/** Owns the switch for the system's notifications. The browser is asked for its permission only by that switch. */
import { chooseNotifications, useNotificationChoice } from "../generation/notification-choice.ts";
import { Row, Toggle } from "../ui/Field.tsx";
import styles from "./Settings.module.css";

export function NotificationPage() {
  const { wanted, permission } = useNotificationChoice();
  return (
    <>
      <p className={styles.lead}>
        Shotline always shows a notice in the window when a job ends or needs a decision. It can also show a system
        notification while the window is hidden.
      </p>
      <Row label="System">
        <Toggle
          label="System notifications"
          checked={wanted && permission !== "absent"}
          onChange={(on) => void chooseNotifications(on)}
        />
        <span className={styles.note}>{say(wanted, permission)}</span>
      </Row>
    </>
  );
}

function say(wanted: boolean, permission: NotificationPermission | "absent"): string {
  if (permission === "absent") return "Notifications are not available in this window.";
  if (!wanted) return "Off";
  if (permission === "granted") return "On";
  if (permission === "denied") return "The browser blocks notifications. Allow them for this page in its settings.";
  return "Waiting for the browser’s permission";
}
