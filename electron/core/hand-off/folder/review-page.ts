/** Writes the review page of a hand-off: one file that plays the movie beside it and takes comments, from a disk and without a network. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cut } from "../../../../shared/cut/out/cut.ts";

/** `folder` holds its parts; `movie` is a file beside the page. What the cut says stands in the page as data alone, never as HTML. */
export async function writeReviewPage(cut: Cut, movie: string, madeAt: Date, folder: string): Promise<string> {
  const part = (name: string) => readFile(join(folder, name), "utf8");
  const names = ["review.html", "review.css", "player.js", "comments.js"];
  const [page = "", style = "", player = "", comments = ""] = await Promise.all(names.map(part));
  const parts = new Map([
    ["/* style */", style],
    ["/* player */", player],
    ["/* comments */", comments],
    ['"{{review}}"', dataOf(cut, movie, madeAt)],
  ]);
  return page.replace(/\/\* (?:style|player|comments) \*\/|"\{\{review\}\}"/g, (mark) => parts.get(mark) ?? "");
}

function dataOf(cut: Cut, movie: string, madeAt: Date): string {
  const { title, show, rateName, rate, startFrame, frames } = cut;
  const shots = cut.clips.map(({ shot, name, recordIn, frames: length, media }) => ({
    ...{ id: shot.id, name, startFrame: recordIn - startFrame, frames: length },
    ...{ source: media?.source ?? "missing", about: shot.action ?? "" },
  }));
  const review = { title, show, movie, madeAt: madeAt.toISOString(), rateName, rate, startFrame, frames, shots };
  // The end of a script element must not be found in it.
  return JSON.stringify(review).replaceAll("<", "\\u003c");
}
