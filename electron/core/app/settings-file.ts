/** Owns the app's settings, one small file in its data folder. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Settings, settingsSchema } from "../../../shared/rpc/app-contract.ts";
import { writeJson } from "../runtime/files.ts";

export const defaultSettings: Settings = {
  ffmpegPath: "",
  ffprobePath: "",
  spendCaps: { projectUsd: null, dayUsd: null, projectCredits: null, dayCredits: null },
  geminiModel: "gemini-3-pro-image",
};

export class SettingsFile {
  readonly #file: string;
  #settings: Settings;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#file = join(dataDir, "settings.json");
    this.#settings = readSettings(this.#file);
  }

  get current(): Settings {
    return this.#settings;
  }

  async set(settings: Settings): Promise<Settings> {
    await writeJson(this.#file, settings);
    this.#settings = settings;
    return settings;
  }
}

/** What an older version did not write is as by default; a file that cannot be read as one gives the defaults. */
function readSettings(file: string): Settings {
  try {
    return (
      settingsSchema.safeParse({ ...defaultSettings, ...JSON.parse(readFileSync(file, "utf8")) }).data ??
      defaultSettings
    );
  } catch {
    return defaultSettings;
  }
}
