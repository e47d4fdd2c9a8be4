/** Owns whose forms of Chinese characters the window shows: those that most texts of the open project want. */
import { chooseFamilies } from "../../../shared/animatic/text.ts";
import {
  type HanForms,
  hanFamilies,
  projectHanForms,
  readUnicodeRange,
  shippedFamilies,
} from "../../../shared/animatic/typefaces.ts";
import { editor } from "../state/use-editor.ts";

/** Follows the open project, while nothing else is to do. */
export function followHanForms(): void {
  const isJapanese = japaneseFonts();
  let shown: HanForms = "JP";
  let judged = editor.get().view?.project;
  let waits = false;
  const judge = () => {
    waits = false;
    judged = editor.get().view?.project;
    const forms = judged ? projectHanForms(judged, isJapanese) : "JP";
    if (forms === shown) return;
    shown = forms;
    const families = hanFamilies(forms).map((name) => `"${name}"`);
    document.documentElement.style.setProperty("--font-han", families.join(", "));
    chooseFamilies(shippedFamilies(forms));
    // Canvases draw anew what was set in the fonts before.
    document.fonts.dispatchEvent(new Event("loadingdone"));
  };
  editor.subscribe(() => {
    if (waits || editor.get().view?.project === judged) return;
    waits = true;
    requestIdleCallback(judge);
  });
}

/** Whether the Japanese fonts have a character; what they have is read when it is first asked. */
function japaneseFonts(): (codePoint: number) => boolean {
  let ranges: [number, number][] | null = null;
  return (codePoint) => {
    ranges ??= [...document.fonts]
      .filter(({ family }) => family.replaceAll('"', "") === "Shotline JP")
      .flatMap(({ unicodeRange }) => readUnicodeRange(unicodeRange));
    return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
  };
}
