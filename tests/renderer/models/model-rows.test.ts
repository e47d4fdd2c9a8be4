import { expect, test } from "vitest";
import { modelRows, nextSorting, sortRows } from "../../../renderer/src/models/model-rows.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

const rows = modelRows("film", null);

test("models stand by service, each service once", () => {
  const services = rows.map(({ service }) => service);
  const changes = services.filter((service, index) => service !== services[index - 1]);
  expect(changes).toEqual([...new Set(services)]);
  expect(modelRows("still", null).every(({ profile }) => profile.output === "still")).toBe(true);
});

test("a column sorts upward, then downward, then by service again", () => {
  const up = nextSorting(null, "length");
  const down = nextSorting(up, "length");
  expect([up, down, nextSorting(down, "length")]).toEqual([
    { column: "length", isDown: false },
    { column: "length", isDown: true },
    null,
  ]);
  expect(nextSorting(down, "price")).toEqual({ column: "price", isDown: false });
  const longest = sortRows(rows, down).map(({ profile }) => profile.limits.totalMs.max);
  expect(longest).toEqual(longest.toSorted((left, right) => right - left));
  expect(sortRows(rows, null)).toEqual(rows);
});

test("a price that nobody knows stays last both ways; credits stand after dollars", () => {
  const isUnknown = (sorting: Parameters<typeof sortRows>[1]) =>
    sortRows(rows, sorting).map(({ profile }) => profile.price.kind === "unknown");
  for (const isDown of [false, true]) {
    const unknown = isUnknown({ column: "price", isDown });
    expect(unknown).toContain(true);
    expect(unknown.lastIndexOf(false)).toBeLessThan(unknown.indexOf(true));
  }
  expect(sortRows(rows, { column: "price", isDown: false })[0]?.profile.id).toBe("animatic");
});

test("with a pass, those that take it as it is come first", () => {
  const shot = buildShot("1", { durationMs: 20_000, action: "It rains", camera: { size: "WS", move: "static" } });
  const pass = buildPass("1", [shot], { profile: "animatic" });
  const compared = modelRows("film", { project: buildProject([pass]), pass, media: [] });
  const fits = sortRows(compared, { column: "pass", isDown: false }).map((row) => row.compared?.fit);
  expect(fits[0]).toBe("whole");
  expect(fits).toContain("refuses");
  expect(fits.lastIndexOf("whole")).toBeLessThan(fits.indexOf("refuses"));
});
