/** Owns what an ffmpeg build can do, read from its own lists, and what this app needs of one. */

export interface Capabilities {
  readonly encoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
}

/** What the app's command lines use; the 2018 build that npm ships has all of it. */
export const needs = {
  encoders: ["libx264", "aac", "pcm_s16le"],
  filters: [
    "scale",
    "select",
    "setpts",
    "fps",
    "format",
    "trim",
    "pad",
    "setsar",
    "concat",
    "overlay",
    "color",
    "aresample",
    "atrim",
    "apad",
    "asetrate",
    "anullsrc",
    "asetpts",
  ],
} as const;

/** Reads `ffmpeg -encoders`. */
export function parseEncoders(text: string): Set<string> {
  return namesOf(text, /^ [VAS.][F.][S.][X.][B.][D.] (\w+)/);
}

/** Reads `ffmpeg -filters`, also filters of several or any number of inputs (`split`, `select`, `concat`). */
export function parseFilters(text: string): Set<string> {
  // ffmpeg 8 dropped the third flag.
  return namesOf(text, /^ [T.][S.][C.]? ?(\S+)\s+[AVN|]+->[AVN|]+/);
}

/** What is missing of the app's needs, as words for a sentence; empty when the build will do. */
export function missingNeeds(capabilities: Capabilities): string[] {
  return [
    ...needs.encoders.filter((name) => !capabilities.encoders.has(name)).map((name) => `the encoder ${name}`),
    ...needs.filters.filter((name) => !capabilities.filters.has(name)).map((name) => `the filter ${name}`),
  ];
}

function namesOf(text: string, line: RegExp): Set<string> {
  return new Set(text.split(/\r?\n/).flatMap((row) => line.exec(row)?.[1] ?? []));
}
