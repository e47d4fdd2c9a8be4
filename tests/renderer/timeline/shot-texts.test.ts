import { expect, test } from "vitest";
import { shotName } from "../../../renderer/src/timeline/shot-texts.ts";
import { buildShot } from "../../support/builders.ts";

test("a shot is named by its first words; what is left out is marked", () => {
  const action = "Tove feeds air hose through gloved hands and watches the needle of a gauge that will not settle";
  expect(shotName(buildShot("A1", { action: "Tove  feeds\nair hose" }))).toBe("Tove feeds air hose");
  expect(shotName(buildShot("A1", { action }))).toBe(
    "Tove feeds air hose through gloved hands and watches the needle of a gauge that…",
  );
  expect(shotName(buildShot("A1", { action: "" }))).toBe("");
});
