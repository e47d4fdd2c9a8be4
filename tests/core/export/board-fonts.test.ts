import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { instanceFont } from "../../../electron/core/export/board-fonts-instance.ts";
import { unpackWoff2 } from "../../../electron/core/export/board-fonts-woff2.ts";

const shipped = {
  "inter/files/inter-latin": "Québec @Mara 012",
  "inter/files/inter-vietnamese": "ĐặƠỗ",
  "noto-sans-jp/files/noto-sans-jp-118": "日",
  "noto-sans-jp/files/noto-sans-jp-119": "バびのー",
};

function read(name: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(`@fontsource-variable/${name}-wght-normal.woff2`)));
}

/** The pixels and the width of a text as skia sets it, which reads WOFF2 and axes by itself. */
function draw(font: Buffer, text: string, weight: number) {
  const key = GlobalFonts.register(font, "Under test");
  if (!key) throw new Error("not a font");
  const canvas = createCanvas(1200, 80);
  const context = canvas.getContext("2d");
  context.font = "48px 'Under test'";
  context.fontVariationSettings = `"wght" ${weight}`;
  context.fillText(text, 10, 60);
  const width = context.measureText(text).width;
  const pixels = context.getImageData(0, 0, 1200, 80).data.filter((_, index) => index % 4 === 3);
  GlobalFonts.remove(key);
  return { width, pixels };
}

describe.each(Object.entries(shipped))("the shipped font %s", (name, text) => {
  test("is unpacked to the very outlines that another reader finds", () => {
    const unpacked = unpackWoff2(read(name));
    const [own, other] = [draw(unpacked, text, 400), draw(read(name), text, 400)];
    expect(own.width).toBe(other.width);
    expect(own.pixels).toEqual(other.pixels);
    expect(other.pixels.some((value) => value > 200)).toBe(true);
  });

  test.each([400, 600])("looks at weight %i as its variable form does", (weight) => {
    const instance = instanceFont(unpackWoff2(read(name)), weight, "UnderTest");
    const [own, other] = [draw(instance, text, 400), draw(read(name), text, weight)];
    expect(Math.abs(own.width - other.width)).toBeLessThan(1);
    const ink = other.pixels.reduce((sum, value) => sum + value, 0);
    const difference = own.pixels.reduce(
      (sum, value, index) => sum + Math.abs(value - (other.pixels[index] as number)),
      0,
    );
    // Outlines are rounded to whole units, which shifts their edges by less than a tenth of a pixel.
    expect(difference / ink).toBeLessThan(0.06);
  });
});

test("what is no such font is refused", () => {
  expect(() => unpackWoff2(Buffer.from("wOFFxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"))).toThrow(
    "Not a WOFF2 font",
  );
});
