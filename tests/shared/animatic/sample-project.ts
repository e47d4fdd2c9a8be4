/** Builds small projects for tests of animatics. */
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";

export function mediaId(digit: string): string {
  return digit.repeat(64);
}

export function shot(id: string, fields: Partial<Shot> = {}): Shot {
  return { id: `sht_${id.padStart(4, "0")}`, durationMs: 3000, ...fields };
}

export function pass(shots: Shot[], fields: Partial<Pass> = {}): Pass {
  return {
    id: "pas_0001",
    scene: "SC010",
    name: "Test",
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "720p",
    shots,
    ...fields,
  };
}

export function project(passes: Pass[], fields: Partial<Project> = {}): Project {
  return { id: "prj_0001", name: "Test", rate: "24", start: "01:00:00:00", elements: [], passes, ...fields };
}
