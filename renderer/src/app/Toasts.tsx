/** Owns the notices at the window's corner: a sentence, a next step, read aloud, gone by themselves unless they report a failure. */
import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { openDialog } from "../dialogs/dialogs.ts";
import { listenForNotices, type Notice } from "../state/problems.ts";
import styles from "./Toasts.module.css";

const manager = Toast.createToastManager();

export function ToastProvider({ children }: { children: ReactNode }) {
  useEffect(
    () =>
      listenForNotices(({ kind, message, next, code, stays, action = learnMore(code) }) => {
        const urgent = kind === "problem";
        manager.add({
          // The same sentence again renews its notice instead of piling up.
          id: message,
          type: kind,
          title: message,
          description: next,
          timeout: stays ? 0 : urgent ? 12_000 : 5000,
          priority: urgent ? "high" : "low",
          ...(action ? { actionProps: { children: action.label, onClick: action.run } } : {}),
        });
      }),
    [],
  );
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** What comes from outside has a page of its own in help; what the user just did is said in the sentence. */
const explained = /^(?:archive|disk|ffmpeg|film|image|project|result|service)\./;

function learnMore(code: string | undefined): Notice["action"] {
  if (code === undefined || !explained.test(code)) return undefined;
  return { label: "Learn more", run: () => openDialog({ kind: "help", page: `errors#${code}` }) };
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    // The library hides what can take the focus from screen readers: a problem, as it is read aloud by an alert of its own, and the
    // button until the pointer comes. Neither is hidden here, and a problem is still read once.
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={styles.toast}
      swipeDirection="right"
      aria-hidden={false}
      aria-live={toast.type === "problem" ? "off" : undefined}
    >
      {toast.type === "problem" ? (
        <CircleAlert size={16} className={styles.problem} />
      ) : (
        <CircleCheck size={16} className={styles.done} />
      )}
      <Toast.Content className={styles.content}>
        <Toast.Title className={styles.title} />
        {toast.description && <Toast.Description className={styles.description} />}
        {toast.actionProps && <Toast.Action className={styles.action} />}
      </Toast.Content>
      <Toast.Close className={styles.close} aria-label="Dismiss" aria-hidden={false}>
        <X size={14} />
      </Toast.Close>
    </Toast.Root>
  ));
}
