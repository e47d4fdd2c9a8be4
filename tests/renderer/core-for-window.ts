/** Owns a real core in this process for the window's tests, reached by a line that can be cut. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createCore } from "../../electron/core/core.ts";
import { type CoreClient, createClient } from "../../renderer/src/api/client.ts";
import { createEditor, type Editor } from "../../renderer/src/state/editor.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import type { ProjectView } from "../../shared/rpc/projects-contract.ts";

/** `cut`: no request arrives. `deaf`: requests arrive and are answered, but no answer comes back. */
export type Line = "open" | "cut" | "deaf";

export interface WindowOnCore {
  readonly client: CoreClient;
  readonly editor: Editor;
  /** What the user was told. */
  readonly problems: ErrorData[];
  line: Line;
  /** Whether selecting moves the playhead. */
  showsSelected: boolean;
  /** The revision and plan as the core has them. */
  truth(): Promise<ProjectView>;
  close(): Promise<void>;
}

/** An editor with a new project open, on a core of its own. */
export async function openWindowOnCore(): Promise<WindowOnCore> {
  const folder = await mkdtemp(join(tmpdir(), "shotline-window-"));
  const core = createCore({
    dataDir: join(folder, "data"),
    projectsFolder: join(folder, "projects"),
    pageFolder: null,
    resourcesFolder: resolve(import.meta.dirname, "../../resources"),
    version: "0.0.0",
    vault: null,
    grants: null,
    env: process.env,
    log: () => undefined,
  });
  const problems: ErrorData[] = [];
  const opened = {
    line: "open" as Line,
    showsSelected: true,
    problems,
    close: async () => {
      await core.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const client = createClient(async (path, init) => {
    if (opened.line === "cut") throw new TypeError("fetch failed");
    const response = await core.fetch(new Request(`http://app.localhost/${path}`, init));
    if (opened.line === "deaf") throw new TypeError("fetch failed");
    return response;
  });
  const editor = createEditor(
    client,
    (problem) => problems.push(problem),
    () => opened.showsSelected,
  );
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  await editor.openProject(projectId);
  const truth = () => core.call("project.get", { projectId });
  return Object.assign(opened, { client, editor, truth });
}
