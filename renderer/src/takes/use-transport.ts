/** Owns playing in a dialog of takes: the state that the page follows, the keys, and the loop that moves it on by the audio clock. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type Rate, secondsOfFrames, timebaseOf } from "../../../shared/time/rate.ts";
import { audioOutput } from "../media/audio-output.ts";
import { type FrameRange, heardSpeedMax, leadSeconds, type PlayAnchor } from "../media/playback-clock.ts";
import { shuttledSpeed } from "../state/shuttled-speed.ts";
import { editor } from "../state/use-editor.ts";
import type { HeardSound } from "./take-sound.ts";
import { dueFrame, type TransportState } from "./transport.ts";

export interface Transport extends TransportState {
  seek(frame: number): void;
  step(frames: number): void;
  shuttle(speed: number): void;
}

export interface Played {
  readonly range: FrameRange;
  readonly rate: Rate;
  /** Whether all pictures of a frame are there; asks for those that are not. */
  readonly isReady: (state: TransportState) => boolean;
  readonly sound: HeardSound | null;
}

/** Pictures that are later than this are waited for, sound and all. */
const lateMsMax = 250;

type Anchor = PlayAnchor & { readonly clock: "audio" | "page" };

/**
 * Plays `range` again and again. While it is there the viewer rests, and it has the viewer's keys: J K L, space, arrows, Home and End.
 */
export function useTransport(played: Played): Transport {
  const [state, setState] = useState<TransportState>({ frame: played.range.start, speed: 0 });
  const latest = useRef({ ...played, state });
  latest.current = { ...played, state };
  const { speed } = state;
  useEffect(() => editor.pause(), []);
  useEffect(() => {
    if (speed === 0) return;
    let anchor: Anchor | null = null;
    let shown = -1;
    const tick = (nowMs: number) => {
      request = requestAnimationFrame(tick);
      const now = latest.current;
      const heard = audioOutput().heardSeconds(nowMs);
      const clock = heard === null ? "page" : "audio";
      // Sought meanwhile, or heard at last: counted anew from there.
      if (anchor === null || now.state.frame !== shown || anchor.clock !== clock) anchor = begin(now, nowMs, clock);
      shown = now.state.frame;
      const clockMs = heard === null ? nowMs : heard * 1000;
      const frame = dueFrame(anchor, clockMs, now.rate, now.range);
      now.sound?.player.feed();
      if (frame === shown) lateFromMs = nowMs;
      else if (now.isReady({ frame, speed })) {
        shown = frame;
        lateFromMs = nowMs;
        setState({ frame, speed });
      } else if (nowMs - lateFromMs > lateMsMax) {
        now.sound?.player.stop();
        anchor = null;
      }
    };
    let lateFromMs = performance.now();
    let request = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(request);
      latest.current.sound?.player.stop();
    };
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
      const { state: now, range, rate } = latest.current;
      const second = timebaseOf(rate);
      const moves: Record<string, () => void> = {
        Space: () => shuttle(now.speed === 0 ? 1 : 0),
        KeyK: () => shuttle(0),
        KeyL: () => shuttle(shuttledSpeed(now.speed, 1)),
        KeyJ: () => shuttle(shuttledSpeed(now.speed, -1)),
        ArrowLeft: () => step(event.shiftKey ? -second : -1),
        ArrowRight: () => step(event.shiftKey ? second : 1),
        Home: () => step(range.start - now.frame),
        End: () => step(range.end - 1 - now.frame),
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

function begin(
  { state: { frame, speed }, range, rate, sound }: Played & { readonly state: TransportState },
  nowMs: number,
  clock: Anchor["clock"],
): Anchor {
  if (clock === "page") return { frame, speed, clock, atMs: nowMs };
  const atSeconds = audioOutput().context.currentTime + leadSeconds;
  if (speed > 0 && speed <= heardSpeedMax) {
    const frameSeconds = secondsOfFrames(1, rate);
    sound?.player.start({
      stretches: sound.stretches,
      lane: [],
      range,
      startFrame: frame,
      repeats: true,
      frameSeconds,
      speed,
      atSeconds,
    });
  }
  return { frame, speed, clock, atMs: atSeconds * 1000 };
}

/** What has keys of its own. */
const ownKeys = "input, textarea, [role=tab], [role=slider], [role=combobox], [role=listbox], [role=menu]";
