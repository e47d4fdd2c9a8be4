/** Owns the dialogs' frame: title, scrolling body, a row of buttons; focus is trapped and Escape closes. */
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { joinClasses } from "./Button.tsx";
import styles from "./Modal.module.css";

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly buttons?: ReactNode;
  /** `full` fills the window. */
  readonly size?: "small" | "medium" | "large" | "wide" | "full";
  /** Nothing in its body takes the focus: the body does itself, so that keys scroll it. */
  readonly isText?: boolean;
  /** What has the focus when it opens, where that is not its first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

export function Modal({
  open,
  title,
  onClose,
  children,
  buttons,
  size = "medium",
  isText = false,
  initialFocus,
}: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup
            data-keeps-keys=""
            data-modal=""
            {...(initialFocus ? { initialFocus } : {})}
            className={joinClasses(styles.popup, styles[size])}
          >
            <div className={styles.head}>
              <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            </div>
            <div className={styles.body} {...(isText ? { tabIndex: 0, role: "region", "aria-label": title } : {})}>
              {children}
            </div>
            {buttons && <div className={styles.buttons}>{buttons}</div>}
            {/* Last, so that the first field has the focus when the dialog opens. */}
            <Dialog.Close className={styles.close} aria-label="Close">
              <X size={16} />
            </Dialog.Close>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
