/** Owns playing in a dialog of takes: the state that the page follows, the keys, and the loop that moves it on. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type Rate, timebaseOf } from "../../../shared/time/rate.ts";
import { dueFrame, type PlayedFrames, type PlayedFrom, shuttledSpeed, type TransportState } from "./transport.ts";

export interface Transport extends TransportState {
  seek(frame: number): void;
  step(frames: number): void;
  shuttle(speed: number): void;
}

/**
 * Plays `range` again and again; `isReady` says whether all pictures of a frame are there, and asks for those that are not. While it is
 * there it has the keys of the viewer: J K L, space, arrows, Home and End.
 */
export function useTransport(range: PlayedFrames, rate: Rate, isReady: (state: TransportState) => boolean): Transport {
  const [state, setState] = useState<TransportState>({ frame: range.start, speed: 0 });
  const latest = useRef({ state, range, rate, isReady });
  latest.current = { state, range, rate, isReady };
  const { speed } = state;
  useEffect(() => {
    if (speed === 0) return;
    let from: PlayedFrom = { ...latest.current.state, atMs: performance.now() };
    let shown = from.frame;
    const tick = (nowMs: number) => {
      request = requestAnimationFrame(tick);
      const now = latest.current;
      // Sought meanwhile: counted anew from there.
      if (now.state.frame !== shown) from = { frame: now.state.frame, speed, atMs: nowMs };
      shown = now.state.frame;
      const frame = dueFrame(from, nowMs, now.rate, now.range);
      if (frame === shown) return;
      if (now.isReady({ frame, speed })) {
        shown = frame;
        setState({ frame, speed });
      } else from = { frame: shown, speed, atMs: nowMs };
    };
    let request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [speed]);

  const seek = useCallback((frame: number) => {
    const { start, end } = latest.current.range;
    setState((before) => ({ ...before, frame: Math.max(start, Math.min(end - 1, Math.round(frame))) }));
  }, []);
  const shuttle = useCallback((next: number) => setState((before) => ({ ...before, speed: next })), []);
  const step = useCallback(
    (frames: number) => {
      shuttle(0);
      seek(latest.current.state.frame + frames);
    },
    [seek, shuttle],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const own = event.code === "Space" ? `${ownKeys}, button:focus-visible` : ownKeys;
      if (event.target instanceof Element && event.target.closest(own)) return;
      const { state: now, range: played, rate: clock } = latest.current;
      const second = timebaseOf(clock);
      const moves: Record<string, () => void> = {
        Space: () => shuttle(now.speed === 0 ? 1 : 0),
        KeyK: () => shuttle(0),
        KeyL: () => shuttle(shuttledSpeed(now.speed, 1)),
        KeyJ: () => shuttle(shuttledSpeed(now.speed, -1)),
        ArrowLeft: () => step(event.shiftKey ? -second : -1),
        ArrowRight: () => step(event.shiftKey ? second : 1),
        Home: () => step(played.start - now.frame),
        End: () => step(played.end - 1 - now.frame),
      };
      const move = moves[event.code];
      if (!move) return;
      event.preventDefault();
      move();
    };
    // On the way down: a dialog keeps the arrow keys from whatever lies around it.
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [shuttle, step]);
  return { ...state, seek, step, shuttle };
}

/** What has keys of its own. */
const ownKeys = "input, textarea, [role=tab], [role=slider], [role=combobox], [role=listbox], [role=menu]";
