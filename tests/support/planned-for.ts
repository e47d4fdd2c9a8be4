/** Owns a plan that uses all that a profile takes: a start frame, an element (alone where only one of both is taken), sound, several shots. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelProfile } from "../../shared/models/profile.ts";
import type { Plan } from "../../shared/project/plan.ts";
import { makeStill } from "./services/film.ts";

export function planFor({ id, limits, output }: ModelProfile): Plan {
  const cast = limits.elementsMax > 0;
  const frame = limits.startFrame && output === "film" && !(cast && limits.framesOrElements);
  const resolution = limits.resolutions.includes("1080p") ? "1080p" : (limits.resolutions[0] as string);
  return {
    schema: "shotline.plan.1",
    project: { name: "Night race", rate: "24", start: "01:00:00:00" },
    elements: cast
      ? [{ name: "Driver", kind: "character", description: "Woman of forty", images: ["front.jpg", "side.jpg"] }]
      : [],
    passes: [
      {
        scene: "SC010",
        name: "Pit lane",
        profile: id,
        aspectRatio: "16:9",
        resolution,
        audio: true,
        ...(frame ? { startFrame: "front.jpg" } : {}),
        shots: [3000, 4000, 3000].map((durationMs, index) => ({
          durationMs,
          camera: { size: "MCU" as const, move: "push-in" as const },
          action: `${cast ? "@Driver" : "A driver"} pulls the zip up; part ${index + 1}, "slowly"`,
        })),
      },
    ],
  };
}

/** Writes the plan and its images into `folder` and returns the plan's path. */
export async function writePlanFor(profile: ModelProfile, folder: string): Promise<string> {
  const file = join(folder, "race.plan.json");
  writeFileSync(file, JSON.stringify(planFor(profile)));
  const { bytes } = await makeStill();
  writeFileSync(join(folder, "front.jpg"), bytes);
  // Another image, as far as its bytes tell: a comment behind the picture.
  writeFileSync(join(folder, "side.jpg"), Buffer.concat([bytes, Buffer.from("side")]));
  return file;
}
