/**
 * Owns the hand-off kit of a pass: what a service without an adapter needs by hand, in one folder. Numbered prompts, a page
 * to copy each field from, the images named as the prompts call them, and the settings.
 */
import { copyFile, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import type { WrittenPass } from "../../../shared/generation/written-pass.ts";
import { makeWholeFolder } from "../runtime/whole-folder.ts";

export interface KitRequest {
  readonly folder: string;
  readonly projectFolder: string;
  readonly model: string;
  /** References as typed, such as `@Driver`. */
  readonly pass: WrittenPass;
  /** The model reads all shots in one prompt. */
  readonly isOnePrompt: boolean;
  /** The labels of the shots, such as `SH0010`. */
  readonly shotLabels: readonly string[];
  /** The file of an image that the pass refers to. */
  readonly imageFile: (reference: string) => Promise<string>;
  readonly signal: AbortSignal;
}

interface Field {
  readonly label: string;
  readonly text: string;
}

/** Writes the kit into a new folder and lists its files. Errors as of a hand-off. */
export async function writeHandOffKit(
  request: KitRequest,
): Promise<{ folder: string; files: { path: string; bytes: number }[] }> {
  const folder = resolve(request.folder);
  const files = await makeWholeFolder({ ...request, what: "a kit" }, async (part) => {
    const images = await copyImages(request, part);
    const fields = fieldsOf(request);
    await mkdir(join(part, "prompts"));
    for (const [index, shot] of request.pass.shots.entries()) {
      const name = `${String(index + 1).padStart(2, "0")}-${request.shotLabels[index]}.txt`;
      await writeFile(join(part, "prompts", name), `${shot.text}\n`);
    }
    if (request.isOnePrompt) await writeFile(join(part, "prompts", "all-shots.txt"), `${request.pass.prompt}\n`);
    await writeFile(join(part, "settings.json"), `${JSON.stringify(settingsOf(request, images), null, 2)}\n`);
    await writeFile(join(part, "page.html"), pageOf(request, fields, images));
    await writeFile(join(part, "README.txt"), readmeOf(request));
    request.signal.throwIfAborted();
    const names = await readdir(part, { recursive: true, withFileTypes: true });
    const found = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Promise.all(
      found
        .sort()
        .map(async (path) => ({ path: join(folder, path.slice(part.length + 1)), bytes: (await stat(path)).size })),
    );
  });
  return { folder, files };
}

/** Paths inside the kit, by what they show: `@Driver 1`, `Start frame`. */
async function copyImages({ pass, imageFile, signal }: KitRequest, part: string): Promise<Map<string, string>> {
  const wanted: [string, string, string][] = pass.elements.flatMap(({ name, images }) =>
    images.map((image, index): [string, string, string] => [
      `@${name} ${index + 1}${index === 0 ? " (frontal)" : ""}`,
      `elements/${name}-${index + 1}${index === 0 ? "-frontal" : ""}`,
      image,
    ]),
  );
  if (pass.startFrame !== null) wanted.push(["Start frame", "frames/start", pass.startFrame]);
  for (const [index, keyframe] of (pass.keyframes ?? []).entries()) {
    wanted.push([`Keyframe ${index + 1}`, `frames/keyframe-${index + 1}`, keyframe]);
  }
  if (pass.endFrame !== null) wanted.push(["End frame", "frames/end", pass.endFrame]);
  const images = new Map<string, string>();
  for (const [label, stem, reference] of wanted) {
    signal.throwIfAborted();
    const source = await imageFile(reference);
    const name = `${stem}${extname(source)}`;
    await mkdir(join(part, stem.split("/")[0] as string), { recursive: true });
    await copyFile(source, join(part, name));
    images.set(label, name);
  }
  return images;
}

function fieldsOf({ pass, shotLabels, model, isOnePrompt }: KitRequest): Field[] {
  const seconds = (ms: number) => `${ms / 1000}`;
  const shots = pass.shots.flatMap(({ text, durationMs }, index): Field[] => {
    const label = `Shot ${index + 1} (${shotLabels[index]})`;
    return [
      { label: `${label}, prompt`, text },
      { label: `${label}, seconds`, text: seconds(durationMs) },
    ];
  });
  return [
    ...(isOnePrompt ? [{ label: "Prompt, all shots", text: pass.prompt }] : []),
    ...shots,
    ...(pass.negativePrompt === null ? [] : [{ label: "Negative prompt", text: pass.negativePrompt }]),
    { label: "Model", text: model },
    { label: "Length in seconds", text: seconds(pass.durationMs) },
    { label: "Aspect ratio", text: pass.aspectRatio },
    { label: "Resolution", text: pass.resolution },
    { label: "Sound", text: pass.audio ? "on" : "off" },
    ...(pass.guidance === null ? [] : [{ label: "Guidance scale", text: String(pass.guidance) }]),
    ...pass.elements.map(({ name, description }) => ({ label: `Element ${name}`, text: description || name })),
  ];
}

function settingsOf({ pass, model, shotLabels, isOnePrompt }: KitRequest, images: ReadonlyMap<string, string>): object {
  const { title, durationMs, aspectRatio, resolution, audio, guidance, negativePrompt } = pass;
  const shots = pass.shots.map((shot, index) => ({ number: index + 1, label: shotLabels[index], ...shot }));
  return {
    pass: title,
    model,
    durationMs,
    aspectRatio,
    resolution,
    audio,
    guidance,
    negativePrompt,
    ...(isOnePrompt ? { prompt: pass.prompt } : {}),
    shots,
    images: Object.fromEntries(images),
  };
}

function readmeOf({ pass, model, isOnePrompt }: KitRequest): string {
  return [
    `${pass.title}: hand-off kit for manual generation`,
    "",
    `Planned for: ${model}`,
    `Length: ${pass.durationMs / 1000} s in ${pass.shots.length} shots`,
    "",
    "page.html       every field with a Copy button; opens from this folder, no network needed",
    `prompts/        the prompt for each shot, in order${isOnePrompt ? "; all-shots.txt is what this model reads" : ""}`,
    "elements/       reference images, named as in the prompts (@Name); the first of each is the frontal image",
    "frames/         start frame, keyframes and end frame, if the pass has them",
    "settings.json   everything above, for scripts",
    "",
    "When the video is ready, choose Import result… in Shotline, or run:",
    "  shotline import PROJECT --pass NUMBER VIDEO.mp4",
    "",
  ].join("\r\n");
}

function pageOf({ pass, model }: KitRequest, fields: readonly Field[], images: ReadonlyMap<string, string>): string {
  const rows = fields.map(
    ({ label, text }, index) =>
      `<section><h2 id="field${index}">${escapeHtml(label)}</h2><button type="button" aria-describedby="field${index}">Copy</button><pre>${escapeHtml(text)}</pre></section>`,
  );
  const pictures = [...images].map(
    ([label, file]) =>
      `<figure><img src="${encodeURI(file)}" alt="${escapeHtml(label)}"><figcaption>${escapeHtml(label)}<br><small>${escapeHtml(file)}</small></figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(pass.title)}</title>
<style>
  body { margin: 0 auto; padding: 24px; max-width: 880px; background: #1d1e20; color: #e4e4e6; font: 15px/1.5 system-ui, sans-serif }
  h1 { font-size: 20px; margin: 0 0 4px } h2 { font-size: 13px; font-weight: 600; margin: 0; color: #b4b5b9 }
  section { display: grid; grid-template-columns: 1fr auto; gap: 6px 12px; align-items: center; padding: 12px 0; border-top: 1px solid #36373b }
  pre { grid-column: 1 / -1; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
  button { font: inherit; font-size: 13px; padding: 4px 14px; border-radius: 5px; border: 1px solid #55565c; background: #2c2d31; color: inherit; cursor: pointer }
  button:focus-visible { outline: 2px solid #6ea8fe; outline-offset: 2px }
  .images { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 16px } figure { margin: 0; width: 190px } img { width: 100%; border-radius: 4px }
  p, figcaption { color: #b4b5b9; margin: 0 0 16px } small { overflow-wrap: anywhere }
</style>
<h1>${escapeHtml(pass.title)}</h1>
<p>For ${escapeHtml(model)}, ${pass.durationMs / 1000} s. Copy each field into the service, add the images, then import the video in Shotline.</p>
${rows.join("\n")}
<div class="images">${pictures.join("")}</div>
<script>
  for (const button of document.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      const text = button.nextElementSibling.textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // Pages opened from a disk may lack the clipboard: the old way works there.
        getSelection().selectAllChildren(button.nextElementSibling);
        document.execCommand("copy");
        getSelection().removeAllRanges();
      }
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
  }
</script>
</html>
`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
