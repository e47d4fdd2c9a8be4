import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { writeBoardPdf } from "../../../../electron/core/hand-off/board/board-pdf.ts";
import { layOutBoard } from "../../../../electron/core/hand-off/board/board-pdf-layout.ts";
import { planPages } from "../../../../electron/core/hand-off/board/board-plan-page.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import {
  type BoardOptions,
  boardOrientations,
  boardPapers,
  defaultBoard,
} from "../../../../shared/cut/out/hand-off-options.ts";
import type { Pass, Project, Shot } from "../../../../shared/project/model.ts";
import type { BlockedCamera, Blocking } from "../../../../shared/project/stage.ts";
import { buildMediaId, buildPass, buildProject, buildShot } from "../../../support/builders.ts";

// Fonts and pages take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const hasReaders = ["pdftotext", "pdffonts", "pdfinfo"].every((name) => spawnSync(name, ["-v"]).error === undefined);
const hasQpdf = spawnSync("qpdf", ["--version"]).error === undefined;

let room: string;
let file: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-board-"));
  file = join(room, "board.pdf");
});
afterEach(async () => await rm(room, { recursive: true, force: true }));

function cutOf(shots: readonly Partial<Shot>[], pass: Partial<Pass> = {}, project: Partial<Project> = {}): Cut {
  const built = shots.map((shot, index) => buildShot(`${index}`, shot));
  return assembleCut(buildProject([buildPass("1", built, pass)], project), animaticFilm);
}

async function board(cut: Cut, options: Partial<BoardOptions> = {}, picture: string | null = null): Promise<number> {
  const pictures = new Map(picture === null ? [] : cut.clips.map(({ name }) => [name, picture] as const));
  const request = {
    cut,
    options: { ...defaultBoard, floorPlans: false, ...options },
    pictures,
    madeAt: new Date("2026-03-01T12:00:00Z"),
  };
  return (await writeBoardPdf(request, file)).missingCharacters;
}

