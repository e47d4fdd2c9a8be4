/**
 * Owns the floors of the house: in each layer, which rooms lie on which floor. A room imports only rooms on floors below its own,
 * never one beside it; type imports count. `node floors.config.ts` writes the lint's rules from it (biome.floors.json).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A layer's rooms by floor, the lowest first; a room is a folder, or a file that lies beside the folders. */
export interface Layer {
  readonly rooms: readonly (readonly string[])[];
  /** Everything that no room of the layer may import, as patterns of specifiers, and why. */
  readonly never: readonly Forbidden[];
}

interface Forbidden {
  readonly group: readonly string[];
  readonly message: string;
}

const electron = ["electron", "electron/**"];
const owners = {
  "better-sqlite3": "Databases belong to core/database.",
  "node:child_process": "Processes belong to core/media/ffmpeg.ts.",
} as const;

/** Layers whose rooms lie on floors. */
export const layers: Readonly<Record<string, Layer>> = {
  shared: {
    rooms: [
      ["time", "errors"],
      ["project"],
      ["models"],
      ["prompt", "budget", "camera", "conform"],
      ["stage"],
      ["takes", "animatic"],
      ["edits", "generation"],
      ["cut", "preflight", "ways-in"],
      ["rpc"],
    ],
    never: [
      {
        group: ["**", "!zod", "!./**", "!../**", "**/{electron,renderer,tests}/**"],
        message: "shared imports shared and zod alone: it runs anywhere.",
      },
    ],
  },
  "electron/core": {
    rooms: [
      ["runtime"],
      ["media", "database", "fonts"],
      ["projects", "app", "models"],
      ["takes", "animatic", "library", "ways-in", "recovery", "archive"],
      ["hand-off", "generation"],
      ["server"],
      ["core.ts"],
    ],
    never: [
      { group: ["**/{main,preload,host,cli,renderer,tests}/**"], message: "The core imports shared alone." },
      { group: electron, message: "Electron belongs to main and preload." },
      ...Object.entries(owners).map(([name, message]) => ({ group: [name], message })),
    ],
  },
  "renderer/src": {
    rooms: [
      ["api", "ui"],
      ["state"],
      ["dialogs", "media"],
      ["commands", "generation", "operations", "preflight"],
      [
        ...[
          "blocking",
          "camera",
          "elements",
          "floor-plan",
          "frames",
          "generate",
          "hand-off",
          "help",
          "home",
          "models",
          "passes",
          "recovery",
          "script",
          "settings",
        ],
        ...["shot-list", "shots", "sketch", "takes", "timeline", "viewer", "ways-in"],
        ...["archive"],
      ],
      ["app"],
      ["main.tsx"],
    ],
    never: [
      {
        group: [
          ...[
            "**/{electron,tests}/**",
            "node:*",
            ...electron,
            "better-sqlite3",
            "sharp",
            "@napi-rs/**",
            "hono",
            "@hono/**",
          ],
        ],
        message: "The page imports shared alone: disk, database and network belong to the core.",
      },
    ],
  },
};

/** The one place that may import what nobody else of its layer may: a folder or a file, by what it owns. */
const ownPlaces: Readonly<Record<string, keyof typeof owners>> = {
  "electron/core/database": "better-sqlite3",
  "electron/core/media/ffmpeg.ts": "node:child_process",
};

/** What lies around the core: each imports its way in and shared, nothing deeper. */
const shells: Readonly<Record<string, readonly Forbidden[]>> = {
  "electron/main": [
    {
      group: ["**/core/**", "!**/core/core.ts", "**/{preload,host,cli,renderer,tests}/**"],
      message: "main imports core/core.ts and shared.",
    },
    { group: ["better-sqlite3"], message: "Databases and films belong to the core." },
  ],
  "electron/preload": [
    {
      group: ["**", "!electron", "!**/shared/**"],
      message: "preload imports Electron and types of shared alone: it runs in the page's sandbox.",
    },
  ],
  "electron/host": [
    {
      group: ["**/core/**", "!**/core/core.ts", "**/{main,preload,cli,renderer,tests}/**"],
      message: "The host imports core/core.ts and shared.",
    },
    {
      group: [...electron, "better-sqlite3"],
      message: "Electron belongs to main and preload, databases to core/database.",
    },
  ],
  "electron/cli": [
    {
      group: ["**/core/**", "!**/core/core.ts", "**/{main,preload,host,renderer,tests}/**", "!**/host/serve.ts"],
      message: "The command imports core/core.ts, host/serve.ts and shared.",
    },
    {
      group: [...electron, "better-sqlite3"],
      message: "Electron belongs to main and preload, databases to core/database.",
    },
  ],
};

/** The rooms of a layer that one on `floor` called `room` may not import. */
export function closedTo({ rooms }: Layer, room: string, floor: number): string[] {
  return rooms
    .slice(floor)
    .flat()
    .filter((each) => each !== room);
}

function floorRule(layer: string, room: string, closed: readonly string[]): Forbidden[] {
  if (closed.length === 0) return [];
  const group = closed.flatMap((each) => (each.includes(".") ? [`**/${each}`] : [`**/${each}/**`]));
  // Rooms of another layer have the same names now and then.
  const others = layer === "shared" ? [] : ["!**/shared/**"];
  return [{ group: [...group, ...others], message: `${room} imports only rooms on floors below its own.` }];
}

interface Override {
  readonly includes: readonly string[];
  readonly linter: object;
}

function override(place: string, patterns: readonly Forbidden[]): Override {
  const rule = { level: "error", options: { patterns } };
  return {
    includes: [place.includes(".") ? place : `${place}/**`],
    linter: { rules: { style: { noRestrictedImports: rule } } },
  };
}

/** The lint's overrides; of those that a file lies in, the last holds. */
export function lintOverrides(): Override[] {
  const made: [place: string, rule: Forbidden[]][] = [];
  for (const [path, layer] of Object.entries(layers)) {
    made.push([path, [...layer.never]]);
    for (const [floor, rooms] of layer.rooms.entries()) {
      for (const room of rooms) {
        made.push([`${path}/${room}`, [...layer.never, ...floorRule(path, room, closedTo(layer, room, floor))]]);
      }
    }
  }
  for (const [place, owned] of Object.entries(ownPlaces)) {
    const room = made.filter(([path]) => place === path || place.startsWith(`${path}/`)).at(-1);
    made.push([place, (room?.[1] ?? []).filter(({ group }) => !group.includes(owned))]);
  }
  made.push(...Object.entries(shells).map(([path, rule]): [string, Forbidden[]] => [path, [...rule]]));
  return made.map(([place, patterns]) => override(place, patterns));
}

/** The file that biome.json extends. */
export function lintFile(): string {
  return `${JSON.stringify({ overrides: lintOverrides() }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, "biome.floors.json"), lintFile());
