/** Owns the dialogs' frame: title, scrolling body, a row of buttons; focus is trapped and Escape closes. */
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { joinClasses } from "./Button.tsx";
import styles from "./Modal.module.css";

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly buttons?: ReactNode;
  readonly size?: "small" | "medium" | "large";
}

export function Modal({ open, title, onClose, children, buttons, size = "medium" }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup data-keeps-keys="" className={joinClasses(styles.popup, styles[size])}>
            <header className={styles.head}>
              <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            </header>
            <div className={styles.body}>{children}</div>
            {buttons && <footer className={styles.buttons}>{buttons}</footer>}
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
