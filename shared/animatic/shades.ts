/** Owns the colors of what is on a stage: by whom it shows, what it is made of, and how much light falls on it. */
import { type Material, materials } from "../stage/bodies/shape.ts";

/** The colors that tell figures apart. */
export const figureColors = [
  "#d2884b",
  "#5b8fc9",
  "#7fae5a",
  "#b56bb0",
  "#c9b04a",
  "#5fb3a8",
  "#c9605b",
  "#8f86d6",
] as const;
/** `#rrggbb` of a figure. */
export function figureColorOf(color: number): string {
  return figureColors[color % figureColors.length] as string;
}

export const propColor = "#8b8d91";

/** So few that their colors are made once, so many that no step between two faces is missed. */
export const levels = 24;
const darkest = 0.3;
const brightest = 1.16;

type Rgb = readonly [number, number, number];

/** A color string for each material at each level of light: `shades[material × levels + level]`. */
export type Shades = readonly string[];

const known = new Map<string, Shades>();

/** Of a body whose color is `#rrggbb`. */
export function shadesOf(color: string): Shades {
  let shades = known.get(color);
  if (!shades) {
    shades = materials.flatMap((material) => {
      const base = colorOf(material, rgbOf(color));
      return Array.from({ length: levels }, (_, level) => {
        const by = darkest + ((brightest - darkest) * level) / (levels - 1);
        return `rgb(${base.map((channel) => Math.min(255, Math.round(channel * by))).join(",")})`;
      });
    });
    known.set(color, shades);
  }
  return shades;
}

function rgbOf(color: string): Rgb {
  const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function blend(one: Rgb, color: string, share: number): Rgb {
  const other = rgbOf(color);
  return [0, 1, 2].map((at) => one[at]! + (other[at]! - one[at]!) * share) as unknown as Rgb;
}

function colorOf(material: Material, own: Rgb): Rgb {
  switch (material) {
    case "body":
      return own;
    case "cloth":
      return blend(own, "#8c8c8c", 0.24);
    case "skin":
      return blend(own, "#d6bfaa", 0.86);
    case "lip":
      return blend(blend(own, "#d6bfaa", 0.86), "#6b3f36", 0.55);
    case "hair":
      return blend(own, "#2c2724", 0.82);
    case "legs":
      return blend(own, "#3f4247", 0.66);
    case "dark":
      return blend(own, "#26282b", 0.68);
    case "pale":
      return blend(own, "#cfcfca", 0.6);
    default:
      return rgbOf(plain[material]);
  }
}

const plain = {
  shoe: "#333231",
  ink: "#2b2421",
  white: "#ece8e0",
  glass: "#7d8fa0",
  lamp: "#f0e8d2",
  wood: "#6d5946",
  green: "#62755a",
  red: "#a5463f",
} as const;
