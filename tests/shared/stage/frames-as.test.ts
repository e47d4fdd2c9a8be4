import { expect, test } from "vitest";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { framesAs } from "../../../shared/stage/frames-as.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const sizes = ["ECU", "CU", "MCU", "MS", "MLS", "LS", "WS", "EWS"] as const;

test.each(sizes.flatMap((size) => [16 / 9, 9 / 16, 1, 21 / 9].map((ratio) => [size, ratio] as const)))(
  "the camera that a shot gets as %s in a frame of %f frames as that",
  (size, ratio) => {
    const pass = buildPass("A", [buildShot("1", { action: "@Mara waits", camera: { size } })]);
    const start = blockPass(pass, [buildElement("Mara")], ratio)[0]?.camera.start;
    if (!start) throw new Error("no camera");
    expect(framesAs(start.lens, ratio, start.focus, 1.75)).toBe(size);
  },
);

test("twice as near with half the lens is the same size, twice as near alone is not", () => {
  expect(framesAs(50, 16 / 9, 2.2, 1.75)).toBe("MS");
  expect(framesAs(25, 16 / 9, 1.1, 1.75)).toBe("MS");
  expect(framesAs(50, 16 / 9, 1, 1.75)).toBe("CU");
});
