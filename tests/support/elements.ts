/** Owns projects with elements for tests: made over a core as a page makes them. */
import type { Core } from "../../electron/core/core.ts";
import { type Media, mediaSchema } from "../../shared/project/media.ts";
import type { Element } from "../../shared/project/model.ts";
import { uploadUrl } from "../../shared/rpc/contract.ts";

/** Stores an image in a project. */
export async function upload(core: Core, projectId: string, name: string, bytes: Buffer): Promise<Media> {
  const init = { method: "PUT", body: new Uint8Array(bytes) };
  const answer = await core.fetch(new Request(`http://shotline/${uploadUrl(projectId, name)}`, init));
  return mediaSchema.parse(((await answer.json()) as { value: unknown }).value);
}

export async function addElement(core: Core, projectId: string, element: Element): Promise<void> {
  const { revision } = await core.call("project.get", { projectId });
  await core.call("edits.apply", { projectId, baseRevision: revision, edit: { type: "element.add", element } });
}

export async function elementsOf(core: Core, projectId: string): Promise<Element[]> {
  return (await core.call("project.get", { projectId })).project.elements;
}
