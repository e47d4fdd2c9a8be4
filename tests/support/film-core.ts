/** A project with a core that has npm's ffmpeg, which starts at once, for tests of what becomes of films. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type MediaVariant, mediaUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "./build-core.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** `env` may name another ffmpeg. */
export async function openFilmCore(env: Record<string, string> = {}) {
  const home = temporaryFolder();
  const { core } = buildCore(home, null, { env });
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const { folder, project } = await core.call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const ended = async ({ operationId }: { operationId: string }) => core.waitForOperation(operationId, () => {});
  const importAs = async (file: string) => ended(await core.call("takes.import", { projectId, passId, file }));
  return {
    ...{ core, home, folder, projectId, importAs },
    importFilm: async (file: string) => (await importAs(file)).result as { takeId: string; mediaId: string },
    prepare: async (takeId?: string) =>
      ended(await core.call("takes.prepare", { projectId, ...(takeId ? { takeId } : {}) })),
    products: () => core.call("takes.products", { projectId }),
    view: () => core.call("project.get", { projectId }),
    /** What was made of films, by name. */
    made: () => (existsSync(join(folder, "cache/films")) ? readdirSync(join(folder, "cache/films")).sort() : []),
    ask: (mediaId: string, variant: MediaVariant, init?: RequestInit) =>
      core.fetch(new Request(new URL(mediaUrl(projectId, mediaId, variant), "http://127.0.0.1:1/"), init)),
  };
}
