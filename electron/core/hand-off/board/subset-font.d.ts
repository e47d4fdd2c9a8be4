/** The part of subset-font that a storyboard uses; the package has no types of its own. */
declare module "subset-font" {
  interface SubsetOptions {
    readonly keepAllGlyphs: true;
    readonly targetFormat: "truetype";
    /** Where the font stays on each of its axes, which it then no longer has. */
    readonly variationAxes: Readonly<Record<string, number>>;
  }
  export default function subsetFont(font: Buffer, text: undefined, options: SubsetOptions): Promise<Buffer>;
}
