/** Owns the app's settings, one small file in its data folder, which other processes read and write as well. */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { defaultProfileId } from "../../../shared/models/profiles.ts";
import { type Settings, type SettingsChange, settingsSchema } from "../../../shared/rpc/app-contract.ts";
import { writeJson, writeJsonSync } from "../runtime/files.ts";
import type { Notices } from "../runtime/notices.ts";
import { lastKeptAside, readOwnFile } from "../runtime/own-file.ts";

export const defaultSettings: Settings = {
  ffmpegPath: "",
  ffprobePath: "",
  spendCaps: { projectUsd: null, dayUsd: null, projectCredits: null, dayCredits: null },
  geminiModel: "gemini-3-pro-image",
  comfyuiAddress: "",
  defaultProfile: defaultProfileId,
  checkForUpdates: false,
};

/** As in the file: what a newer version wrote is kept; `capsToLookAt` stands until the user has looked at the caps. */
const keptSchema = settingsSchema.partial().loose().extend({ capsToLookAt: z.boolean().optional() });
type Kept = z.infer<typeof keptSchema>;

export class SettingsFile {
  readonly #file: string;
  readonly #notices: Pick<Notices, "say" | "clear">;
  #kept: Kept = {};
  /** True while a damaged file stands that could not be kept aside. */
  #isBlocked = false;

  constructor(dataDir: string, notices: Pick<Notices, "say" | "clear">) {
    this.#file = join(dataDir, "settings.json");
    this.#notices = notices;
    this.readAgain();
  }

  get current(): Settings {
    return {
      ffmpegPath: this.#kept.ffmpegPath ?? defaultSettings.ffmpegPath,
      ffprobePath: this.#kept.ffprobePath ?? defaultSettings.ffprobePath,
      spendCaps: this.#kept.spendCaps ?? defaultSettings.spendCaps,
      geminiModel: this.#kept.geminiModel ?? defaultSettings.geminiModel,
      comfyuiAddress: this.#kept.comfyuiAddress ?? defaultSettings.comfyuiAddress,
      defaultProfile: this.#kept.defaultProfile ?? defaultSettings.defaultProfile,
      checkForUpdates: this.#kept.checkForUpdates ?? defaultSettings.checkForUpdates,
    };
  }

  /** What another process may have written since. A file that is damaged is kept aside, and spending waits for the user. */
  readAgain(): void {
    const found = readOwnFile(this.#file, keptSchema);
    this.#isBlocked = found.state === "damaged" && found.keptAside === null;
    if (found.state === "whole") {
      this.#kept = found.value;
    } else if (found.state === "damaged") {
      this.#lose(found.keptAside);
    } else if (this.#kept.capsToLookAt !== true) {
      // A run may have ended, or the disk been full, between putting a damaged file aside and writing that it was.
      const keptAside = lastKeptAside(this.#file);
      if (keptAside !== null) this.#lose(keptAside);
    }
  }

  #lose(keptAside: string | null): void {
    this.#kept = {};
    const kept = keptAside === null ? "" : ` The old file was saved as ${keptAside}.`;
    this.pauseSpending("settings", `The settings file was damaged, so settings are back to their defaults.${kept}`);
  }

  /** Nothing is spent until the user has looked at the caps; also after a restart. */
  pauseSpending(id: string, message: string): void {
    this.#kept = { ...this.#kept, capsToLookAt: true };
    this.#notices.say(id, { code: "spend.cap", message, next: lookAtCaps });
    if (this.#isBlocked) return;
    try {
      writeJsonSync(this.#file, this.#kept);
    } catch {
      // Where it cannot be written, this run remembers it.
    }
  }

  /** Throws spend.cap while the caps have to be looked at. */
  requireLooked(): void {
    if (this.#kept.capsToLookAt !== true) return;
    throw new AppError("spend.cap", "Nothing is sent: the spending caps may have been lost.", { next: lookAtCaps });
  }

  /** What the window may set; saved as a whole, which says that the caps were looked at. */
  async set(change: SettingsChange): Promise<Settings> {
    const settings = await this.#write({ ...this.#kept, ...change, capsToLookAt: undefined });
    this.#notices.clear("settings");
    this.#notices.clear("keys");
    return settings;
  }

  async setPrograms(programs: Partial<Pick<Settings, "ffmpegPath" | "ffprobePath">>): Promise<Settings> {
    return this.#write({ ...this.#kept, ...programs });
  }

  async #write(kept: Kept): Promise<Settings> {
    if (this.#isBlocked) this.readAgain();
    if (this.#isBlocked) {
      const message = `${this.#file} is damaged and can't be moved.`;
      throw new AppError("disk.denied", message, { next: "Move it yourself, then save the settings again." });
    }
    await writeJson(this.#file, kept);
    this.#kept = kept;
    return this.current;
  }
}

const lookAtCaps = "Check the caps in Settings → Spending caps, then save them.";
