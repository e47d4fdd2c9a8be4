import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { profileSchema } from "../../../shared/models/profile.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";

const folder = resolve(import.meta.dirname, "../../../resources/models");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));

test("every model file is shipped, under its id", () => {
  const ids = files.map((name) => name.replaceAll("\\", "/").replace(/\.json$/, ""));
  expect(shippedProfiles.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test.each(files)("%s has the shape of a model file", (name) => {
  const read: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
  expect(profileSchema.safeParse(read).error?.issues ?? []).toEqual([]);
});
