import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { profileSchema } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";

const file = join(import.meta.dirname, "../../docs/model.schema.json");

// After a change of the schema: npx vitest run tests/docs/model-schema.test.ts -u
test("the published schema is that of the code, with words for whoever writes a file", async () => {
  const schema = { title: "A model of Shotline", ...z.toJSONSchema(profileSchema, { target: "draft-7", io: "input" }) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file);
  expect(JSON.stringify(schema)).toContain("The length of a video in milliseconds, at least and at most.");
});

test("it accepts each model that comes with the app, and refuses one with a field too many", () => {
  const published = z.fromJSONSchema(JSON.parse(readFileSync(file, "utf8")));
  for (const profile of shippedProfiles) {
    expect(published.safeParse(profile).error?.issues ?? [], profile.id).toEqual([]);
    expect(published.safeParse({ ...profile, host: "example.org" }).success, profile.id).toBe(false);
  }
});
