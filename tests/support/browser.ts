/** Owns which Chromium browser tests and measurements run in: `$CHROMIUM`, else the system's or the one from npm, unpacked once. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";

export interface BrowserChoice {
  readonly executablePath: string;
  readonly args: string[];
  /** What the browser needs in its environment; absent for an installed one. */
  readonly env?: Record<string, string>;
}

const browserArguments = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
  // Chromium refuses to run as root with its sandbox, and containers rarely allow the sandbox to anyone.
  "--no-sandbox",
];

/** npm has the browser for one kind of system. */
const npmHasIt = process.platform === "linux" && process.arch === "x64";

/** Chooses the browser; of the two that may be there, the system's unless `prefersNpm`. Throws when `$CHROMIUM` is set and not there. */
export async function chooseBrowser({ prefersNpm = false } = {}): Promise<BrowserChoice> {
  const wanted = process.env["CHROMIUM"];
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM is ${wanted}, which does not exist.`);
    return { executablePath: wanted, args: browserArguments };
  }
  if (prefersNpm && npmHasIt) return unpackedBrowser();
  const installed = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  return installed ? { executablePath: installed, args: browserArguments } : unpackedBrowser();
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await chooseBrowser());
}

/** The browser from npm comes compressed, with the libraries that a bare system lacks. Unpacked beside, then renamed: tests may start at once. */
async function unpackedBrowser(): Promise<BrowserChoice> {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const version = await versionOf(entry);
  const folder = join(tmpdir(), `shotline-test-chromium-${version}`);
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`;
    mkdirSync(part, { recursive: true });
    await unpackInto(part, entry);
    // As shipped, the list of font folders names places of another system, and without a font no text shows at all.
    const fonts = `<dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir>`;
    writeFileSync(join(part, "fonts", "fonts.conf"), `<?xml version="1.0"?><fontconfig>${fonts}</fontconfig>`);
    try {
      renameSync(part, folder);
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const libraries = [join(folder, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    executablePath: join(folder, "chromium"),
    args: browserArguments,
    env: {
      ...Object.fromEntries(inherited),
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  };
}

async function versionOf(entry: string): Promise<string> {
  const { default: description } = await import(join(entry, "../../package.json"), { with: { type: "json" } });
  return (description as { version: string }).version;
}

/** The package unpacks into the system's folder for temporary files and nowhere else. */
async function unpackInto(folder: string, entry: string): Promise<void> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const { default: packed, inflate } = await import("@sparticuz/chromium");
    await packed.executablePath();
    await inflate(join(entry, "../../bin/al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
