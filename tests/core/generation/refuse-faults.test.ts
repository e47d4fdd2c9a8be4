import { describe, expect, test } from "vitest";
import { refuseFaults } from "../../../electron/core/generation/refuse-faults.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildShot } from "../../support/builders.ts";
import { projectFor } from "../../support/service-projects.ts";

const gone = buildMediaId("f");

function refusal(project: Project, profileId: string, prompt: string | null = null): unknown {
  try {
    const request = { pass: project.passes[0] as Pass, retake: null };
    refuseFaults({ project, media: [] }, request, profileOf(profileId) as ModelProfile, prompt);
    return null;
  } catch (error) {
    return error;
  }
}

describe("sending a pass is refused", () => {
  const [film, still] = ["kling/kling-3.0-omni", "gemini/nano-banana-pro"];

  test("for what is wrong with what is sent, with the first fault and what to do", () => {
    const shots = [buildShot("1", { action: "@Nobody runs" }), buildShot("2")];
    expect(refusal(projectFor(film, { shots }), film)).toMatchObject({
      code: "generation.refused",
      message: "@Nobody is not an element of this project. (and 1 more)",
      next: expect.stringMatching(/^Add an element/),
    });
  });

  test("for nothing that stays here: elements that nobody calls, and shots' own frames", () => {
    const shots = [buildShot("1", { action: "It rains", frame: gone })];
    const elements = [buildElement("Idle"), buildElement("Lost", { images: [gone] })];
    expect(refusal(projectFor(film, { shots }, elements), film)).toBeNull();
  });

  test("for a still by the words that it is drawn from", () => {
    const shots = [buildShot("1", { durationMs: 100 }), buildShot("2", { action: "@Nobody" })];
    const project = projectFor(film, { shots, startFrame: gone });
    expect(refusal(project, still)).toMatchObject({ message: expect.stringContaining("has no prompt") });
    expect(refusal(project, still, "A road at dawn")).toMatchObject({ message: expect.stringContaining("missing") });
    expect(refusal(projectFor(film, { shots }), still, "A road at dawn")).toBeNull();
    expect(refusal(projectFor(film, { shots }), still, "A road with @Nemo")).toMatchObject({
      message: expect.stringContaining("@Nemo"),
    });
  });
});
