/** Owns what a measured cut is: where one shot of a film ends and the next one begins, of which kind, and how surely. Frames are the film's own, from 0. */
import { z } from "zod";

/** `hard`: from one frame to the next. The others take a while: `dissolve`, `fade` (to or from black or white), `whip`. */
export const cutKinds = ["hard", "dissolve", "fade", "whip"] as const;
export type CutKind = (typeof cutKinds)[number];

const frame = z.int().min(0);
const extent = {
  /** First frame of the new shot; the middle of a gradual one. */
  frame,
  /** First and last frame of a gradual one; both `frame` for a hard one. */
  from: frame,
  to: frame,
  /** 0 to 1, calibrated: of the cuts claimed at 0.8 or more, 99 in 100 are right. */
  confidence: z.number().min(0).max(1),
};

export const measuredCutSchema = z.strictObject({ kind: z.enum(cutKinds), ...extent });
export type MeasuredCut = z.infer<typeof measuredCutSchema>;

/** What was found for a planned boundary; `none`: both shots run on in one, `frame` is the planned one. */
export const boundaryCutSchema = z.strictObject({ kind: z.enum([...cutKinds, "none"]), ...extent });
export type BoundaryCut = z.infer<typeof boundaryCutSchema>;

/**
 * The cuts of a film. `boundaries`: one for each planned boundary, in order (none where nothing was planned); `others`: cuts that
 * nobody planned. `maker` is the version of the measurement; an older one is measured again.
 */
export const measuredCutsSchema = z.strictObject({
  maker: z.int().positive(),
  boundaries: z.array(boundaryCutSchema).max(200),
  others: z.array(measuredCutSchema).max(10_000),
});
export type MeasuredCuts = z.infer<typeof measuredCutsSchema>;

/** Version of the measurement: raise it when its answers change. */
export const cutsMaker = 1;
