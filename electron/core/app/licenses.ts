/** Owns reading what the app says of the work of others that it contains; `npm run licenses` writes it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { type Licenses, licensesSchema } from "../../../shared/rpc/app-contract.ts";

/** Throws not-found where the installation has lost the file. */
export async function readLicenses(resourcesFolder: string): Promise<Licenses> {
  try {
    return licensesSchema.parse(JSON.parse(await readFile(join(resourcesFolder, "licenses/licenses.json"), "utf8")));
  } catch (cause) {
    throw new AppError("not-found", "Can't read the licenses that came with Shotline.", {
      next: "Reinstall Shotline.",
      cause,
    });
  }
}
