import { describe, expect, test } from "vitest";
import {
  addImages,
  moveImage,
  nameView,
  putCrop,
  removeImage,
  replaceImage,
  takeCropBack,
} from "../../../renderer/src/elements/element-images.ts";
import { buildElement, buildMediaId } from "../../support/builders.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map(buildMediaId) as [string, string, string, string];
const region = { x: 10, y: 20, width: 300, height: 400 };
const mara = buildElement("Mara", { images: [a, b], views: { [a]: { name: "front" }, [b]: { name: "back" } } });

describe("an element's images", () => {
  test("are four at most", () => {
    expect(addImages({ images: [a, b, c] }, [d, a])).toEqual({ images: [a, b, c, d] });
  });

  test("go to the place they are moved to, and no further than the ends", () => {
    const images = [a, b, c];
    expect(moveImage({ images }, 2, 0)).toEqual({ images: [c, a, b] });
    expect(moveImage({ images }, 0, 9)).toEqual({ images: [b, c, a] });
    expect(moveImage({ images }, 7, 0)).toEqual({ images });
  });

  test("take the name of their view with them when they are removed, and leave it to what replaces them", () => {
    expect(removeImage(mara, 0)).toEqual({ images: [b], views: { [b]: { name: "back" } } });
    expect(removeImage(buildElement("x", { images: [a] }), 0)).toEqual({ images: [], views: null });
    expect(replaceImage(mara, 1, c)).toEqual({
      images: [a, c],
      views: { [a]: { name: "front" }, [c]: { name: "back" } },
    });
  });

  test("have views called as the user likes, or not at all", () => {
    expect(nameView(mara, b, "  from\nbehind ").views).toEqual({
      [a]: { name: "front" },
      [b]: { name: "from behind" },
    });
    expect(nameView(mara, b, " ").views).toEqual({ [a]: { name: "front" } });
  });

  test("are cropped under the same name, and remember the original, which comes back", () => {
    const cropped = { ...mara, ...putCrop(mara, a, { id: c, from: a, region }) } as typeof mara;
    expect(cropped.images).toEqual([c, b]);
    expect(cropped.views?.[c]).toEqual({ name: "front", cropped: { from: a, ...region } });
    const again = putCrop(cropped, c, { id: d, from: a, region: { ...region, x: 0 } });
    expect(again.images).toEqual([d, b]);
    expect(Object.keys(again.views ?? {}).sort()).toEqual([b, d].sort());
    expect(takeCropBack(cropped, c)).toEqual({ images: [a, b], views: mara.views });
    expect(takeCropBack(mara, a)).toEqual({});
  });
});
