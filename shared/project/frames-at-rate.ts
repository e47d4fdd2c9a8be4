/** Owns what becomes of the frames that a project stores, trims and the place of its sound, at another rate: they last as long as before. */
import { type Rate, type RateName, rateOf, sameSpeed } from "../time/rate.ts";
import type { Project, Trim } from "./model.ts";

/** A shot keeps at least one frame. */
export function trimAtRate(trim: Trim, from: Rate, to: Rate): Trim {
  const scale = scaling(from, to);
  return { in: scale(trim.in), frames: Math.max(1, scale(trim.frames)) };
}

function scaling(from: Rate, to: Rate): (frames: number) => number {
  // No minus zero: it is not the same data as zero.
  return (frames) => Math.round((frames * from.den * to.num) / (from.num * to.den)) + 0;
}

/** The project with its frames counted at `rateName`; the rate itself is left to the caller. */
export function framesAtRate(project: Project, rateName: RateName): Project {
  const [from, to] = [rateOf(project.rate), rateOf(rateName)];
  if (sameSpeed(from, to)) return project;
  const scale = scaling(from, to);
  const { sound } = project;
  return {
    ...project,
    ...(sound && {
      sound: {
        ...sound,
        startFrame: scale(sound.startFrame),
        inFrame: scale(sound.inFrame),
        fadeInFrames: scale(sound.fadeInFrames),
        fadeOutFrames: scale(sound.fadeOutFrames),
      },
    }),
    passes: project.passes.map((pass) => {
      if (pass.shots.every(({ trim }) => !trim)) return pass;
      const shots = pass.shots.map((shot) => {
        const { trim } = shot;
        return trim ? { ...shot, trim: trimAtRate(trim, from, to) } : shot;
      });
      return { ...pass, shots };
    }),
  };
}
