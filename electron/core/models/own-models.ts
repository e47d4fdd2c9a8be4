/** Owns the user's own models: JSON files in the data folder, read at start and whenever a window asks, and known to everything from then on. */
import { lstatSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { checkModelFile, modelBytesMax } from "../../../shared/models/check-profile.ts";
import { faultLine, type ModelFault, shownName } from "../../../shared/models/model-fault.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { learnProfiles } from "../../../shared/models/profiles.ts";
import { writeJson } from "../runtime/files.ts";
import type { Notices } from "../runtime/notices.ts";
import { findModelFiles, type ReadModelFile, readModelFile } from "./model-files.ts";

export interface OwnModel {
  /** In the folder of models, such as `fal/dream.json`. */
  readonly file: string;
  readonly profile: ModelProfile;
}

/** Why a file is left out. */
export interface FileFault extends ModelFault {
  readonly file: string;
}

export interface OwnModelsOptions {
  readonly dataDir: string;
  readonly notices: Pick<Notices, "say" | "clear">;
  readonly onChanged: () => void;
}

export class OwnModels {
  /** Where the files lie; it need not exist. */
  readonly folder: string;
  readonly #options: OwnModelsOptions;
  #stamp = "";
  #models: readonly OwnModel[] = [];
  #faults: readonly FileFault[] = [];

  constructor(options: OwnModelsOptions) {
    this.#options = options;
    this.folder = join(options.dataDir, "models");
    learnProfiles([]);
    this.readAgain();
  }

  /** By the names of their files. */
  get models(): readonly OwnModel[] {
    return this.#models;
  }

  /** What is wrong with the files that are left out. */
  get faults(): readonly FileFault[] {
    return this.#faults;
  }

  /** Looks whether files came, went or changed since. Never throws: a folder that can't be read has none, and says so. */
  readAgain(): void {
    let found: ReturnType<typeof findModelFiles>;
    try {
      found = findModelFiles(this.folder);
    } catch {
      if (this.#stamp === unreadable) return;
      this.#take(unreadable, [], [{ file: "models", path: "", message: "Make it a folder that can be read." }]);
      return;
    }
    const stamp = JSON.stringify(found);
    if (stamp === this.#stamp || (this.#stamp === "" && found.files.length === 0)) return;
    const read = found.files.map(({ file }) => readModelFile(join(this.folder, file), file));
    const left =
      found.left === 0
        ? []
        : [{ file: "models", path: "", message: `Remove ${found.left} of its files: 200 are read.` }];
    this.#take(stamp, ...sortOut(read), left);
  }

  #take(
    stamp: string,
    models: readonly OwnModel[],
    faults: readonly FileFault[],
    more: readonly FileFault[] = [],
  ): void {
    this.#stamp = stamp;
    this.#models = models;
    this.#faults = [...faults, ...more];
    learnProfiles(models.map(({ profile }) => profile));
    this.#say();
    this.#options.onChanged();
  }

  /**
   * Keeps a model as a file under its id, in the place of one that is there. Throws input.invalid for what is none, and what the disk says.
   */
  async keep(model: unknown): Promise<{ readonly file: string }> {
    const checked = checkModelFile(model);
    if (checked.profile === null) {
      const [first] = checked.faults as [ModelFault, ...ModelFault[]];
      throw new AppError("input.invalid", `The model can't be kept. ${faultLine(first)}`, { path: first.path });
    }
    const { profile } = checked;
    if (Buffer.byteLength(JSON.stringify(profile, null, 2)) >= modelBytesMax) {
      throw new AppError("input.invalid", "The model is too large: its file has at most 1 MB. Nothing was saved.", {
        next: "Remove what the workflow does not need, and export it again.",
      });
    }
    const known = this.#models.find((each) => each.profile.id === profile.id);
    const file = known?.file ?? `${profile.id}.json`;
    const path = join(this.folder, file);
    await mkdir(dirname(path), { recursive: true });
    const isLinked = lstatSync(dirname(path)).isSymbolicLink();
    if (!known && (isLinked || lstatSync(path, { throwIfNoEntry: false }))) {
      const taken = isLinked
        ? `${dirname(path)} is a link.`
        : `${path} is there already, and can't be used as a model.`;
      throw new AppError("input.invalid", `${taken} Nothing was saved.`, {
        next: "Move it away, or choose another name.",
      });
    }
    await writeJson(path, profile);
    this.readAgain();
    return { file };
  }

  /** Removes the file of a model. Throws not-found where none of the user's own has the id. */
  async remove(id: string): Promise<void> {
    const found = this.#models.find((model) => model.profile.id === id);
    if (!found) throw new AppError("not-found", `No model of your own is called ${id}.`);
    await rm(join(this.folder, found.file), { force: true });
    this.readAgain();
  }

  #say(): void {
    const { notices } = this.#options;
    const [first] = this.#faults;
    if (first === undefined) {
      notices.clear(noticeId);
      return;
    }
    const others = new Set(this.#faults.map(({ file }) => file)).size - 1;
    const more = others === 0 ? "" : ` ${others} more ${others === 1 ? "file is" : "files are"} left out as well.`;
    notices.say(noticeId, {
      code: "input.invalid",
      message: `The model file ${first.file} is left out. ${faultLine(first)}${more}`,
      next: `Correct it in ${this.folder}; the command models check lists all that is wrong with a file.`,
    });
  }
}

const noticeId = "models";
const unreadable = "unreadable";

/** Those that can be used, and why the others can't; of two with one id, the first by name counts. */
function sortOut(files: readonly ReadModelFile[]): [models: OwnModel[], faults: FileFault[]] {
  const models: OwnModel[] = [];
  const faults: FileFault[] = [];
  for (const read of files) {
    const { file, profile } = read;
    if (profile === null) {
      faults.push(...read.faults.map((fault) => ({ file: shownName(file), ...fault })));
      continue;
    }
    const twin = models.find((model) => model.profile.id === profile.id);
    if (twin)
      faults.push({
        file: shownName(file),
        path: "id",
        message: `Write another one: ${shownName(twin.file)} has it already.`,
      });
    else models.push({ file, profile });
  }
  return [models, faults];
}
