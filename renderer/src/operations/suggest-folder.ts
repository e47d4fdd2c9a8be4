/** Owns suggesting a new folder for what is written for others. */
import { editor } from "../state/use-editor.ts";

/** Beside the project's own folder, under its name and the time: what is written for others never goes into one that is there. */
export function suggestFolder(purpose = ""): string {
  const { view } = editor.get();
  const own = view?.folder ?? "";
  const cut = Math.max(own.lastIndexOf("/"), own.lastIndexOf("\\"));
  const name = own.slice(cut + 1).replace(/\.shotline$/, "");
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const time = `${two(now.getHours())}${two(now.getMinutes())}`;
  return cut === -1 ? "" : own.slice(0, cut + 1) + [name, purpose, day, time].filter(Boolean).join(" ");
}
