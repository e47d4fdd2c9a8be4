/**
 * Owns what the app says of the work of others that it contains: `npm run licenses` writes licenses.json, which Settings → About shows, and
 * NOTICE, from the lock file and the license files of the installed packages. Run it after changing dependencies.
 */
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Licenses } from "../../shared/rpc/app-contract.ts";

const root = resolve(import.meta.dirname, "../..");

/** The systems that packages are made for. */
const systems = [
  { os: "linux", cpu: "x64", libc: "glibc" },
  { os: "linux", cpu: "arm64", libc: "glibc" },
  { os: "darwin", cpu: "x64", libc: undefined },
  { os: "darwin", cpu: "arm64", libc: undefined },
  { os: "win32", cpu: "x64", libc: undefined },
] as const;

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package that is part of the app on some system; `path` is its place below the root. */
interface Shipped {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly license: string;
}

/** Of packages whose license file does not say all. */
const notes: readonly (readonly [RegExp, string])[] = [
  [
    /^@ffmpeg-installer\/(?:linux|win32|darwin)/,
    "The program ffmpeg (https://ffmpeg.org), a static build with GPL parts such as x264 and x265, run as a program of its own under the GNU GPL, version 3. Builds and their sources: Linux https://johnvansickle.com/ffmpeg/, macOS https://evermeet.cx/ffmpeg/ and https://www.osxexperts.net/, Windows (Zeranoe, December 2018) and every source https://ffmpeg.org/releases/. Any other ffmpeg can be used in its place (Settings → Programs).",
  ],
  [
    /^@ffprobe-installer\/(?:linux|win32|darwin)/,
    "The program ffprobe of ffmpeg (https://ffmpeg.org), a static build with GPL parts, run as a program of its own under the GNU GPL, version 3. Builds and their sources: Linux https://johnvansickle.com/ffmpeg/, macOS https://evermeet.cx/ffmpeg/, Windows https://www.gyan.dev/ffmpeg/builds/, and every source https://ffmpeg.org/releases/.",
  ],
  [
    /^@img\/sharp-(?:libvips-|win32-)/,
    "Contains libvips (https://www.libvips.org) and the libraries it is built with, as a library that can be replaced.",
  ],
  [/^@napi-rs\/canvas-/, "Contains Skia (https://skia.org), © Google Inc., under the BSD 3-Clause License."],
  [/^better-sqlite3$/, "Contains SQLite (https://sqlite.org), which is in the public domain."],
  [/^harfbuzzjs$/, "Contains HarfBuzz (https://harfbuzz.github.io), under the Old MIT License."],
  [/^wawoff2$/, "Contains woff2 and Brotli, © Google Inc., under the MIT License."],
  [
    /^electron$/,
    "Contains Chromium and Node.js. Their licenses are in LICENSES.chromium.html beside the app. Not part of the app when it runs from source in a browser window.",
  ],
];

/** Whose texts no package brings. */
const gnuTexts: Readonly<Record<string, readonly string[]>> = {
  "GPL-3.0": ["GPL-3.0.txt"],
  "LGPL-3.0": ["LGPL-3.0.txt", "GPL-3.0.txt"],
};

/** By name and version. Nothing of it depends on which system's packages are installed. */
export function shippedPackages(): Shipped[] {
  const { packages } = readJson("package-lock.json") as { packages: Readonly<Record<string, Locked>> };
  const found = new Map<string, Shipped>();
  const visit = (name: string, from: string): void => {
    const path = placeOf(name, from, packages);
    const locked = path === null ? undefined : packages[path];
    if (path === null || locked === undefined || found.has(path) || !isForSomeSystem(locked)) return;
    found.set(path, { name, path, version: locked.version, license: licenseOf(name, locked) });
    const needed = { ...locked.dependencies, ...locked.optionalDependencies };
    // Types are no part of what runs.
    for (const each of Object.keys(needed)) if (!each.startsWith("@types/")) visit(each, path);
  };
  const { dependencies } = readJson("package.json") as { dependencies: Record<string, string> };
  for (const name of [...Object.keys(dependencies), ...importedPackages()]) {
    // Its own dependencies only install it.
    if (name === "electron") found.set(name, electron(packages));
    else visit(name, "");
  }
  const byName = (left: Shipped, right: Shipped) =>
    `${left.name} ${left.version}`.localeCompare(`${right.name} ${right.version}`, "en");
  const once = new Map([...found.values()].sort(byName).map((each) => [`${each.name} ${each.version}`, each]));
  return [...once.values()];
}

