/** Owns a clock for what counts down on the screen: it ticks each second, and only while somebody needs it. */
import { useEffect, useState } from "react";

/** Milliseconds since 1970; as of the last drawing while `ticking` is false. */
export function useNow(ticking: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return ticking ? nowMs : Date.now();
}
