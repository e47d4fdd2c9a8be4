/** Owns the switch for the system's notifications. The browser is asked for its permission only by that switch. */
import { chooseNotifications, useNotificationChoice } from "../generation/notification-choice.ts";
import { Row, Toggle } from "../ui/Field.tsx";
import styles from "./Settings.module.css";

export function NotificationPage() {
  const { wanted, permission } = useNotificationChoice();
  return (
    <>
      <p className={styles.lead}>
        A notice inside the window always says when a job has ended or needs a decision. The system can say so too while
        the window is out of sight.
      </p>
      <Row label="System">
        <Toggle
          label="Notifications of the system"
          checked={wanted && permission !== "absent"}
          onChange={(on) => void chooseNotifications(on)}
        />
        <span className={styles.note}>{say(wanted, permission)}</span>
      </Row>
    </>
  );
}

function say(wanted: boolean, permission: NotificationPermission | "absent"): string {
  if (permission === "absent") return "This window has no notifications.";
  if (!wanted) return "Off";
  if (permission === "granted") return "On";
  if (permission === "denied") return "The browser does not allow them; allow them for this page in its settings.";
  return "Waits for the browser’s permission";
}
