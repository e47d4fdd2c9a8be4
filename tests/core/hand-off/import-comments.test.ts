import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeReviewPage } from "../../../electron/core/hand-off/folder/review-page.ts";
import { importComments } from "../../../electron/core/hand-off/import-comments.ts";
import { animaticFilm, assembleCut } from "../../../shared/cut/out/cut.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-comments-"));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const untouched = {
  view: () => Promise.reject(new Error("opened")),
  applyEdit: () => Promise.reject(new Error("edited")),
};

describe("importing comments", () => {
  test("refuses files that are none, before the project is touched", async () => {
    const refusal = (name: string) => importComments(untouched as never, "project_1", join(folder, name));
    await expect(refusal("absent.json")).rejects.toMatchObject({ code: "not-found" });
    await expect(refusal(".")).rejects.toMatchObject({
      code: "input.invalid",
      message: expect.stringContaining("not a file"),
    });
    await writeFile(join(folder, "latin1.json"), Buffer.from([0x7b, 0xe9, 0x7d]));
    await expect(refusal("latin1.json")).rejects.toThrow("not UTF-8");
    await writeFile(join(folder, "large.json"), "");
    await truncate(join(folder, "large.json"), 5 * 1024 * 1024);
    await expect(refusal("large.json")).rejects.toThrow("5 MB");
  });
});

describe("the review page", () => {
  test("holds what the cut says as data that ends no script, and asks no network for anything", async () => {
    const hostile = "</script><script>alert(1)</script><!-- $& $1 ü 日本";
    const project = buildProject([buildPass("1", [buildShot("1", { action: hostile })], { name: "a<b" })], {
      name: hostile,
    });
    const cut = assembleCut(project, animaticFilm);
    const resources = join(import.meta.dirname, "../../../resources/review");
    const page = await writeReviewPage(cut, "A_reference.mp4", new Date("2026-03-01T12:00:00Z"), resources);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toContain("<script>alert");
    const data = /id="review">(.*)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({ title: hostile, movie: "A_reference.mp4", startFrame: 86_400 });
    expect(JSON.parse(data).shots[0]).toMatchObject({ startFrame: 0, about: hostile });
    expect(page).not.toMatch(/https?:|\bsrc="|\bhref="|@import|url\(/);
    expect(page).toContain("default-src 'none'");
  });
});
