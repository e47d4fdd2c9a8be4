/** Makes random cuts: every rate, handles, missing and silent films, takes beside animatics, names that try to break a format. */
import fc from "fast-check";
import { animaticFilm, assembleCut, type Cut, type CutMedia, type ShotFilm } from "../../../../shared/cut/out/cut.ts";
import { rateNames } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

export const oddName = `A & B < "C" ' #5 100% ü – 日本 \u0007]]> a\\b|c`;

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    oddName,
    "",
    "line one\r\nline two",
    "* FROM CLIP NAME: other.mov",
    "001  AX       V     C",
    "\ud800 half",
  ),
);
const names = texts.map((text) => `N ${text.replace(/[\p{Cc}\p{Cs}]/gu, "")}`);

/** How a film stands to its shot: not there, or so many frames of handle before and after it, from a timecode of its own. */
const films = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant("animatic" as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      startFrame: fc.integer({ min: 0, max: 100_000 }),
      headFrames: fc.integer({ min: 0, max: 48 }),
      tailFrames: fc.integer({ min: 0, max: 48 }),
      hasAudio: fc.boolean(),
      size: fc.constantFrom({ widthPx: 1920, heightPx: 1080 }, { widthPx: 720, heightPx: 1280 }),
    }),
  },
);

const shots = fc.array(
  fc.record({
    durationMs: fc.integer({ min: 100, max: 15_000 }),
    action: texts,
    notes: texts,
    dialogue: fc.array(fc.record({ speaker: texts, line: texts }), { maxLength: 2 }),
    film: films,
  }),
  { minLength: 1, maxLength: 60, size: "max" },
);

export const arbitraryCut: fc.Arbitrary<Cut> = fc
  .record({
    rate: fc.constantFrom(...rateNames),
    name: names,
    scene: names,
    shots,
    passLength: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ rate, name, scene, shots: planned, passLength }) => {
    const passes = Array.from({ length: Math.ceil(planned.length / passLength) }, (_, pass) =>
      buildPass(
        String(pass),
        planned
          .slice(pass * passLength, (pass + 1) * passLength)
          .map(({ film: _film, ...content }, index) => buildShot(`${pass}x${index}`, content)),
        { scene: pass % 2 === 0 ? scene.slice(0, 40) : "SC010", aspectRatio: pass % 3 === 0 ? "16:9" : "9:16" },
      ),
    );
    const start = rate.endsWith("df") ? "01:00:00;00" : "01:00:00:00";
    let shot = 0;
    return assembleCut(buildProject(passes, { name, rate, start }), (placed, recordIn, pass): ShotFilm | null => {
      const film = planned[shot]?.film ?? null;
      shot += 1;
      if (film === null || film === "animatic") return film && animaticFilm(placed, recordIn, pass);
      const { startFrame, headFrames, tailFrames, hasAudio, size } = film;
      const frames = headFrames + placed.endFrame - placed.startFrame + tailFrames;
      return { source: "take03", startFrame, inFrame: startFrame + headFrames, frames, hasAudio, ...size };
    });
  });

export const handOffFolder = "/films/hand off #1";

export function filmFile({ fileStem }: CutMedia): string {
  return `${handOffFolder}/clips/${fileStem}.mov`;
}

/** One pass of three shots: an animatic with notes and dialogue, one whose film is missing, and a silent take with handles. */
export function buildMixedCut(): Cut {
  const dialogue = [{ speaker: "Driver", line: "One lap." }];
  const passes = [
    buildPass("1", [
      buildShot("1", { notes: "keep the scar", dialogue }),
      buildShot("2", { durationMs: 3000, notes: "still to be made" }),
      buildShot("3", { durationMs: 5000 }),
    ]),
  ];
  const take = {
    source: "take03",
    startFrame: 1000,
    inFrame: 1012,
    frames: 144,
    hasAudio: false,
    widthPx: 1920,
    heightPx: 1080,
  };
  return assembleCut(buildProject(passes), (placed, recordIn, pass) =>
    placed.index === 0 ? animaticFilm(placed, recordIn, pass) : placed.index === 1 ? null : take,
  );
}
