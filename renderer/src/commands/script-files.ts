/** Owns scripts as they come into the window: which files and words are one, their bytes for the core, and a new project of one. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { scriptBytesMax } from "../../../shared/ways-in/script.ts";
import { showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { base64Of } from "./base64-of.ts";
import { opening } from "./commands.ts";

/** What a file chooser offers. */
export const scriptEndings = ".fountain,.spmd,.fdx,.fdxt,.txt";

/** A script as calls take it. */
export interface ScriptSource {
  readonly name: string;
  readonly bytes: string;
}

export function isScriptFile({ name }: { readonly name: string }): boolean {
  return /\.(?:fountain|spmd|fdxt?|txt)$/i.test(name);
}

/** Whether pasted words are a script: they have the header of a scene. */
export function looksLikeScript(text: string): boolean {
  return /^[^\S\n]*(?:\d{1,4}[A-Z]?\.?[^\S\n]+)?(?:INT|EXT|EST|I\/E|INT\.?\/EXT)[. ]|<FinalDraft[\s>]/m.test(
    text.slice(0, 100_000),
  );
}

/** Throws input.invalid for a file that is too large, without reading it. */
export async function sourceOfFile(file: File): Promise<ScriptSource> {
  refuseTooLarge(file.name, file.size);
  return { name: file.name.slice(0, 255), bytes: await base64Of(file, file.name) };
}

export async function sourceOfText(text: string): Promise<ScriptSource> {
  refuseTooLarge("The pasted text", text.length);
  return { name: "Pasted script", bytes: await base64Of(new Blob([text]), "The pasted text") };
}

/** Makes a project of a script and opens it beside its script. */
export async function openScript(file: File): Promise<void> {
  try {
    const source = await sourceOfFile(file);
    const opened = await opening(() => editor.client.call("projects.createFromScript", source));
    if (opened) editor.showWorkspace("script");
  } catch (error) {
    if (error instanceof AppError) showProblem(error.toData());
    else throw error;
  }
}

function refuseTooLarge(name: string, bytes: number): void {
  if (bytes <= scriptBytesMax) return;
  const message = `${name} is larger than ${scriptBytesMax / 1024 / 1024} MB. Nothing was imported.`;
  throw new AppError("input.invalid", message, { next: "Import it in parts." });
}
