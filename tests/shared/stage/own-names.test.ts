import { expect, test } from "vitest";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { readCast } from "../../../shared/stage/cast.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

test.each(["constructor", "toString", "hasOwnProperty", "__proto__"])(
  "a figure called %s follows the words like any other",
  (name) => {
    const called = (at: string, action: string) => buildShot(at, { action, blocking: { figures: {} } });
    const pass = buildPass("A", [called("1", `@${name} waits`), called("2", "@Mara waits")]);
    const [first, second] = blockPass(pass, [buildElement(name), buildElement("Mara")], 16 / 9);
    expect(first?.figures.map(({ cast, byHand }) => [cast.id, byHand])).toEqual([[name, false]]);
    expect(second?.figures.map(({ cast }) => cast.id)).toEqual(["Mara"]);
  },
);

test("words that name thousands put no more figures on the stage than it holds", () => {
  let count = 0;
  const crowd = () => Array.from({ length: 2000 }, () => `@a${count++}`).join(" ");
  const shots = Array.from({ length: 20 }, (_, at) => buildShot(`${at}`, { action: crowd(), environment: crowd() }));
  for (const { named } of readCast(buildPass("A", shots), []).shots) expect(named.length).toBeLessThanOrEqual(40);
  for (const { figures } of blockPass(buildPass("A", shots), [], 16 / 9))
    expect(figures.length).toBeLessThanOrEqual(40);
});

test("a text of nothing but what is done to somebody is read to its end", () => {
  const shots = Array.from({ length: 60 }, (_, at) => buildShot(`${at}`, { action: "walks to him ".repeat(300) }));
  for (const { figures } of blockPass(buildPass("A", shots), [], 16 / 9))
    expect(figures.map(({ cast }) => cast.id)).toEqual(["figure-1"]);
});
