import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeOtio } from "../../../../electron/core/hand-off/lists/otio.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import type { BlockedCamera } from "../../../../shared/project/stage.ts";
import type { RateName } from "../../../../shared/time/rate.ts";
import { buildElement, buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";

type Json = Record<string, unknown>;

/** Every object of a file that names a schema. */
function schemaObjects(value: unknown): Json[] {
  if (typeof value !== "object" || value === null) return [];
  const nested = Object.values(value).flatMap(schemaObjects);
  return "OTIO_SCHEMA" in value ? [value as Json, ...nested] : nested;
}

function otioOf(project: Parameters<typeof assembleCut>[0], folder = "/films/hand off"): Json {
  const cut = assembleCut(project, animaticFilm);
  return JSON.parse(writeOtio(cut, (media) => `${folder}/${media.fileStem}.mov`, "url")) as Json;
}

/** One pass with a shot for each length in milliseconds. */
function buildSimpleProject(durationsMs: number[], rate: RateName = "24", start = "01:00:00:00") {
  return buildProject([buildTimedPass("1", durationsMs)], { rate, start });
}

describe("an OpenTimelineIO file", () => {
  const shots = [buildShot("1"), buildShot("2", { durationMs: 3000, notes: "keep the scar" })];
  const project = buildProject([buildPass("1", shots)]);

  test("places each clip by its media's timecode, in picture and in sound", () => {
    const timeline = otioOf(project);
    const time = (value: number) => ({ OTIO_SCHEMA: "RationalTime.1", value, rate: 24 });
    expect(timeline).toMatchObject({ OTIO_SCHEMA: "Timeline.1", name: "Night race", global_start_time: time(86_400) });
    const tracks = (timeline["tracks"] as Json)["children"] as Json[];
    expect(tracks.map((track) => [track["kind"], (track["children"] as Json[]).length])).toEqual([
      ["Video", 2],
      ["Audio", 2],
    ]);
    for (const track of tracks) {
      expect((track["children"] as Json[])[1]).toMatchObject({
        OTIO_SCHEMA: "Clip.2",
        name: "SC010_SH0020",
        source_range: { start_time: time(86_496), duration: time(72) },
        active_media_reference_key: "DEFAULT_MEDIA",
        media_references: {
          DEFAULT_MEDIA: {
            OTIO_SCHEMA: "ExternalReference.1",
            available_range: { start_time: time(86_496), duration: time(72) },
            target_url: "file:///films/hand%20off/NightRace_SC010_SH0020_animatic.mov",
          },
        },
      });
    }
  });

  test("carries a note as a marker on the shot's first frame, in media time", () => {
    const markers = schemaObjects(otioOf(project)).filter((each) => each["OTIO_SCHEMA"] === "Marker.2");
    expect(markers).toHaveLength(1);
    expect(markers[0]).toMatchObject({ comment: "keep the scar", marked_range: { start_time: { value: 86_496 } } });
  });

  test("has one exact rate and whole frames throughout", () => {
    for (const [name, rate] of [
      ["23.976", 24_000 / 1001],
      ["29.97df", 30_000 / 1001],
      ["59.94", 60_000 / 1001],
      ["25", 25],
    ] as const) {
      const start = name.endsWith("df") ? "01:00:00;00" : "01:00:00:00";
      const times = schemaObjects(otioOf(buildSimpleProject([4000, 3000, 15_000], name, start))).filter(
        (each) => each["OTIO_SCHEMA"] === "RationalTime.1",
      );
      expect(new Set(times.map((each) => each["rate"]))).toEqual(new Set([rate]));
      expect(times.every((each) => Number.isInteger(each["value"]))).toBe(true);
    }
  });

  test("starts a drop-frame hour at frame 107,892 and says that it drops", () => {
    const timeline = otioOf(buildSimpleProject([1000], "29.97df", "01:00:00;00"));
    expect(timeline).toMatchObject({ global_start_time: { value: 107_892 }, metadata: { shotline: { drop: true } } });
  });

  test("uses only schemas of released readers, and lists where they want lists", () => {
    const objects = schemaObjects(otioOf(project));
    expect(new Set(objects.map((each) => each["OTIO_SCHEMA"]))).toEqual(
      new Set([
        "Timeline.1",
        "Stack.1",
        "Track.1",
        "Clip.2",
        "ExternalReference.1",
        "Marker.2",
        "TimeRange.1",
        "RationalTime.1",
      ]),
    );
    for (const item of objects.filter((each) => /^(Clip|Track|Stack)/.test(String(each["OTIO_SCHEMA"])))) {
      expect(item).toMatchObject({ effects: [], enabled: true });
      expect(Array.isArray(item["markers"])).toBe(true);
    }
  });

  test("says where camera and figures of each shot are, to the millimeter, and whether that follows from the words", () => {
    const camera = {
      at: [1.23456, -4],
      height: 1.6,
      lens: 35,
      target: { at: [0, 0], height: 1.6 },
    } satisfies BlockedCamera;
    const blocked = buildPass("1", [
      buildShot("1", { action: "@Mara waits", camera: { size: "MS" } }),
      buildShot("2", {
        action: "@Mara leaves",
        blocking: { camera, figures: { Mara: { at: [0, 0], path: [[2.00049, 1]] } } },
      }),
    ]);
    const clips = schemaObjects(otioOf(buildProject([blocked], { elements: [buildElement("Mara")] })));
    const facts = clips
      .filter((each) => each["OTIO_SCHEMA"] === "Clip.2")
      .map(({ metadata }) => (metadata as { shotline: { blocking: Json } }).shotline.blocking);
    expect(facts[0]).toMatchObject({ fromWords: true, camera: { start: { lens: 50 }, moveLength: 0 } });
    expect(facts[1]).toMatchObject({
      fromWords: false,
      camera: {
        start: { position: [1.235, -4, 1.6], bearing: -17.2, tilt: 0, roll: 0, lens: 35 },
        height: 1.6,
        distance: 4.186,
        fieldOfView: 54.4,
      },
      figures: [{ name: "Mara", element: "Mara", start: { position: [0, 0] }, end: { position: [2, 1] } }],
    });
    // Picture and sound of a shot say the same.
    expect(facts.slice(2)).toEqual(facts.slice(0, 2));
  });

  test("has whole numbers to the millimeter of every shot, however it is blocked", () => {
    const spot = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));
    fc.assert(
      fc.property(spot, spot, fc.constantFrom(8, 35, 800), (at, target, lens) => {
        const blocking = { camera: { at, lens, target: { at: target, height: 1.6 } }, figures: { Mara: { at } } };
        const clips = schemaObjects(otioOf(buildProject([buildPass("1", [buildShot("1", { blocking })])])));
        const { metadata } = clips.find((each) => each["OTIO_SCHEMA"] === "Clip.2") as Json;
        const { camera, figures } = (metadata as { shotline: { blocking: Json } }).shotline.blocking;
        // What is no number is null in JSON.
        expect(JSON.stringify(camera)).not.toMatch(/null|\.\d{4}/);
        expect(JSON.stringify(figures).replaceAll('"element":null', "")).not.toMatch(/null|\.\d{4}/);
      }),
    );
  });

  test("percent-encodes the folder's name", () => {
    const urls = schemaObjects(otioOf(project, "/films/50% #1 [ü] (a)'s"))
      .filter((each) => each["OTIO_SCHEMA"] === "ExternalReference.1")
      .map((each) => each["target_url"]);
    expect(urls[0]).toBe("file:///films/50%25%20%231%20%5B%C3%BC%5D%20%28a%29%27s/NightRace_SC010_SH0010_animatic.mov");
  });
});
