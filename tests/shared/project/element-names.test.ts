import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementNameFrom, freeElementName } from "../../../shared/project/element-names.ts";
import { elementNameSchema } from "../../../shared/project/model.ts";

describe("a new element's name", () => {
  test("is made of what can stand in one", () => {
    expect(elementNameFrom("Mara, front (2)")).toBe("Mara_front_2");
    expect(elementNameFrom("🦊 fox 🦊")).toBe("fox");
    expect(elementNameFrom("🦊🦊")).toBe("Element");
    expect(elementNameFrom("夜のレース")).toBe("夜のレース");
  });

  test("is one whatever it is made of, and no longer than services allow", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const name = elementNameFrom(text);
        expect(elementNameSchema.safeParse(name).success).toBe(true);
        expect([...name].length).toBeLessThanOrEqual(20);
      }),
    );
  });

  test("is like no other, whatever their case, and stays short", () => {
    expect(freeElementName("Mara", ["Dog"])).toBe("Mara");
    expect(freeElementName("Mara", ["mara", "MARA_2"])).toBe("Mara_3");
    expect(freeElementName("Abcdefghijklmnopqrst", ["abcdefghijklmnopqrst"])).toBe("Abcdefghijklmnopqr_2");
  });
});