function run(program: string, ...argumentList: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, argumentList, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

const full: Partial<Shot> = {
  camera: { size: "MCU", angle: "low", move: "push-in", lens: "50mm", note: "stay under the eyeline" },
  transition: "dissolve",
  action: "The lamp swings over @Driver & <her> helmet",
  dialogue: [{ speaker: "Driver", line: "One lap." }],
  notes: "Keep the scar",
};

const spoken = {
  japanese: "日本の雨の夜、ピットレーンで。",
  simplified: "赛车手在雨中的维修区拉上她的赛车服。",
  traditional: "賽車手在維修區拉上賽車服的拉鍊。",
  korean: "비 오는 밤, 헬멧을 쓴다.",
  arabic: "السائقة تسحب سحاب بدلتها وتنظر",
  persian: "راننده پشت دوربین می‌گرید",
  hebrew: "הנהגת סוגרת את הרוכסן",
  thai: "นักแข่งดึงซิปชุดแข่งขึ้น",
  hindi: "नायिका बारिश में कैमरे के पार देखती है",
  others: "Гонщица Ελλάδα Łódź Đặng fi – ü",
};

describe("a storyboard", () => {
  test("is the same file for the same cut and day, with as many pages as it takes", async () => {
    const cut = cutOf(Array.from({ length: 13 }, () => full));
    await board(cut);
    const first = await readFile(file);
    await board(cut);
    expect((await readFile(file)).equals(first)).toBe(true);
    expect(first.toString("latin1").match(/\/Type \/Page\n/g)).toHaveLength(3);
    await board(cut, { framesPerPage: 1 });
    expect((await readFile(file, "latin1")).match(/\/Type \/Page\n/g)).toHaveLength(13);
  });

  test("holds each picture as it came, and once", async () => {
    const picture = join(room, "picture.jpg");
    const jpeg = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#804020" } })
      .jpeg()
      .toBuffer();
    await sharp(jpeg).toFile(picture);
    await board(cutOf([full, {}]), {}, picture);
    const written = await readFile(file, "latin1");
    expect(written.split((await readFile(picture)).toString("latin1"))).toHaveLength(2);
  });

  test("has letters for the scripts that are shipped, and counts the characters that no font has", async () => {
    expect(await board(cutOf([full, ...Object.values(spoken).map((action) => ({ action }))]))).toBe(0);
    // A letter with its marks counts once, as a reader sees one box; so does an emoji made of several.
    expect(await board(cutOf([{ action: "a தமிழ் b ሀ", notes: "👩🏽‍🚀 🚗 ❤️ 🇯🇵" }]))).toBe(4);
  });

  test.skipIf(!hasQpdf)("is a PDF without faults (skipped without qpdf)", async () => {
    const options = { paper: "letter", orientation: "portrait", floorPlans: true } as const;
    await board(cutOf([full, { action: "日本" }, {}]), options);
    expect(run("qpdf", "--check", file)).toContain("No syntax or stream encoding errors");
  });

  test("has a page for each pass that is blocked, more for one of many cameras, and is the same file again", async () => {
    const pageCount = async (cut: Cut, floorPlans: boolean) => {
      await board(cut, { floorPlans });
      return (await readFile(file, "latin1")).match(/\/Type \/Page\n/g)?.length;
    };
    const short = cutOf([full, {}]);
    expect([await pageCount(short, false), await pageCount(short, true)]).toEqual([1, 2]);
    const first = await readFile(file);
    await board(short, { floorPlans: true });
    expect((await readFile(file)).equals(first)).toBe(true);
    expect(await pageCount(cutOf(Array.from({ length: 41 }, () => full)), true)).toBe(7 + 3);
  });

  test("has no floor plan of passes whose pictures are others, unless something was set by hand, nor of empty stages", () => {
    const frame = buildMediaId("a");
    expect(planPages(cutOf([full]))).toHaveLength(1);
    expect(planPages(cutOf([{ ...full, frame }]))).toEqual([]);
    expect(planPages(cutOf([{ ...full, frame, blocking: { camera: { lens: 35 } } }]))).toHaveLength(1);
    expect(planPages(cutOf([{ action: "The empty desert", camera: { size: "EWS" } }]))).toEqual([]);
  });
});

describe.skipIf(!hasReaders)("a storyboard read by poppler (skipped without it)", () => {
  test("has every word as text that can be found and copied", async () => {
    const sounds = { dialogue: [], ambience: "rain on metal", music: "a low drone" };
    await board(
      cutOf([full, { ...full, ...sounds, prompt: null }, { prompt: "A free prompt", mood: "calm" }, { mood: "cold" }], {
        name: "Pit lane",
      }),
    );
    const text = run("pdftotext", "-raw", file, "-").replace(/\s+/g, " ");
    for (const words of [
      ...["Night race", "2026-03-01", "Page 1 of 1", "4 shots", "24 fps", "starts 01:00:00:00"],
      ...["SC010_SH0010", "SC010_SH0020", "SC010_SH0030", "01:00:04:00 – 01:00:08:00", "4 s", "Pit lane"],
      ...["MCU · low · push-in · 50mm", "dissolve in", "The lamp swings over @Driver & <her> helmet"],
      ...[
        "Driver: “One lap.”",
        "Note: Keep the scar",
        "A free prompt",
        "Sound: rain on metal · a low drone",
        "Look: cold",
      ],
    ]) {
      expect(text).toContain(words);
    }
    // A free prompt is all that is sent.
    expect(text).not.toContain("calm");
  });

  test("lists the set-ups of a blocked pass, and names cameras and figures beside its frames and on its page", async () => {
    const camera = {
      at: [0, -4],
      height: 1.6,
      lens: 32.5,
      target: { at: [0, 0], height: 1.6 },
    } satisfies BlockedCamera;
    const blocking = { camera, figures: { Driver: { at: [0, 0] } } } satisfies Blocking;
    const heading = "INT. GARAGE - NIGHT";
    await board(cutOf([{ ...full, blocking }, { action: "@Дарья waits" }], { heading }), { floorPlans: true });
    const [frames = "", plan = ""] = run("pdftotext", "-raw", file, "-").split("\f");
    expect(frames).toContain("Driver");
    expect(plan.replace(/\s+/g, " ")).toContain("SC010 · Pass 1 · INT. GARAGE - NIGHT");
    expect(plan).toMatch(/SH0010 MCU 32\.5 mm 1\.6 m 4\.0 m .*push-in/);
    for (const word of ["10", "20", "Driver", "Дарья", "Page 2 of 2"]) expect(plan).toContain(word);
    expect(plan).toContain("What was not set by hand follows from the words of the shots.");
  });

  test.each(Object.entries(spoken))("has %s as it was written, word by word", async (_, action) => {
    await board(cutOf([{ action }]), { framesPerPage: 1 });
    // Where text runs to the left the reader adds marks that say so.
    const text = run("pdftotext", "-raw", file, "-").replace(/[\u202a-\u202e\u200c]/g, "");
    for (const word of action.split(/[ \u200c]/)) expect(text).toContain(word);
  });

  test("has every shot's name whole, however long it is and however small its place", async () => {
    const shots = Array.from({ length: 9 }, () => full);
    for (const scene of ["WWWWWWWWWWWW", "SC010"]) {
      const cut = cutOf(shots, { scene });
      for (const orientation of boardOrientations) {
        await board(cut, { framesPerPage: 9, orientation, paper: "letter" });
        const text = run("pdftotext", "-raw", file, "-");
        for (const { name } of cut.clips) expect(text).toContain(name);
      }
    }
  });

  test("begins lines at the right where a text is read from there, whatever its label is written in", async () => {
    await board(
      cutOf([{ action: spoken.hebrew, notes: spoken.hebrew, dialogue: [{ speaker: "Driver", line: "One lap" }] }]),
    );
    const { x, width } = (layOutBoard(defaultBoard, 16 / 9).cells[0] as { text: { x: number; width: number } }).text;
    const words = run("pdftotext", "-bbox", file, "-");
    // This reader gives letters in the order in which they are seen.
    const edgesOf = (word: string) =>
      words
        .match(new RegExp(`xMin="(.*?)".* xMax="(.*?)".*>${word}</word>`))
        ?.slice(1)
        .map(Number) as number[];
    expect(edgesOf("תגהנה")[1]).toBeCloseTo(x + width, 0);
    expect(edgesOf(":Note")[1]).toBeCloseTo(x + width, 0);
    expect(edgesOf("Driver:")[0]).toBeCloseTo(x, 0);
  });

  test("writes Chinese characters as the language of the text does, or that of most texts", async () => {
    const fontsOf = async (...actions: string[]) => {
      await board(cutOf(actions.map((action) => ({ action }))));
      return [...new Set(run("pdffonts", file).match(/NotoSans[A-Z]+/g))].sort();
    };
    expect(await fontsOf("骨")).toEqual(["NotoSansJP"]);
    expect(await fontsOf("骨", "赛")).toEqual(["NotoSansSC"]);
    expect(await fontsOf("骨 뼈")).toEqual(["NotoSansKR"]);
    expect(await fontsOf("骨の", "赛", "驶骨")).toEqual(["NotoSansJP", "NotoSansSC"]);
  });

  test("says how long a take is that ends early, and what an editor should know of it", async () => {
    const project = buildProject([buildPass("1", [buildShot("1", full), buildShot("2")])], { rate: "23.976" });
    const remarks = ["It is 24 frames shorter than planned."];
    const cut = assembleCut(project, (placed, ...place) => {
      const film = animaticFilm(placed, ...place);
      return placed.shot.id === "shot_0001" ? { ...film, frames: 72, source: "take03", remarks } : film;
    });
    await board(cut, { framesPerPage: 2 });
    const text = run("pdftotext", "-raw", file, "-");
    expect(text).toContain("SC010_SH0010 3 s\n");
    expect(text).toContain("SC010_SH0020 4 s\n");
    expect(text).toContain("take03: It is 24 frames shorter than planned.");
  });

  test("embeds every font, and says what it is", async () => {
    await board(cutOf([{ ...full, action: Object.values(spoken).join(" "), notes: "🚗" }]));
    const fonts = run("pdffonts", file).trim().split("\n").slice(2);
    expect(fonts.length).toBeGreaterThan(9);
    for (const font of fonts) expect(font).toMatch(/CID TrueType +Identity-H +yes yes yes/);
    const facts = run("pdfinfo", "-isodates", file);
    expect(facts).toMatch(/Title: +Night race: storyboard\n/);
    expect(facts).toMatch(/Creator: +Shotline\n/);
    expect(facts).toMatch(/CreationDate: +2026-03-01T12:00:00Z\n/);
    expect(facts).toMatch(/Page size: +841.89 x 595.28 pts \(A4\)/);
  });

  test("keeps all text in its cell, on any page, whatever is typed", async () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc
        .array(fc.constantFrom("word", "日本語。", spoken.arabic, "है।", "ที่", "x".repeat(90), " ", "\n"), {
          maxLength: 60,
        })
        .map((each) => each.join("")),
    );
    const dialogue = fc.array(fc.record({ speaker: typed, line: typed }), { maxLength: 5 });
    const shot = fc.record({ action: typed, notes: typed, dialogue, camera: fc.record({ note: typed }) });
    const options = fc.record({
      framesPerPage: fc.integer({ min: 1, max: 9 }),
      paper: fc.constantFrom(...boardPapers),
      orientation: fc.constantFrom(...boardOrientations),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(shot, { minLength: 1, maxLength: 9 }), options, async (shots, chosen) => {
        await board(cutOf(shots, { name: "A name that is far too long for the line that it has to share" }), chosen);
        const layout = layOutBoard(chosen, 16 / 9);
        const boxes = [layout.header, ...layout.cells.flatMap(({ picture, text }) => [picture, text])];
        const words = run("pdftotext", "-bbox", file, "-").matchAll(
          /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">/g,
        );
        for (const [line, ...edges] of words) {
          const [left, top, right, bottom] = edges.map(Number) as [number, number, number, number];
          const middle = (top + bottom) / 2;
          const isInside = boxes.some(
            ({ x, y, width, height }) => left >= x - 1 && right <= x + width + 1 && middle >= y && middle <= y + height,
          );
          expect([line, isInside]).toEqual([line, true]);
        }
      }),
      { numRuns: 6 },
    );
  });
});
