/** Owns having a shot list or a prompt read: a file's bytes or pasted words go to the core, unless they are too large to be one. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { type ListReading, listBytesMax, listCharsMax } from "../../../shared/ways-in/list-reading.ts";
import { editor } from "../state/use-editor.ts";
import { base64Of } from "./base64-of.ts";

/** What pasted words are called where a file has its name. */
export const pastedName = "Pasted text";

/** Throws input.invalid for what is too large, without looking at it, and for what has no shots. */
export async function readListText(text: string): Promise<ListReading> {
  if (text.length > listCharsMax) throw tooLarge(pastedName, `${listCharsMax.toLocaleString("en")} characters`);
  return editor.client.call("lists.read", { name: pastedName, rate: rate(), text });
}

export async function readListFile(file: File): Promise<ListReading> {
  if (file.size > listBytesMax) throw tooLarge(file.name, `${listBytesMax / 1024 / 1024} MB`);
  return editor.client.call("lists.read", {
    name: file.name.slice(0, 255),
    rate: rate(),
    base64: await base64Of(file, file.name),
  });
}

function rate() {
  return editor.get().view?.project.rate ?? "24";
}

function tooLarge(name: string, most: string): AppError {
  return new AppError("input.invalid", `${name} is too large: the limit is ${most}. Nothing was imported.`, {
    next: "Import it in parts.",
  });
}
