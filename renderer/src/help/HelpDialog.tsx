/** Owns the help window: its search field at once, the guides when they have come. */
import { type ComponentType, useEffect, useState } from "react";
import { showProblem } from "../state/problems.ts";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Help.module.css";
import type { HelpBrowserProps } from "./HelpBrowser.tsx";

/** `page`: the guide to show first, as a link names it (`troubleshooting#missing-media`). */
export function HelpDialog({ page = "index", onClose }: { page?: string | undefined; onClose: () => void }) {
  const [Browser, setBrowser] = useState<ComponentType<HelpBrowserProps> | null>(null);
  useEffect(() => {
    // Guides, pictures and search come when help is opened first: the start waits for none of them.
    import("./HelpBrowser.tsx").then(
      (loaded) => setBrowser(() => loaded.HelpBrowser),
      () => {
        onClose();
        showProblem({ message: "Couldn’t load the guides.", next: "Start Shotline again, then open Help." });
      },
    );
  }, [onClose]);
  return (
    <Modal open size="wide" title="Help" onClose={onClose}>
      <div className={styles.frame}>{Browser && <Browser key={page} page={page} />}</div>
    </Modal>
  );
}
