/** Owns asking why a take is rejected: common reasons to press, or words of one's own. */
import { Popover } from "@base-ui/react/popover";
import { useRef, useState } from "react";
import type { Take } from "../../../shared/takes/take.ts";
import { describeTake } from "../commands/take-commands.ts";
import { traySpot } from "../state/takes-tray.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./RejectField.module.css";

const commonReasons = [
  "Wrong action",
  "Face changes",
  "Warped hands",
  "Flicker",
  "Camera wrong",
  "Cut in the wrong place",
];

export function RejectField({ take }: { take: Take }) {
  const place = useRef<HTMLSpanElement>(null);
  const [reason, setReason] = useState("");
  const close = () => {
    traySpot.set({ rejecting: null });
    document.querySelector<HTMLElement>(`[data-take-card="${take.id}"]`)?.focus();
  };
  const reject = (why: string) => {
    describeTake(take, { rejected: why.trim() });
    close();
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && close()}>
      <span ref={place} className={styles.anchor} />
      <Popover.Portal>
        <Popover.Positioner className={styles.place} anchor={place} side="top" align="start" sideOffset={6}>
          <Popover.Popup className={styles.popup} data-keeps-keys="" initialFocus={undefined}>
            <Popover.Title className={styles.title}>Reject take {take.number}</Popover.Title>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault();
                reject(reason);
              }}
            >
              <input
                className={styles.input}
                aria-label="Reason"
                placeholder="Reason"
                maxLength={1000}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Button type="submit" kind="danger">
                Reject
              </Button>
            </form>
            <div className={styles.chips}>
              {commonReasons.map((each) => (
                <button key={each} type="button" className={styles.chip} onClick={() => reject(each)}>
                  {each}
                </button>
              ))}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
