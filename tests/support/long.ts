/** Owns whether tests take their long form: `SHOTLINE_LONG=1`, as the second part of `.ci/run` has it. The suite itself takes the short one. */
export const isLong = process.env["SHOTLINE_LONG"] === "1";

/** The first half of several cases of one kind; all of them in the long form. */
export function shortOf<Case>(all: readonly Case[]): readonly Case[] {
  return isLong ? all : all.slice(0, Math.ceil(all.length / 2));
}
