/** Owns what becomes of the frames that a project stores, trims and the place of its sound, at another rate: they last as long as before. */
import { type RateName, rateOf } from "../time/rate.ts";
import type { Project } from "./model.ts";

/** The project with its frames counted at `rateName`; the rate itself is left to the caller. */
export function framesAtRate(project: Project, rateName: RateName): Project {
  const [from, to] = [rateOf(project.rate), rateOf(rateName)];
  const [up, down] = [from.den * to.num, from.num * to.den];
  if (up === down) return project;
  const scale = (frames: number) => Math.round((frames * up) / down);
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
        return trim ? { ...shot, trim: { in: scale(trim.in), frames: Math.max(1, scale(trim.frames)) } } : shot;
      });
      return { ...pass, shots };
    }),
  };
}
