/** Owns writing the hand-off kit of a pass of an open project. */
import { writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { shotLabel, shotNumbers } from "../../../shared/project/layout.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { writeHandOffKit } from "./hand-off-kit.ts";

/** Writes the kit for generating a pass by hand, its references as the user typed them. */
export async function writeKit(
  projects: ProjectService,
  request: { readonly projectId: string; readonly project: Project; readonly pass: Pass; readonly folder: string },
  { signal, report }: OperationContext,
): Promise<NonNullable<Operation["result"]>> {
  const { projectId, project, pass, folder } = request;
  const profile = (profileOf(pass.profile) ?? profileOf("animatic")) as ModelProfile;
  const isTimed = profile.grammar.shots === "timed" && pass.shots.length > 1;
  const grammar = { references: "as-typed", shots: isTimed ? "timed" : "list" } as const;
  const numbers = shotNumbers(project.passes);
  report(0.2, "Writing prompts and images");
  return writeHandOffKit({
    folder,
    projectFolder: await projects.folderOf(projectId),
    model: profile.label,
    pass: writePass({ ...profile, grammar }, project.elements, pass),
    isOnePrompt: isTimed,
    shotLabels: pass.shots.map((shot) => shotLabel(numbers.get(shot.id) ?? 0)),
    imageFile: async (reference) => (await projects.mediaFile(projectId, reference)).path,
    signal,
  });
}
