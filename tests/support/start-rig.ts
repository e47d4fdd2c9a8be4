/** Owns rigs for tests: a plain service and a queue on a fresh project, closed when the test has ended. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { QueueRig, type RigOptions } from "./queue-rig.ts";
import { type PlainProviderOptions, PlainService, plainProvider } from "./services/plain-service.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** 24 frames. */
export const smallFilm = { seconds: 1, widthPx: 160, heightPx: 90, audio: false } as const;

export interface StartedRig {
  readonly service: PlainService;
  readonly rig: QueueRig;
  readonly folder: string;
  readonly projectId: string;
  /** Another process's queue on the same project, as far as one process can play it. */
  again(replace?: RigOptions["replace"], provider?: PlainProviderOptions): Promise<QueueRig>;
}

/** With `attach` false nobody works on the jobs yet. */
export async function startRig(
  options: PlainProviderOptions & { readonly attach?: boolean; readonly replace?: RigOptions["replace"] } = {},
): Promise<StartedRig> {
  const folder = temporaryFolder();
  const service = await new PlainService().start({ film: smallFilm });
  onTestFinished(() => service.close());
  const open = (replace: RigOptions["replace"] = {}, provider: PlainProviderOptions = options) => {
    const rig = new QueueRig({ folder, provider: plainProvider(provider), service, replace });
    onTestFinished(() => rig.close());
    return rig;
  };
  const rig = open(options.replace);
  const projectId = await rig.createProject(join(folder, "Film.shotline"));
  if (options.attach !== false) await rig.queue.attach(projectId);
  return {
    ...{ service, rig, folder, projectId },
    async again(replace, provider) {
      const other = open(replace, provider);
      await other.projects.open(join(folder, "Film.shotline"));
      return other;
    },
  };
}
