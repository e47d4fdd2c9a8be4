/** Owns the push buttons: plain, primary and quiet ones with words, and icons with a tooltip that names them. */
import { Tooltip } from "@base-ui/react/tooltip";
import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from "react";
import styles from "./Button.module.css";

type Kind = "plain" | "primary" | "quiet" | "danger";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: Kind;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly icon?: ReactNode;
}

export function Button({ kind = "plain", icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={joinClasses(styles.button, styles[kind], className)} {...rest}>
      {icon}
      {children !== undefined && <span className={styles.words}>{children}</span>}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label"> {
  /** Names the button for the tooltip and for screen readers. */
  readonly label: string;
  /** What the tooltip says instead of the name, where that is more. */
  readonly tip?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly pressed?: boolean;
}

/** A disabled one stays focusable, so that its tooltip can still say what it would do. */
export function IconButton({ label, tip, shortcut, pressed, disabled, onClick, className, ...rest }: IconButtonProps) {
  return (
    <Tip text={tip ?? label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-disabled={disabled ? true : undefined}
        aria-pressed={pressed}
        className={joinClasses(styles.icon, className)}
        onClick={disabled ? undefined : onClick}
        {...rest}
      />
    </Tip>
  );
}

/** Names what it wraps, after a moment's hover or on focus. */
export function Tip({
  text,
  shortcut,
  children,
}: {
  text: string;
  shortcut?: string | undefined;
  children: ReactElement<{ readonly "aria-label"?: string }>;
}) {
  // Whoever cannot see the tooltip is told what it says beyond the name.
  const description = children.props["aria-label"] === text ? undefined : text;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} aria-description={description} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.tipPlace}>
          <Tooltip.Popup className={styles.tip} aria-hidden="true">
            {text}
            {shortcut && <kbd className={styles.shortcut}>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Class names that are there, in one string. */
export function joinClasses(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
