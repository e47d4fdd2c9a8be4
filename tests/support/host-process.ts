/** Owns the other side of host.ts: the real core behind the real loopback host, in a process that a test can kill. */
import { join, resolve } from "node:path";
import { createCore, fileLog, thisPerson } from "../../electron/core/core.ts";
import { serveCore } from "../../electron/host/serve.ts";
import type { InputOf, MethodName } from "../../shared/rpc/contract.ts";

export type HostRequest =
  | { readonly id: number; readonly kind: "url" | "processorMs" | "resume" }
  | { readonly id: number; readonly kind: "call"; readonly name: MethodName; readonly input: unknown }
  | { readonly id: number; readonly kind: "close" };
export type HostAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

const root = resolve(import.meta.dirname, "../..");
const folder = process.argv[2] as string;
const dataDir = join(folder, "data");
const core = createCore({
  dataDir,
  projectsFolder: join(folder, "projects"),
  pageFolder: join(root, "out/renderer"),
  resourcesFolder: join(root, "resources"),
  env: process.env,
  version: "test",
  vault: null,
  person: { ...thisPerson(), ...JSON.parse(process.env["SHOTLINE_TEST_PERSON"] ?? "{}") },
  grants: null,
  log: fileLog(dataDir, () => new Date()),
});
const host = await serveCore(core);
if (process.env["SHOTLINE_TEST_RESUMES"] !== "when asked") void core.resumeJobs();

async function answer(request: HostRequest): Promise<unknown> {
  if (request.kind === "url") return host.newUrl();
  if (request.kind === "processorMs") {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  if (request.kind === "resume") {
    void core.resumeJobs();
    return null;
  }
  if (request.kind === "call") return core.call(request.name, request.input as InputOf<MethodName>);
  await host.close();
  await core.close();
  return null;
}

process.on("message", (message) => {
  const request = message as HostRequest;
  const { id } = request;
  answer(request).then(
    (value) => reply({ id, ok: true, value }),
    (error: unknown) => reply({ id, ok: false, message: String(error) }),
  );
});
process.on("disconnect", () => process.exit());

function reply(message: HostAnswer): void {
  process.send?.(message);
}
reply({ id: 0, ok: true, value: null });
