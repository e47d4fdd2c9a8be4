import { expect, test } from "vitest";
import { nameOfImages } from "../../../renderer/src/commands/open-images.ts";

test.each([
  [["night race 01.png", "night race 02.png", "night race 10.png"], "night race"],
  [["shot1.png", "shot2.png"], "shot"],
  [["car-red.png", "car-roof.png"], "car"],
  [["harbor.jpg"], "harbor"],
  [["Hafen_Nacht.v2.jpg", "Hafen_Tag.v2.jpg"], "Hafen"],
  [["a.png", "b.png"], "Untitled"],
  [["01.png", "02.png"], "Untitled"],
  [["IMG_0001.JPG", "IMG_0002.JPG"], "Untitled"],
  [["夜の港1.png", "夜の港2.png"], "夜の港"],
])("a project of %j is called %s", (names, name) => {
  expect(nameOfImages(names, null)).toBe(name);
  expect(nameOfImages(names, "Storyboard 3")).toBe("Storyboard 3");
});
