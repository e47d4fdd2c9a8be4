/** Owns what the window and the command ask of model files. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import type { modelsContract } from "../../../shared/rpc/models-contract.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { readModelFile } from "./model-files.ts";
import type { OwnModels } from "./own-models.ts";

export function modelsMethods(own: OwnModels, defaultProfile: () => string): MethodsOf<typeof modelsContract> {
  return {
    "models.own": () => {
      own.readAgain();
      return {
        ...{ folder: own.folder, defaultProfile: defaultProfile() },
        ...{ models: [...own.models], faults: [...own.faults] },
      };
    },
    "models.check": async ({ file }) => {
      await stat(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
        throw new AppError("not-found", `Model file not found: ${file}.`, { next: "Check the path." });
      });
      const read = readModelFile(file, basename(file), { followLinks: true });
      const { profile } = read;
      return {
        id: profile?.id ?? null,
        label: profile?.label ?? null,
        replaces: shippedProfiles.some(({ id }) => id === profile?.id),
        folder: own.folder,
        faults: read.profile === null ? [...read.faults] : [],
      };
    },
    "models.keep": ({ profile }) => own.keep(profile),
    "models.remove": async ({ id }) => {
      await own.remove(id);
      return {};
    },
  };
}
