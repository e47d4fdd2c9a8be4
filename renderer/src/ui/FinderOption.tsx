/** Owns an option of a list that a field above it is typed into, and where its keys lead: the field has the focus and names the active option. */
import type { MouseEvent, ReactNode } from "react";

interface FinderOptionProps {
  readonly id: string;
  readonly isActive: boolean;
  readonly className: string | undefined;
  readonly onPick: (event: MouseEvent) => void;
  /** The pointer is over it. */
  readonly onPoint?: (() => void) | undefined;
  readonly children: ReactNode;
}

export function FinderOption({ id, isActive, className, onPick, onPoint, children }: FinderOptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the option that is active
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      ref={isActive ? keepInView : undefined}
      role="option"
      aria-selected={isActive}
      className={className}
      onPointerMove={onPoint}
      onClick={onPick}
    >
      {children}
    </div>
  );
}

function keepInView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: "nearest" });
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** Where a key leads in a list of so many, by arrows round its ends; null for one that leads nowhere. */
export function placeAfter(key: string, place: number, count: number): number | null {
  const step = steps[key];
  if (step === undefined) return null;
  const last = Math.max(0, count - 1);
  if (step === 1 && place >= last) return 0;
  if (step === -1 && place <= 0) return last;
  return Math.min(last, Math.max(0, place + step));
}
