/** Builds small projects for tests of the cut and of what is written from it. */
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { RateName } from "../../../shared/time/rate.ts";

export function buildShot(id: string, content: Partial<Shot> = {}): Shot {
  return { id: `shot_${id.padStart(4, "0")}`, durationMs: 4000, ...content };
}

export function buildPass(id: string, shots: Shot[], content: Partial<Pass> = {}): Pass {
  const base = { scene: "SC010", name: "First", profile: "animatic", aspectRatio: "16:9", resolution: "720p" } as const;
  return { id: `pass_${id.padStart(4, "0")}`, ...base, ...content, shots };
}

export function buildProject(passes: Pass[], content: Partial<Project> = {}): Project {
  const base = { id: "project_0001", name: "Night race", rate: "24", start: "01:00:00:00", elements: [] } as const;
  return { ...base, elements: [], ...content, passes };
}

/** One pass with a shot for each duration, in milliseconds. */
export function buildSimpleProject(durationsMs: number[], rate: RateName = "24", start = "01:00:00:00"): Project {
  const shots = durationsMs.map((durationMs, index) => buildShot(String(index + 1), { durationMs }));
  return buildProject([buildPass("1", shots)], { rate, start });
}
