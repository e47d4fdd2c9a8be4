/** Owns reading a script from the bytes of a file or of pasted words: which format it is, and its text as it is kept. */
import { AppError } from "../../../../shared/errors/app-error.ts";
import type { Script, ScriptFormat } from "../../../../shared/ways-in/script.ts";
import { decodeText } from "./decode-text.ts";
import { readFdx } from "./read-fdx.ts";
import { readFountain } from "./read-fountain.ts";
import { isLaidOut, readPlainText } from "./read-plain-text.ts";

export interface ReadScript {
  readonly format: ScriptFormat;
  readonly text: string;
  readonly script: Script;
}

/** More paragraphs than any script has; what is beyond would be compared for minutes. */
const paragraphsMax = 30_000;

/** Throws input.invalid, which names the file and says what to do. */
export function readScript(name: string, bytes: Uint8Array): ReadScript {
  const text = decodeText(name, bytes);
  const format = formatOf(name, text);
  const script = parseScript(name, format, text);
  const paragraphs = script.scenes.reduce((sum, scene) => sum + scene.paragraphs.length, script.scenes.length);
  if (paragraphs > paragraphsMax) {
    const message = `${name} has ${paragraphs.toLocaleString("en")} paragraphs; the limit is ${paragraphsMax.toLocaleString("en")}.`;
    throw new AppError("input.invalid", message, { next: "Import it in parts." });
  }
  return { format, text, script };
}

/** Reads again what was read before. */
export function parseScript(name: string, format: ScriptFormat, text: string): Script {
  if (format === "fdx") return readFdx(name, text);
  return format === "fountain" ? readFountain(text) : readPlainText(text);
}

function formatOf(name: string, text: string): ScriptFormat {
  const start = text.slice(0, 2000);
  if (/\.fdxt?$/i.test(name) || /^\s*<\?xml|<FinalDraft[\s>]/.test(start)) return "fdx";
  if (/\.(?:fountain|spmd)$/i.test(name)) return "fountain";
  return isLaidOut(text) ? "text" : "fountain";
}
