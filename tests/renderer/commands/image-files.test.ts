import { describe, expect, test } from "vitest";
import { describeRefused, inNameOrder, sendImages } from "../../../renderer/src/commands/image-files.ts";
import { AppError } from "../../../shared/errors/app-error.ts";

const image = (name: string, type = "image/png") => new File(["picture"], name, { type });

/** A core that cannot read what is called broken. */
async function send(name: string): Promise<string> {
  if (name.startsWith("broken"))
    throw new AppError("image.unreadable", `${name} is damaged.`, { next: "Save it again." });
  if (name.startsWith("last")) throw new AppError("disk.full", "The disk is full.");
  return name;
}

describe("images that come as files", () => {
  test("are taken in the order of their names, as people count", () => {
    const names = inNameOrder(["shot 10.png", "Shot 2.png", "shot 1.png"].map((name) => image(name))).map(
      (each) => each.name,
    );
    expect(names).toEqual(["shot 1.png", "Shot 2.png", "shot 10.png"]);
  });

  test("are all used but those that can't be read, which are named in one sentence", async () => {
    const files = [image("a.png"), image("broken.png"), image("notes.txt", "text/plain"), image("b.heic", "")];
    const sent = await sendImages(files, 9, send);
    expect(sent.kept).toEqual(["a.png", "b.heic"]);
    expect(describeRefused(sent)).toEqual({
      message: "2 files can’t be used: broken.png, notes.txt.",
      next: "broken.png is damaged.",
    });
  });

  test("are refused unread where they are too large, or no images", async () => {
    const large = image("large.png");
    Object.defineProperty(large, "size", { value: 300 * 1024 * 1024 });
    const sent = await sendImages([large], 9, () => Promise.reject(new Error("read")));
    expect(describeRefused(sent)).toMatchObject({ message: "large.png has 300 MB; the limit is 100 MB." });
    expect(describeRefused({ kept: [], refused: [] })).toBeNull();
  });

  test("that are gone from the disk meanwhile are left out like those", async () => {
    const gone = image("gone.png");
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    expect(await sendImages([gone, image("a.png")], 9, send)).toMatchObject({
      ...{ kept: ["a.png"], refused: [{ name: "gone.png", error: { code: "image.missing" } }] },
    });
  });

  test("are not sent past as many as there is room for", async () => {
    const sent = await sendImages(
      ["broken.png", "a.png", "b.png", "c.png"].map((name) => image(name)),
      2,
      send,
    );
    expect(sent).toMatchObject({ kept: ["a.png", "b.png"], refused: [{ name: "broken.png" }] });
  });

  test("stop at what is no fault of theirs", async () => {
    await expect(sendImages([image("a.png"), image("last.png")], 9, send)).rejects.toMatchObject({ code: "disk.full" });
  });
});
