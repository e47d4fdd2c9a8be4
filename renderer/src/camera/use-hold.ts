/** Owns what is held in the palette: Space, or its button. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { editor } from "../state/use-editor.ts";
import { type HeldShow, holdInViewer } from "./hold-in-viewer.ts";

/** Space and the button play what is active in the viewer for as long as they are held. */
export function useHold(show: HeldShow) {
  const [held, setHeld] = useState(false);
  const release = useRef<(() => void) | null>(null);
  const end = () => {
    release.current?.();
    release.current = null;
    setHeld(false);
  };
  const start = () => {
    if (release.current) return;
    release.current = holdInViewer(editor, show);
    setHeld(true);
  };
  // What is held ends with the palette, and when the window loses the keys.
  useEffect(() => {
    const stop = () => {
      release.current?.();
      release.current = null;
      setHeld(false);
    };
    window.addEventListener("blur", stop);
    return () => {
      window.removeEventListener("blur", stop);
      release.current?.();
      release.current = null;
    };
  }, []);
  return {
    held,
    end,
    onKeyDown(event: KeyboardEvent) {
      const isClose = event.target instanceof Element && event.target.closest("[aria-label=Close]");
      if (event.code !== "Space" || isClose || event.nativeEvent.isComposing) return;
      event.preventDefault();
      start();
    },
    onKeyUp(event: KeyboardEvent) {
      if (event.code !== "Space" || !release.current) return;
      event.preventDefault();
      end();
    },
    button: { onPointerDown: start, onPointerUp: end, onPointerLeave: end, onPointerCancel: end },
  };
}
