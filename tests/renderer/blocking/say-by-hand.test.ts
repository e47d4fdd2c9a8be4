import { expect, test } from "vitest";
import { sayByHand } from "../../../renderer/src/blocking/say-by-hand.ts";

const names = new Map([
  ["Mara", "Mara"],
  ["figure-1", "Figure 1"],
]);

test.each([
  [[], [], "From the words"],
  [["lens"], [], "Camera set by hand"],
  [["at"], ["Mara"], "Camera and Mara set by hand"],
  [[], ["figure-1"], "Figure 1 set by hand"],
  [["at"], ["Mara", "figure-1"], "Camera, Mara and Figure 1 set by hand"],
  [["at"], ["Mara", "figure-1", "Tom"], "Camera, Mara and 2 more set by hand"],
] as const)("camera %o and figures %o: %s", (camera, figures, words) => {
  expect(sayByHand({ camera, figures }, names)).toBe(words);
});
