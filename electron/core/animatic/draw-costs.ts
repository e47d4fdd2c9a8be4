/** Owns measuring where drawing spends its processor time, for the bench. */

/** Processor time of the drawing thread; skia draws only when the pixels are read, so that both are one. */
export interface DrawCosts {
  readonly drawingMs: number;
  readonly planarMs: number;
  /** Pictures read, memory given back, messages. */
  readonly betweenMs: number;
}

export interface DrawClock {
  /** Puts down what was spent since the last call. */
  spent(on: keyof DrawCosts): void;
  readonly costs: DrawCosts;
}

export function createDrawClock(): DrawClock {
  const costs = { drawingMs: 0, planarMs: 0, betweenMs: 0 };
  let last = threadMs();
  return {
    costs,
    spent(on) {
      const now = threadMs();
      costs[on] += now - last;
      last = now;
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
