/** Owns what can be chosen for a hand-off: formats and their versions, the storyboard, clip names, and how clips are made. */
import { z } from "zod";

/** The lists of a cut that editing suites import. */
export const editListFormats = ["edl", "edl-ax", "otio", "otio-resolve", "fcpxml", "xmeml", "markers"] as const;
export type EditListFormat = (typeof editListFormats)[number];
export const exportFormats = [
  "movie",
  "review",
  "clips",
  "wav",
  "passes",
  "stills",
  ...editListFormats,
  "csv",
  "srt",
  "vtt",
  "ale",
  "board",
  "plan",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Final Cut Pro 10.4.9, 10.6, 10.6.6, 10.8 and 11 write these and read older ones; DaVinci Resolve reads 1.10 in every release since 18.5. */
export const fcpxmlVersions = ["1.9", "1.10", "1.11", "1.12", "1.13"] as const;
/** Premiere Pro writes 4, DaVinci Resolve 5; each reads both. */
export const xmemlVersions = ["4", "5"] as const;
/** Which version of a list's format is written: a suite reads those that are older than itself. */
export const editListVersionsSchema = z.strictObject({ fcpxml: z.enum(fcpxmlVersions), xmeml: z.enum(xmemlVersions) });
export type EditListVersions = z.infer<typeof editListVersionsSchema>;
export const defaultEditListVersions: EditListVersions = { fcpxml: "1.10", xmeml: "4" };

export const boardPapers = ["a4", "letter"] as const;
export const boardOrientations = ["landscape", "portrait"] as const;
/** How a storyboard is set. `floorPlans`: passes that are blocked are also shown from above, beside their frames and on a page each. */
export const boardSchema = z.strictObject({
  framesPerPage: z.int().min(1).max(9),
  paper: z.enum(boardPapers),
  orientation: z.enum(boardOrientations),
  floorPlans: z.boolean().default(true),
});
export type BoardOptions = z.infer<typeof boardSchema>;
export const defaultBoard: BoardOptions = {
  framesPerPage: 6,
  paper: "a4",
  orientation: "landscape",
  floorPlans: true,
};

/** How clip files are named: tokens of shared/cut/out/name-template.ts, and the hand-off's own number for `{version}`. */
export const clipNamesSchema = z.strictObject({ template: z.string().max(500), version: z.int().min(1).max(999) });
export type ClipNames = z.infer<typeof clipNamesSchema>;

export const clipCodecs = ["h264", "prores", "dnxhr"] as const;
export const conformModes = ["convert", "reinterpret"] as const;
/**
 * How clips are made. `handles`: frames before and after each shot, where its film has them. `conform`: what becomes of a
 * take whose rate is not the cut's: frames repeated or dropped at the same speed, or each played once at another speed.
 */
export const clipMediaSchema = z.strictObject({
  handles: z.int().min(0).max(48),
  codec: z.enum(clipCodecs),
  conform: z.enum(conformModes),
});
export type ClipMedia = z.infer<typeof clipMediaSchema>;
export const defaultClipMedia: ClipMedia = { handles: 12, codec: "h264", conform: "convert" };
