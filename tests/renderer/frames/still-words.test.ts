import { describe, expect, test } from "vitest";
import { sayOrigin, sayPrice, sayView } from "../../../renderer/src/frames/still-words.ts";
import { jobsAt } from "../../../renderer/src/frames/use-stills.ts";
import { placesFor } from "../../../renderer/src/generation/UseFrameMenu.tsx";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { StillOrigin } from "../../../shared/project/still.ts";
import { titleOfPlace } from "../../../shared/project/still-place.ts";
import { buildPass, buildShot } from "../../support/builders.ts";
import { makeJob } from "../generate/make-job.ts";

const job: StillOrigin = {
  ...{ by: "job", jobId: "job_0001", profile: "fal/nano-banana-pro", prompt: "Fog" },
  price: { currency: "USD", micros: 150_000 },
};
const blocking = {
  ...{ shotId: "shot_0001", progress: 0, ratio: 1.778, figures: [], props: [] },
  camera: { at: [0, -4, 1.5], bearing: 0, tilt: 0, roll: 0, lens: 35 },
} satisfies KeptBlocking;
const takes = [{ id: "take_0001", number: 3 }];

describe("a candidate says", () => {
  test.each<[StillOrigin, string, string | null]>([
    [job, "Nano Banana Pro · fal.ai", "$0.15"],
    [{ ...job, profile: "old/model", price: null }, "old/model", "Price unknown"],
    [{ by: "take", takeId: "take_0001", frame: 30 }, "Frame 30 of take 3", null],
    [{ by: "take", takeId: "take_gone", frame: 0 }, "Frame 0 of a removed take", null],
    [{ by: "file", name: "front.jpg" }, "front.jpg", null],
    [{ by: "drawing" }, "Drawing", null],
    [{ ...job, blocking }, "Nano Banana Pro · fal.ai, from blocking", "$0.15"],
    [{ by: "blocking", blocking }, "Blocked frame", null],
  ])("where it came from and what it cost: %o", (origin, from, price) => {
    expect(sayOrigin({ origin }, takes)).toBe(from);
    expect(sayPrice({ origin })).toBe(price);
  });

  test("which view it is, beside a contact sheet alone", () => {
    const sheet = { kind: "element", elementId: "element_0001" } as const;
    expect(sayView({ place: { ...sheet, view: "back" } }, sheet)).toBe("Back view");
    expect(sayView({ place: sheet }, sheet)).toBeNull();
  });
});

test("the jobs of a place are those under way there, and those of this dialog that failed", () => {
  const place = { kind: "startFrame", passId: "pass_0001" } as const;
  const at = (id: string, changes: Parameters<typeof makeJob>[0]) =>
    makeJob({ id, output: "still", place, ...changes });
  const jobs = [
    at("job_0001", { state: "running" }),
    at("job_0002", { state: "done" }),
    at("job_0003", { state: "failed" }),
    at("job_0004", { state: "failed" }),
    at("job_0005", { state: "queued", place: { kind: "endFrame", passId: "pass_0001" } }),
    makeJob({ id: "job_0006", state: "running" }),
  ];
  expect(jobsAt(jobs, place, ["job_0004"]).map(({ id }) => id)).toEqual(["job_0001", "job_0004"]);
  expect(jobsAt(null, place, [])).toEqual([]);
});

describe("a frame that is seen may go", () => {
  const passes = ["1", "2", "3"].map((name) => buildPass(name, [buildShot(name)]));
  const [first, second, third] = passes.map(({ id }) => id) as [string, string, string];
  const titles = (passId: string, shotId: string | null, selection: { passId: string | null; shotId: string | null }) =>
    placesFor({ passes }, { passId, shotId }, selection).map((place) =>
      titleOfPlace(place, "passId" in place ? place.passId : "shotId" in place ? place.shotId : ""),
    );

  test("to its own pass and shot, and to the start of the next pass", () => {
    expect(titles(first, "shot_0001", { passId: first, shotId: null })).toEqual([
      `Start frame of ${first}`,
      `End frame of ${first}`,
      "Frame of shot_0001",
      `Start frame of ${second}`,
    ]);
  });

  test("to what is selected elsewhere, each place once", () => {
    const all = titles(second, "shot_0002", { passId: third, shotId: "shot_0003" });
    expect(all).toContain(`End frame of ${third}`);
    expect(all).toContain("Frame of shot_0003");
    expect(new Set(all).size).toBe(all.length);
  });
});
