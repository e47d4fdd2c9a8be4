/** Owns how clip files are named: a template with tokens, what it gives for a cut, and what is wrong with that. */

import { AppError } from "../../errors/app-error.ts";
import type { Cut, CutClip } from "./cut.ts";
import type { ClipNames } from "./hand-off-options.ts";
import { isDeviceName, nameStem } from "./names.ts";

/** What a clip's file would be called, without extension. `problem` is a sentence, null when the name is good. */
export interface NamePreview {
  readonly clip: string;
  readonly fileStem: string;
  readonly problem: string | null;
}

type Token = (clip: CutClip, source: string, cut: Cut, version: number) => string;

const tokens: Readonly<Record<string, Token>> = {
  show: (_, __, { show }) => show,
  scene: (clip) => sceneAndShot(clip)[0],
  shot: (clip) => sceneAndShot(clip)[1],
  take: (_, source) => (/^take\d+$/.test(source) ? source : ""),
  version: (_, __, ___, version) => `v${String(version).padStart(3, "0")}`,
  pass: ({ pass }) => nameStem(pass.name, 40, ""),
  source: (_, source) => source,
};

/** Every token, as it is written. */
export const nameTokens: readonly string[] = Object.keys(tokens).map((name) => `{${name}}`);
export const defaultNameTemplate = "{show}_{scene}_{shot}_{source}";

/** Most file systems end a name here; the extension and the mark of a file that is being written come on top. */
const nameMaxBytes = 255 - ".mov.part".length;

/** What is wrong with the template itself, as a sentence; null when nothing is. */
export function templateProblem(template: string): string | null {
  if (template.trim() === "") return "The clip name template is empty.";
  const [unknown] = [...template.matchAll(/\{([^{}]*)\}/g)].filter(([, name = ""]) => !Object.hasOwn(tokens, name));
  if (unknown) return `${unknown[0]} is not a clip name token.`;
  const written = template.replace(/\{[^{}]*\}/g, "");
  const [odd] = /[^A-Za-z0-9_.-]/u.exec(written) ?? [];
  if (odd === "{" || odd === "}") return "The clip name template has an unmatched brace.";
  if (odd === undefined) return null;
  return `The clip name template contains ${odd === " " ? "a space" : `“${odd}”`}; use only unaccented letters, digits, _, - and .`;
}

/** The name of every clip that has a film. An empty token takes the separator before it along. */
export function previewNames(cut: Cut, { template, version }: ClipNames): NamePreview[] {
  const problem = templateProblem(template);
  const owners = new Map<string, string>();
  return cut.clips.flatMap((clip): NamePreview[] => {
    if (!clip.media) return [];
    const { source } = clip.media;
    const fileStem = template
      .replace(/([_.-]?)\{([^{}]*)\}/g, (_, separator: string, name: string) => {
        const value = Object.hasOwn(tokens, name) ? (tokens[name] as Token)(clip, source, cut, version) : "";
        return value === "" ? "" : `${separator}${value}`;
      })
      .replace(/^[_-]+(?=.)/, "");
    const key = fileStem.toLowerCase();
    const owner = owners.get(key);
    owners.set(key, owner ?? clip.name);
    return [{ clip: clip.name, fileStem, problem: problem ?? problemOf(fileStem, clip.name, owner) }];
  });
}

function problemOf(fileStem: string, clip: string, owner: string | undefined): string | null {
  if (fileStem === "") return `The template gives ${clip} an empty name.`;
  if (owner !== undefined) return `${owner} and ${clip} would both be named ${fileStem}.`;
  if (fileStem.length > nameMaxBytes)
    return `The name of ${clip} has ${fileStem.length} characters; the limit is ${nameMaxBytes}.`;
  if (isDeviceName(fileStem)) return `Windows reserves the name ${fileStem}.`;
  if (fileStem.startsWith(".")) return `${fileStem} starts with a period, which hides the file.`;
  if (fileStem.endsWith(".")) return `${fileStem} ends with a period, which Windows removes.`;
  return null;
}

/** The cut with its clips named by the template. Throws `input.invalid` with the first problem. */
export function nameClips(cut: Cut, template: ClipNames): Cut {
  const names = previewNames(cut, template);
  const problem = templateProblem(template.template) ?? names.find((name) => name.problem)?.problem;
  if (problem) {
    const next = `Change the template. The tokens are ${nameTokens.join(" ")}.`;
    throw new AppError("input.invalid", problem, { next });
  }
  const stems = new Map(names.map(({ clip, fileStem }) => [clip, fileStem]));
  const clips = cut.clips.map((clip) =>
    clip.media ? { ...clip, media: { ...clip.media, fileStem: stems.get(clip.name) as string } } : clip,
  );
  return { ...cut, clips };
}

/** A clip's name is both, joined; a scene's code has no `_` in it, and what makes a second `SC010_SH0010` differ follows the shot. */
function sceneAndShot({ name }: CutClip): [string, string] {
  const cut = name.indexOf("_");
  return [name.slice(0, cut), name.slice(cut + 1)];
}
