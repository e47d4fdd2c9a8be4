/** Owns which templates are shipped: plans that a new project can begin as. */

export const templateIds = [
  "two-hander",
  "product-hero",
  "chase",
  "title-sequence",
  "vertical-reel",
  "music-beat-grid",
] as const;
export type TemplateId = (typeof templateIds)[number];

export interface Template {
  readonly name: string;
  readonly about: string;
  /** Where its picture is taken, from the start of its first pass. */
  readonly posterMs: number;
}

export const templates: Readonly<Record<TemplateId, Template>> = {
  "two-hander": { name: "Two-hander", about: "A dialogue scene in two passes.", posterMs: 10_500 },
  "product-hero": { name: "Product hero", about: "Five shots from macro to logo.", posterMs: 4500 },
  chase: { name: "Chase", about: "Pursuit and leap, cut fast.", posterMs: 3800 },
  "title-sequence": { name: "Title sequence", about: "Drawn titles that dissolve.", posterMs: 14_000 },
  "vertical-reel": { name: "Vertical reel", about: "A recipe in 9:16, hook first.", posterMs: 6500 },
  "music-beat-grid": { name: "Music beat grid", about: "Twelve bars at 120 bpm.", posterMs: 9500 },
};