/** As a package finds another: beside itself first, then further up. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, Locked>>): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === "") return null;
  }
}

function electron(packages: Readonly<Record<string, Locked>>): Shipped {
  const path = "node_modules/electron";
  return { name: "electron", path, version: packages[path]?.version ?? "", license: "MIT" };
}

function isForSomeSystem({ os, cpu, libc }: Locked): boolean {
  return systems.some(
    (system) =>
      (os?.includes(system.os) ?? true) &&
      (cpu?.includes(system.cpu) ?? true) &&
      (libc === undefined || system.libc === undefined || libc.includes(system.libc)),
  );
}

/** What the sources name, some of which is built into the page and so no dependency of the packed app. */
function importedPackages(): string[] {
  const files = globSync("{renderer/src,shared,electron}/**/*.{ts,tsx,css}", { cwd: root });
  const named = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return Array.from(
      text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\burl\(|@import)\s*"([^".][^"]*)"/g),
      ([, name]) => name as string,
    );
  });
  const packages = named
    .filter((name) => !name.startsWith("node:"))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  return [...new Set(packages)].sort();
}

function licenseOf(name: string, { license = "" }: Locked): string {
  // The programs' packages name the license of their installer, or a web page.
  if (/^@ff(?:mpeg|probe)-installer\/(?:linux|win32|darwin)/.test(name)) return "GPL-3.0";
  // Says so in its license file alone.
  if (name === "png-js") return "MIT";
  return license.replace(/^\((.*)\)$/, "$1");
}

function makeLicenses(): Licenses {
  const texts: string[] = [];
  const place = (text: string) => {
    const known = texts.indexOf(text);
    return known === -1 ? texts.push(text) - 1 : known;
  };
  const packages = shippedPackages().map(({ name, path, version, license }) => {
    const note = notes.find(([pattern]) => pattern.test(name))?.[1];
    const own = textsOf(name, path, license).map(place);
    return { name, version, license, ...(note ? { note } : {}), texts: own };
  });
  return { packages, texts };
}

/** A package's own license files; of one for another system, those of the package that it belongs to. */
function textsOf(name: string, path: string, license: string): string[] {
  const gnu = Object.entries(gnuTexts).flatMap(([each, files]) => (license.includes(each) ? files : []));
  const owner = { "@img": "sharp", "@napi-rs": "@napi-rs/canvas" }[name.split("/")[0] as string];
  const own = licenseFiles(path);
  const found = own.length > 0 || owner === undefined ? own : licenseFiles(`node_modules/${owner}`);
  const libvips = /^@img\/sharp-(?:libvips-|win32-)/.test(name) ? libvipsParts() : [];
  const texts = [
    ...(license.startsWith("LGPL") || license === "GPL-3.0" ? [] : found),
    ...libvips,
    ...gnu.map((file) => tidy(readFileSync(join(import.meta.dirname, "texts", file), "utf8"))),
  ];
  return texts.length > 0 ? texts : [mitOf(name, path, license)];
}

function licenseFiles(path: string): string[] {
  const folder = join(root, path);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(name));
  return names.sort().map((name) => tidy(readFileSync(join(folder, name), "utf8")));
}

/** What libvips is built with, as its package for any system says. */
function libvipsParts(): string[] {
  const [file] = globSync("node_modules/@img/sharp-libvips-*/README.md", { cwd: root });
  return file === undefined ? [] : [tidy(readFileSync(join(root, file), "utf8"))];
}

/** Some packages name the MIT License without its text. */
function mitOf(name: string, path: string, license: string): string {
  if (!/\bMIT\b|LGPL-2\.1/.test(license))
    throw new Error(`${name} has no license file, and its license is ${license}.`);
  const described = readJson(`${path}/package.json`) as {
    author?: string | { name: string };
    repository?: string | { url: string };
  };
  const author =
    typeof described.author === "object" ? described.author.name : described.author?.replace(/ *[<(].*/, "");
  const holder = author || `the authors of ${name}`;
  if (license.startsWith("LGPL"))
    return `Copyright (c) ${holder}\n\nLicensed under ${license}: https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html`;
  const ours = readFileSync(join(root, "LICENSE"), "utf8");
  return tidy(ours.replace(/^Copyright.*$/m, `Copyright (c) ${holder}`));
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

/** NOTICE: names, versions and licenses; their texts are in licenses.json. */
export function noticeOf({ packages }: Licenses): string {
  const lines = packages.map(
    ({ name, version, license, note }) => `${name} ${version}: ${license}${note ? `\n    ${note}` : ""}`,
  );
  return [
    "Shotline",
    (/^Copyright.*$/m.exec(readFileSync(join(root, "LICENSE"), "utf8")) ?? [""])[0],
    "",
    "Shotline is under the MIT License (LICENSE). It contains the following work of others, each under its own license. The license texts",
    "are in resources/licenses/licenses.json, and in the app under Settings → About. This file is made by `npm run licenses`.",
    "",
    ...lines,
    "",
  ].join("\n");
}

if (import.meta.main) {
  const made = makeLicenses();
  writeFileSync(join(import.meta.dirname, "licenses.json"), `${JSON.stringify(made, null, 1)}\n`);
  writeFileSync(join(root, "NOTICE"), noticeOf(made));
  console.log(`${made.packages.length} packages, ${made.texts.length} license texts.`);
}
