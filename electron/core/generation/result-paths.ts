/** Owns finding the address of a result in an answer, where the file of a model says it is. */
import type { RemoteTask } from "../../../shared/generation/job.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";

/** The task with the paths that its model's file declares, so that they are known after a restart, and when the file is gone. */
export function withResultPaths(task: RemoteTask, { request }: ModelProfile): RemoteTask {
  const paths = request?.way === "mapped" ? request.result : undefined;
  return paths === undefined || paths.length === 0 ? task : { ...task, resultPaths: [...paths] };
}

/** The first address of the web at these paths, such as `video.url` or `images.0.url`; null for none. */
export function resultUrlIn(answer: unknown, paths: readonly string[] | undefined): string | null {
  for (const path of paths ?? []) {
    const value = path.split(".").reduce(partOf, answer);
    if (typeof value === "string" && /^https?:$/.test(URL.parse(value)?.protocol ?? "")) return value;
  }
  return null;
}

function partOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
