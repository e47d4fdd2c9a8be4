/** Owns reading what was chosen, dropped or pasted as base64, in which the core takes it. */
import { AppError } from "../../../shared/errors/app-error.ts";

/** Throws input.invalid for a file that is gone; `name` is what the sentence calls it. */
export function base64Of(blob: Blob, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => {
      const next = "Check that the file is still there, then import it again.";
      reject(new AppError("input.invalid", `${name} can’t be read.`, { next }));
    };
    reader.readAsDataURL(blob);
  });
}
